#include "base/i18n.h"
#include "html/markdown.h"
#include "room/api.h"
#include "room/notices.h"

/* ---- shapes ---- */

static json_t *
face_json(const Notice *notice, const NoticeFace *face)
{
    g_autoptr(SafeHtml) html = markdown_talk(face->text, NULL);

    return json_pack("{s:o, s:s, s:o, s:s, s:s}", "id", api_id(&notice->id), "by", source_for_others(SOURCE_FACILITATOR), "section",
                     *face->section ? json_string(face->section) : json_null(), "text", face->text, "html",
                     html ? safe_html_text(html, NULL) : "");
}

static void
add_shown(const Board *board, const char *section, json_t *notices)
{
    const Notice *shown[LIMIT_NOTICES];
    size_t n = notice_shown(board, section, shown);

    for (size_t i = 0; i < n; i++) {
        json_t *notice = face_json(shown[i], &shown[i]->shown);

        json_object_set_new(notice, "created", api_time(MAX(shown[i]->since, board->about->dates.opens)));
        json_array_append_new(notices, notice);
    }
}

json_t *
api_notices_shown(const Board *board)
{
    json_t *notices = json_array();

    add_shown(board, "", notices);
    for (size_t i = 0; i < board->about->n_sections; i++)
        add_shown(board, board->about->sections[i].slug, notices);
    return notices;
}

static json_t *
steps_json(const Notice *notice)
{
    static const char *const acts[] = { [NOTICE_PINNED] = "pin", [NOTICE_CHANGED] = "change", [NOTICE_TAKEN_DOWN] = "take_down",
                                        [NOTICE_PINNED_AGAIN] = "pin_again", [NOTICE_PUT_FIRST] = "put_first" };
    json_t *steps = json_array();

    for (guint i = 0; i < notice->steps->len; i++) {
        const NoticeStep *step = &g_array_index(notice->steps, NoticeStep, i);

        if (step->act >= NOTICE_PINNED && step->act <= NOTICE_PUT_FIRST)
            json_array_append_new(steps, json_pack("{s:s, s:i, s:o}", "act", acts[step->act], "facilitator", (int)step->staff, "created",
                                                   api_time(step->slot)));
    }
    return steps;
}

/* As facilitators see it, at once. */
static json_t *
staff_json(const Notice *notice)
{
    json_t *answer = face_json(notice, &notice->now);

    json_object_set_new(answer, "pinned", json_boolean(notice->now.pinned));
    json_object_set_new(answer, "pending", json_boolean(notice->dirty));
    json_object_set_new(answer, "version", json_integer(notice->steps->len));
    json_object_set_new(answer, "history", steps_json(notice));
    return answer;
}

void
api_notices(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    json_t *items = json_array();

    hall_read(visitor->room->hall);
    g_autoptr(GPtrArray) list = notice_list(visitor_board(visitor));
    for (guint i = 0; i < list->len; i++)
        json_array_append_new(items, staff_json(list->pdata[i]));
    hall_read_end(visitor->room->hall);
    http_reply_json(reply, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

/* ---- acts ---- */

typedef struct { Id id; NoticeOutcome outcome; } NoticeWork;

enum { NEW_SECTION, NEW_TEXT, NEW_CHECK };
static const HttpField new_fields[] = {
    [NEW_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL, "Slug; without it the notice stands on the first page" },
    [NEW_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_NOTICE, true, NULL },
    [NEW_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_notice_input = { HTTP_INPUT_JSON, new_fields, G_N_ELEMENTS(new_fields), 0 };

static bool
run_new(RoomWrite *write, Db *db, GError **error)
{
    NoticeWork *work = write->data;
    const char *section = http_text(write->request, NEW_SECTION);
    const NoticeOrder order = { .act = NOTICE_PINNED, .section = section ? section : "", .text = http_text(write->request, NEW_TEXT),
                                .naming = write->mentions != NULL };

    return notice_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error);
}

static void
reply_notice(HttpRequest *request, HttpReply *reply, const NoticeWork *work, unsigned status)
{
    const Visitor *visitor = request_visitor(request);
    json_t *answer = NULL;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Notice *notice = board ? notice_find(board, &work->id) : NULL;
    if (notice)
        answer = staff_json(notice);
    hall_read_end(visitor->room->hall);
    if (answer)
        http_reply_json(reply, status, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

static void
then_new(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const NoticeWork *work = write->data;

    if (work->outcome == NOTICE_NAMING)
        api_refuse_naming(request, reply, write, http_text(request, NEW_TEXT));
    else if (work->outcome == NOTICE_DONE)
        reply_notice(request, reply, work, 201);
    else
        http_reply_problem(reply, request, notice_status(work->outcome), notice_text(work->outcome));
}

void
api_notice_post(HttpRequest *request, HttpReply *reply)
{
    room_write_text(request, http_flag(request, NEW_CHECK) ? http_text(request, NEW_TEXT) : NULL, run_new, then_new,
                    g_new0(NoticeWork, 1));
}

enum { CHANGE_TEXT, CHANGE_PINNED, CHANGE_FIRST, CHANGE_VERSION, CHANGE_CHECK };
static const HttpField change_fields[] = {
    [CHANGE_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_NOTICE, false, NULL },
    [CHANGE_PINNED] = { "pinned", HTTP_FIELD_FLAG, 0, false, NULL, "False takes it down, true pins it again" },
    [CHANGE_FIRST] = { "first", HTTP_FIELD_FLAG, 0, false, NULL, "True puts it above the others" },
    [CHANGE_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL, "The one that was seen: 409 where it is another by now" },
    [CHANGE_CHECK] = API_CHECK_NAMES,
};
const HttpInput api_notice_change_input = { HTTP_INPUT_JSON, change_fields, G_N_ELEMENTS(change_fields), 0 };

/* In this order; the version counts for the first. */
static bool
run_change(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    NoticeWork *work = write->data;
    const struct { bool wanted; NoticeAct act; } acts[] = {
        { http_has(request, CHANGE_PINNED), http_flag(request, CHANGE_PINNED) ? NOTICE_PINNED_AGAIN : NOTICE_TAKEN_DOWN },
        { http_text(request, CHANGE_TEXT) != NULL, NOTICE_CHANGED },
        { http_flag(request, CHANGE_FIRST), NOTICE_PUT_FIRST },
    };
    NoticeOrder order = { .version = (uint32_t)http_number(request, CHANGE_VERSION, 0), .naming = write->mentions != NULL };

    work->outcome = NOTICE_DONE;
    for (size_t i = 0; i < G_N_ELEMENTS(acts) && work->outcome == NOTICE_DONE; i++) {
        if (!acts[i].wanted)
            continue;
        order.act = acts[i].act;
        order.text = order.act == NOTICE_CHANGED ? http_text(request, CHANGE_TEXT) : NULL;
        if (!notice_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error))
            return false;
        order.version = 0;
    }
    return true;
}

static void
then_changed(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const NoticeWork *work = write->data;

    if (work->outcome == NOTICE_NAMING)
        api_refuse_naming(request, reply, write, http_text(request, CHANGE_TEXT));
    else if (work->outcome == NOTICE_DONE)
        reply_notice(request, reply, work, 200);
    else
        http_reply_problem(reply, request, notice_status(work->outcome), notice_text(work->outcome));
}

void
api_notice_patch(HttpRequest *request, HttpReply *reply)
{
    NoticeWork work = { .outcome = NOTICE_DONE };

    if (!api_path_id(request, reply, 0, &work.id))
        return;
    if (!http_text(request, CHANGE_TEXT) && !http_has(request, CHANGE_PINNED) && !http_flag(request, CHANGE_FIRST))
        http_reply_problem(reply, request, 422, _("Say what is to change: text, pinned or first."));
    else
        room_write_text(request, http_flag(request, CHANGE_CHECK) ? http_text(request, CHANGE_TEXT) : NULL, run_change, then_changed,
                        g_memdup2(&work, sizeof work));
}

static bool
run_down(RoomWrite *write, Db *db, GError **error)
{
    NoticeWork *work = write->data;
    const NoticeOrder order = { .act = NOTICE_TAKEN_DOWN };

    return notice_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error);
}

static void
then_down(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const NoticeWork *work = write->data;

    if (work->outcome == NOTICE_DONE)
        http_reply_empty(reply, 204);
    else
        http_reply_problem(reply, request, notice_status(work->outcome), notice_text(work->outcome));
}

void
api_notice_delete(HttpRequest *request, HttpReply *reply)
{
    NoticeWork work = { .outcome = NOTICE_DONE };

    if (api_path_id(request, reply, 0, &work.id))
        room_write(request, run_down, then_down, g_memdup2(&work, sizeof work));
}
