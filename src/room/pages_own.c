#include "base/i18n.h"
#include "base/limits.h"
#include "room/api.h"
#include "room/pages/own.h"
#include "room/pages_talk.h"
#include "room/view.h"
#include "room/write.h"

/* The pages about one contribution: edit, delete, report.  `own`: of its author alone. */
typedef struct { Look look; Item *item; PageFrame frame; const char *id, *back; } About;

/* Takes hall_read(), which the caller ends; false: answered, and ended. */
static bool
about_begin(HttpRequest *request, HttpReply *reply, bool own, About *ret_about)
{
    const Visitor *visitor = request_visitor(request);
    Id id;

    if (!api_path_id(request, reply, 1, &id))
        return false;
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    About about = { .look = look_begin(board, visitor), .item = board_find(board, &id) };
    TalkOutcome outcome = !about.item || !item_visible(about.item, about.look.voice) ? TALK_NOT_FOUND
        : !item_readable(about.item, about.look.voice) ? TALK_GONE
        : !about.look.open ? TALK_CLOSED
        : own && !about.look.voice ? TALK_NO_KEY
        : own && !item_mine(about.item, about.look.voice) ? TALK_NOT_YOURS : TALK_DONE;
    if (outcome != TALK_DONE) {
        look_clear(&about.look);
        hall_read_end(visitor->room->hall);
        api_refuse(request, reply, outcome);
        return false;
    }
    about.frame = frame_of(request, board, about.look.scratch);
    about.id = scratch_id(about.look.scratch, &id);
    about.back = scratch_keep(about.look.scratch, g_strdup_printf("/c/%s/i/%s", board->about->slug,
                              scratch_id(about.look.scratch, &board_at(board, about.item->idea)->id)));
    *ret_about = about;
    return true;
}

static void
about_end(HttpRequest *request, HttpReply *reply, About *about, unsigned status, bool made, Page *page, GError *error)
{
    look_clear(&about->look);
    hall_read_end(request_room(request)->hall);
    frame_reply(request, reply, status, made, page, error);
}

/* ---- edit ---- */

enum { EDIT_TEXT, EDIT_SURE };
static const HttpField edit_fields[] = {
    [EDIT_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_IDEA, true, NULL },
    [EDIT_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_edit_input = { HTTP_INPUT_FORM, edit_fields, G_N_ELEMENTS(edit_fields), 0 };

static void
edit_show(HttpRequest *request, HttpReply *reply, unsigned status, const char *text, const char *refusal,
          const Mentions *mentions)
{
    About about;
    FormError errors[4];
    GError *error = NULL;
    Page page;

    if (!about_begin(request, reply, true, &about))
        return;
    if (!about.look.posting) {
        look_clear(&about.look);
        hall_read_end(request_room(request)->hall);
        api_refuse(request, reply, TALK_VOTES_ONLY);
        return;
    }
    about.frame.n_errors = text ? frame_errors(request, errors, G_N_ELEMENTS(errors)) : 0;
    if (refusal)
        errors[about.frame.n_errors++] = (FormError){ "text", refusal, NULL };
    about.frame.errors = errors;
    EditView view = {
        .id = about.id, .back = about.back, .idea = about.item->kind == KIND_IDEA, .may_delete = true,
        .composer = { .text = text ? text : about.item->now.text, .from = look_next_slot(&about.look) },
    };
    mention_show(mentions, text, &view.composer);
    bool made = edit_page(&about.frame, &view, &page, &error);
    about_end(request, reply, &about, status, made, &page, error);
}

void
page_edit(HttpRequest *request, HttpReply *reply)
{
    edit_show(request, reply, 200, NULL, NULL, NULL);
}

static bool
run_edit(RoomWrite *write, Db *db, GError **error)
{
    Draft draft = { .text = http_text(write->request, EDIT_TEXT), .naming = write->mentions != NULL };

    return talk_edit(write->room->hall, db, &write->actor, write->data, &draft, &write->outcome, error);
}

/* Back to the idea, with a word of what happened. */
static void
go_back(HttpRequest *request, HttpReply *reply, const Id *id, const char *word)
{
    const Visitor *visitor = request_visitor(request);
    char idea_text[ID_TEXT_SIZE], own[ID_TEXT_SIZE];

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Item *item = board_find(board, id), *idea = item ? board_at(board, item->idea) : NULL;
    id_to_text(idea ? &idea->id : id, idea_text);
    id_to_text(id, own);
    g_autofree char *path = g_strdup_printf("/c/%s/i/%s?done=%s&at=%s#i-%s", board->about->slug, idea_text, word, own, own);
    hall_read_end(visitor->room->hall);
    http_reply_redirect(reply, path);
}

static void
edit_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE)
        go_back(request, reply, write->data, "edited");
    else if (write->outcome == TALK_TOO_FAST || write->outcome == TALK_PAUSED)
        edit_show(request, reply, outcome_status(write->outcome), http_text(request, EDIT_TEXT), outcome_text(write->outcome), NULL);
    else if (write->outcome == TALK_NAMING)
        edit_show(request, reply, 422, http_text(request, EDIT_TEXT), NULL, write->mentions);
    else
        api_refuse(request, reply, write->outcome);
}

void
page_edit_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;
    Id id;

    http_errors(request, &n);
    if (n > 0)
        edit_show(request, reply, 422, http_typed(request, EDIT_TEXT) ? http_typed(request, EDIT_TEXT) : "", NULL, NULL);
    else if (api_path_id(request, reply, 1, &id))
        room_write_own_text(request, http_flag(request, EDIT_SURE) ? NULL : http_text(request, EDIT_TEXT), run_edit, edit_done,
                            g_memdup2(&id, sizeof id));
}

/* ---- delete ---- */

const HttpInput page_delete_input = { HTTP_INPUT_FORM, NULL, 0, 1024 };

void
page_delete(HttpRequest *request, HttpReply *reply)
{
    About about;
    GError *error = NULL;
    Page page;

    if (!about_begin(request, reply, true, &about))
        return;
    DeleteView view = {
        .id = about.id, .back = about.back, .idea = about.item->kind == KIND_IDEA,
        .text = look_text(&about.look, about.item->now.text), .has_replies = item_comments(about.item) > 0,
    };
    bool made = delete_page(&about.frame, &view, &page, &error);
    about_end(request, reply, &about, 200, made, &page, error);
}

static bool
run_delete(RoomWrite *write, Db *db, GError **error)
{
    return talk_delete(write->room->hall, db, &write->actor, write->data, &write->outcome, error);
}

static void
delete_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE) {
        g_autofree char *path = frame_path(request_visitor(request), "/mine?done=deleted");
        http_reply_redirect(reply, path);
    } else {
        api_refuse(request, reply, write->outcome);
    }
}

void
page_delete_post(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 1, &id))
        room_write_own(request, run_delete, delete_done, g_memdup2(&id, sizeof id));
}

/* ---- report ---- */

enum { FLAG_FIELD_REASON, FLAG_FIELD_NOTE };
static const HttpField flag_fields[] = {
    [FLAG_FIELD_REASON] = { "reason", HTTP_FIELD_CHOICE, 0, true, flag_reason_names },
    [FLAG_FIELD_NOTE] = { "note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
};
const HttpInput page_flag_input = { HTTP_INPUT_FORM, flag_fields, G_N_ELEMENTS(flag_fields), 0 };

/* `error_text` NULL: the request's own field errors, where it was sent. */
static void
flag_show(HttpRequest *request, HttpReply *reply, unsigned status, const char *error_text)
{
    bool again = http_method(request) == HTTP_POST;
    int reason = again ? http_choice(request, FLAG_FIELD_REASON) : -1;
    About about;
    FormError errors[4] = { { NULL, error_text, NULL } };
    GError *error = NULL;
    Page page;

    if (!about_begin(request, reply, false, &about))
        return;
    about.frame.n_errors = error_text ? 1 : again ? frame_errors(request, errors, G_N_ELEMENTS(errors)) : 0;
    about.frame.errors = errors;
    FlagView view = {
        .id = about.id, .back = about.back, .idea = about.item->kind == KIND_IDEA,
        .text = look_text(&about.look, item_face(about.item, about.look.voice)->text),
        .reason = reason >= 0 ? flag_reason_names[reason] : NULL,
        .note = again ? http_typed(request, FLAG_FIELD_NOTE) : NULL,
        .needs_key = visitor_lacks_key(about.look.visitor, about.look.board),
    };
    bool made = flag_page(&about.frame, &view, &page, &error);
    about_end(request, reply, &about, status, made, &page, error);
}

void
page_flag(HttpRequest *request, HttpReply *reply)
{
    flag_show(request, reply, 200, NULL);
}

static bool
run_flag(RoomWrite *write, Db *db, GError **error)
{
    return talk_flag(write->room->hall, db, &write->actor, write->data,
                     (FlagReason)http_choice(write->request, FLAG_FIELD_REASON), http_text(write->request, FLAG_FIELD_NOTE),
                     &write->outcome, error);
}

static void
flag_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    if (write->outcome == TALK_DONE)
        go_back(request, reply, write->data, "reported");
    else
        flag_show(request, reply, outcome_status(write->outcome), outcome_text(write->outcome));
}

void
page_flag_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;
    Id id;

    http_errors(request, &n);
    if (n > 0)
        flag_show(request, reply, 422, NULL);
    else if (api_path_id(request, reply, 1, &id))
        room_write_own(request, run_flag, flag_done, g_memdup2(&id, sizeof id));
}
