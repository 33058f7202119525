#include "base/clock.h"
#include "base/i18n.h"
#include "room/api.h"
#include "room/notices.h"
#include "room/pages/notices.h"

#define MOST_ERRORS 4

/* A form that was refused: of which notice (zero: a new one), and why. */
typedef struct { unsigned status; Id id; NoticeOutcome outcome; Composer composer; const char *section; } Refusal;

/* ---- the page ---- */

static char *
step_words(Look *look, const NoticeStep *step)
{
    const char *day = look_day(look, MIN(step->slot, clock_now()));

    switch (step->act) {
    case NOTICE_PINNED:       return i18n_format(_("Pinned by Facilitator %u %s"), step->staff, day);
    case NOTICE_CHANGED:      return i18n_format(_("Changed by Facilitator %u %s"), step->staff, day);
    case NOTICE_TAKEN_DOWN:   return i18n_format(_("Taken down by Facilitator %u %s"), step->staff, day);
    case NOTICE_PINNED_AGAIN: return i18n_format(_("Pinned again by Facilitator %u %s"), step->staff, day);
    case NOTICE_PUT_FIRST:    return i18n_format(_("Put first by Facilitator %u %s"), step->staff, day);
    }
    return g_strdup("");
}

static const char *const *
steps_of(Look *look, const Notice *notice)
{
    const char **steps = g_new0(const char *, notice->steps->len + 1);

    scratch_keep(look->scratch, (char *)steps);
    for (guint i = 0; i < notice->steps->len; i++)
        steps[notice->steps->len - 1 - i] =
            scratch_keep(look->scratch, step_words(look, &g_array_index(notice->steps, NoticeStep, i)));
    return steps;
}

static NoticeLine
line_of(Look *look, const Notice *notice, const Notice *before, const Refusal *refusal)
{
    const Conversation *about = look->board->about;
    const int section = conversation_section(about, notice->now.section);
    const bool refused = refusal && id_equal(&refusal->id, &notice->id);

    return (NoticeLine){
        .id = scratch_id(look->scratch, &notice->id),
        .text = notice->now.text,
        .section = section < 0 ? NULL : about->sections[section].title,
        .pinned = notice->now.pinned,
        .first = !before || !before->now.pinned || !g_str_equal(before->now.section, notice->now.section),
        .from = notice->dirty ? look_next_slot(look) : NULL,
        .version = notice->steps->len,
        .steps = steps_of(look, notice),
        .n_steps = notice->steps->len,
        .typed = refused && refusal->composer.text ? &refusal->composer : NULL,
        .stale = refused && refusal->outcome == NOTICE_STALE,
    };
}

static void
add_lines(Look *look, const Refusal *refusal, NoticesView *view)
{
    g_autoptr(GPtrArray) list = notice_list(look->board);
    NoticeLine *lines = g_new0(NoticeLine, list->len + 1);

    scratch_keep(look->scratch, (char *)lines);
    for (guint i = 0; i < list->len; i++)
        lines[i] = line_of(look, list->pdata[i], i ? list->pdata[i - 1] : NULL, refusal);
    view->lines = lines;
    view->n_lines = list->len;
}

/* The box of a notice has an id of its own, so that the summary leads there. */
static void
add_errors(const HttpRequest *request, Look *look, const Refusal *refusal, PageFrame *frame, FormError errors[MOST_ERRORS])
{
    const bool fresh = id_is_zero(&refusal->id);

    frame->errors = errors;
    frame->n_errors = frame_errors(request, errors, MOST_ERRORS);
    if (!frame->n_errors && refusal->outcome != NOTICE_NAMING)
        errors[frame->n_errors++] = (FormError){ refusal->outcome == NOTICE_NO_SECTION ? "section" : "text", notice_text(refusal->outcome), NULL };
    for (size_t i = 0; i < frame->n_errors && !fresh && refusal->composer.text; i++)
        errors[i].field = scratch_keep(look->scratch, g_strconcat("text-", scratch_id(look->scratch, &refusal->id), NULL));
    for (size_t i = 0; i < frame->n_errors && !fresh && !refusal->composer.text; i++)
        errors[i].field = NULL;
}

static void
show(HttpRequest *request, HttpReply *reply, const Refusal *refusal)
{
    const Visitor *visitor = request_visitor(request);
    const bool fresh = refusal && id_is_zero(&refusal->id);
    FormError errors[MOST_ERRORS];
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    PageFrame frame = frame_of(request, board, look.scratch);
    frame.done_href = NULL;
    NoticesView view = { .section = fresh ? refusal->section : http_query(request, "section"), .sections = look_sections(&look),
                         .n_sections = board->about->n_sections };
    if (fresh)
        view.composer = refusal->composer;
    view.composer.from = look_next_slot(&look);
    add_lines(&look, refusal, &view);
    if (refusal)
        add_errors(request, &look, refusal, &frame, errors);
    bool made = notices_page(&frame, &view, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, refusal ? refusal->status : 200, made, &page, error);
}

void
page_notices(HttpRequest *request, HttpReply *reply)
{
    show(request, reply, NULL);
}

/* ---- a new one ---- */

typedef struct { Id id; NoticeOutcome outcome; NoticeAct act; } Work;

enum { NEW_SECTION, NEW_TEXT, NEW_SURE };
static const HttpField new_fields[] = {
    [NEW_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
    [NEW_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_NOTICE, true, NULL },
    [NEW_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_notice_input = { HTTP_INPUT_FORM, new_fields, G_N_ELEMENTS(new_fields), 0 };

static void
new_again(HttpRequest *request, HttpReply *reply, const RoomWrite *write)
{
    const Work *work = write ? write->data : NULL;
    Refusal refusal = { .status = work ? notice_status(work->outcome) : 422, .outcome = work ? work->outcome : NOTICE_DONE,
                        .composer = { .text = http_typed(request, NEW_TEXT), .go_on = _("Pin it as it is") },
                        .section = http_typed(request, NEW_SECTION) };

    mention_show(write ? write->mentions : NULL, http_text(request, NEW_TEXT), &refusal.composer);
    show(request, reply, &refusal);
}

static bool
run_new(RoomWrite *write, Db *db, GError **error)
{
    Work *work = write->data;
    const char *section = http_text(write->request, NEW_SECTION);
    const NoticeOrder order = { .act = NOTICE_PINNED, .section = section ? section : "", .text = http_text(write->request, NEW_TEXT),
                                .naming = write->mentions != NULL };

    return notice_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error);
}

static void
go_on(HttpRequest *request, HttpReply *reply, const char *word)
{
    g_autofree char *rest = g_strconcat("/facilitate/notices?done=", word, NULL);
    g_autofree char *path = frame_path(request_visitor(request), rest);

    http_reply_redirect(reply, path);
}

static void
then_new(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Work *work = write->data;

    if (work->outcome == NOTICE_DONE)
        go_on(request, reply, "notice");
    else
        new_again(request, reply, write);
}

void
page_notice_post(HttpRequest *request, HttpReply *reply)
{
    size_t n;

    http_errors(request, &n);
    if (n > 0)
        new_again(request, reply, NULL);
    else
        room_write_text(request, http_flag(request, NEW_SURE) ? NULL : http_text(request, NEW_TEXT), run_new, then_new, g_new0(Work, 1));
}

/* ---- one that is there ---- */

enum { CHANGE_ACTION, CHANGE_TEXT, CHANGE_VERSION, CHANGE_SURE };
static const char *const change_actions[] = { "change", "down", "again", "first", NULL };
static const NoticeAct change_acts[] = { NOTICE_CHANGED, NOTICE_TAKEN_DOWN, NOTICE_PINNED_AGAIN, NOTICE_PUT_FIRST };
static const HttpField change_fields[] = {
    [CHANGE_ACTION] = { "action", HTTP_FIELD_CHOICE, 0, false, change_actions },
    [CHANGE_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_NOTICE, false, NULL },
    [CHANGE_VERSION] = { "version", HTTP_FIELD_NUMBER, UINT32_MAX, false, NULL },
    [CHANGE_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_notice_change_input = { HTTP_INPUT_FORM, change_fields, G_N_ELEMENTS(change_fields), 0 };

/* The button that takes words with a name in them as they are says nothing else. */
static NoticeAct
act_of(const HttpRequest *request)
{
    const int action = http_choice(request, CHANGE_ACTION);

    return action < 0 ? NOTICE_CHANGED : change_acts[action];
}

static void
change_again(HttpRequest *request, HttpReply *reply, const Work *work, const Mentions *mentions, bool ran)
{
    Refusal refusal = { .status = ran ? notice_status(work->outcome) : 422, .id = work->id, .outcome = work->outcome };

    if (act_of(request) == NOTICE_CHANGED)
        refusal.composer = (Composer){ .text = http_typed(request, CHANGE_TEXT), .go_on = _("Save it as it is") };
    mention_show(mentions, http_text(request, CHANGE_TEXT), &refusal.composer);
    show(request, reply, &refusal);
}

static bool
run_change(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    Work *work = write->data;
    const NoticeOrder order = { .act = work->act, .version = (uint32_t)http_number(request, CHANGE_VERSION, 0),
                                .text = work->act == NOTICE_CHANGED ? http_text(request, CHANGE_TEXT) : NULL,
                                .naming = write->mentions != NULL };

    return notice_act(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, error);
}

static void
then_changed(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const Work *work = write->data;

    if (work->outcome == NOTICE_NOT_FOUND)
        http_reply_problem(reply, request, 404, NULL);
    else if (work->outcome == NOTICE_DONE)
        go_on(request, reply, work->act == NOTICE_TAKEN_DOWN ? "notice-down" : work->act == NOTICE_CHANGED ? "changed" : "notice");
    else
        change_again(request, reply, work, write->mentions, true);
}

void
page_notice_change_post(HttpRequest *request, HttpReply *reply)
{
    Work work = { .outcome = NOTICE_DONE, .act = act_of(request) };
    const bool changes = work.act == NOTICE_CHANGED;
    const char *text = http_text(request, CHANGE_TEXT);
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    if (changes && !text)
        http_add_error(request, "text", _("Write the new text. To take it away, take it down."));
    http_errors(request, &n);
    if (n > 0)
        change_again(request, reply, &work, NULL, false);
    else
        room_write_text(request, changes && !http_flag(request, CHANGE_SURE) ? text : NULL, run_change, then_changed,
                        g_memdup2(&work, sizeof work));
}
