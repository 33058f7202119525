/* Removing all one wrote: asked once more, planned, taken back. */
#include "domain/removal.h"
#include "room/api.h"
#include "room/pages_mine.h"

void
page_remove(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    if (!visitor->actor.has_key) {
        api_refuse(request, reply, TALK_NO_KEY);
        return;
    }
    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    bool made = remove_page(&frame, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

static bool
run_remove(RoomWrite *write, Db *db, GError **error)
{
    return removal_plan(write->room->hall, db, &write->actor, &write->outcome, error);
}

static bool
run_keep(RoomWrite *write, Db *db, GError **error)
{
    return removal_take_back(write->room->hall, db, &write->actor, &write->outcome, error);
}

static void
back_to_mine(HttpRequest *request, HttpReply *reply, RoomWrite *write, const char *rest)
{
    g_autofree char *path = frame_path(request_visitor(request), rest);

    if (write->outcome == TALK_DONE)
        http_reply_redirect(reply, path);
    else
        api_refuse(request, reply, write->outcome);
}

static void
remove_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    back_to_mine(request, reply, write, "/mine?done=removing");
}

static void
keep_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    back_to_mine(request, reply, write, "/mine?done=staying");
}

void
page_remove_post(HttpRequest *request, HttpReply *reply)
{
    room_write(request, run_remove, remove_done, NULL);
}

void
page_keep_post(HttpRequest *request, HttpReply *reply)
{
    room_write(request, run_keep, keep_done, NULL);
}
