#include "room/mine_care.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/sanction.h"
#include "room/api_staff.h"

bool
mine_appeals(const Visitor *visitor, const Id *id, GArray **ret_appeals)
{
    Room *room = visitor->room;
    g_autoptr(GError) error = NULL;

    g_mutex_lock(&room->reader_lock);
    bool ok = appeal_read(room->reader, &visitor->badge.conversation, id, ret_appeals, &error);
    g_mutex_unlock(&room->reader_lock);
    return ok;
}

static const char *
decided_words(AppealState state)
{
    switch (state) {
    case APPEAL_STANDS:     return _("Somebody else looked again: it stands");
    case APPEAL_TAKEN_BACK: return _("Somebody else looked again: it was taken back");
    case APPEAL_OPEN:       break;
    }
    return NULL;
}

static bool
is_in_time(const Board *board, int64_t acted)
{
    const Calendar *dates = &board->about->dates;

    return calendar_may_read(dates, clock_now()) && clock_now() < appeal_until(dates, acted);
}

const char *
mine_appeal_words(const Look *look, const GArray *appeals, bool sanction, int64_t number, int64_t acted)
{
    const Appeal *appeal = appeal_to_show(appeals, sanction, number);

    if (appeal)
        return appeal->state == APPEAL_OPEN ? _("You asked for another look") : decided_words(appeal->state);
    return number && is_in_time(look->board, acted) ? _("Ask for another look") : NULL;
}

/* ---- slowed down, paused ---- */

bool
mine_restrained(const Visitor *visitor, Id *ret_id)
{
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    const Restraint restraint = restraint_on(board, actor_voice(board, &visitor->actor), clock_now());
    const Item *item = board_at(board, restraint.item);
    if (item)
        *ret_id = item->id;
    hall_read_end(visitor->room->hall);
    return item != NULL;
}

bool
mine_restraint(Look *look, const GArray *appeals, RestraintView *ret_view)
{
    const Restraint restraint = restraint_on(look->board, look->voice, clock_now());
    const Item *item = board_at(look->board, restraint.item);
    const Sanction *sanction = item ? sanction_at(look->board, item, clock_now()) : NULL;

    if (!sanction || !look->open)
        return false;
    *ret_view = (RestraintView){
        .paused = restraint.paused,
        .hours = restraint.hours,
        .until = scratch_keep(look->scratch, when_date_time(MAX(restraint.until, clock_now()), look->board->about->timezone)),
        .id = scratch_id(look->scratch, &item->id),
        .excerpt = look_excerpt(look, item),
        .reason = reason_words(sanction->reason),
        .note = *sanction->note ? sanction->note : NULL,
        .appeal = mine_appeal_words(look, appeals, true, sanction->number, sanction->since),
    };
    return true;
}

/* ---- asking for another look ---- */

enum { ASK_ABOUT, ASK_TEXT, ASK_SURE };
static const char *const about_names[] = { "act", "pause", NULL };
static const HttpField ask_fields[] = {
    [ASK_ABOUT] = { "about", HTTP_FIELD_CHOICE, 0, true, about_names },
    [ASK_TEXT] = { "text", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [ASK_SURE] = { "sure", HTTP_FIELD_FLAG, 0, false, NULL },
};
const HttpInput page_ask_input = { HTTP_INPUT_FORM, ask_fields, G_N_ELEMENTS(ask_fields), 0 };

static const char *
act_words(const HistoryEntry *entry)
{
    switch (entry->act) {
    case ACT_EDIT:    return _("A facilitator changed the words.");
    case ACT_HIDE:    return _("A facilitator hid this.");
    case ACT_REMOVE:  return _("A facilitator removed this.");
    case ACT_MOVE:    return _("A facilitator moved this to another section.");
    case ACT_SPLIT:   return _("A facilitator split this into several.");
    case ACT_MERGE:   return _("A facilitator joined this with another.");
    case ACT_RESTORE:
    case ACT__COUNT:  break;
    }
    return "";
}

static void
add_asked(const GArray *appeals, bool sanction, int64_t number, AskView *view)
{
    const Appeal *appeal = appeal_to_show(appeals, sanction, number);

    if (!appeal)
        return;
    view->text = appeal->text;
    view->decided = decided_words(appeal->state);
    view->answer = view->decided ? appeal->answer : NULL;
}

/* What was decided about a sanction is shown when it is over too. */
static int64_t
last_asked(const GArray *appeals)
{
    int64_t number = 0;

    for (guint i = 0; i < appeals->len; i++)
        if (g_array_index(appeals, Appeal, i).sanction)
            number = g_array_index(appeals, Appeal, i).number;
    return number;
}

static AskView
ask_view(Look *look, const Item *item, const GArray *entries, const GArray *appeals, bool sanction)
{
    const Sanction *holds = sanction ? sanction_at(look->board, item, clock_now()) : NULL;
    const HistoryEntry *entry = sanction ? NULL : history_for_author(entries);
    const int64_t acted = holds ? holds->since : entry ? entry->at : 0;
    AskView view = {
        .id = scratch_id(look->scratch, &item->id),
        .sanction = sanction,
        .excerpt = look_excerpt(look, item),
        .what = holds ? _("A facilitator asked you to write less often, or to pause.") : entry ? act_words(entry) : NULL,
        .note = holds && *holds->note ? holds->note : entry && *entry->note ? entry->note : NULL,
    };

    if (view.what && is_in_time(look->board, acted))
        view.until = scratch_keep(look->scratch, when_date_time(appeal_until(&look->board->about->dates, acted),
                                                                look->board->about->timezone));
    add_asked(appeals, sanction, holds ? holds->number : entry ? entry->version : sanction ? last_asked(appeals) : 0, &view);
    return view;
}

/* The reader's own item, under hall_read(); NULL: nothing of theirs. */
static const Item *
own_item(const Look *look, const Id *id)
{
    const Item *item = board_find(look->board, id);

    return item && look->voice && item_mine(item, look->voice) && item->now.state != STATE_DELETED ? item : NULL;
}

static void
ask_show(HttpRequest *request, HttpReply *reply, const Id *id, bool sanction, unsigned status, const char *refusal,
         const Mentions *mentions)
{
    const Visitor *visitor = request_visitor(request);
    bool again = http_method(request) == HTTP_POST, made = false;
    g_autoptr(GArray) entries = NULL, appeals = NULL;
    FormError errors[4] = { { "text", refusal, NULL } };
    GError *error = NULL;
    Page page;

    if (!room_history(visitor, id, &entries, &error) || !mine_appeals(visitor, id, &appeals)) {
        http_reply_error(reply, request, error);
        g_clear_error(&error);
        return;
    }
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    g_auto(Look) look = look_begin(board, visitor);
    const Item *item = entries ? own_item(&look, id) : NULL;
    if (item) {
        PageFrame frame = frame_of(request, board, look.scratch);
        AskView view = ask_view(&look, item, entries, appeals, sanction);

        view.composer = (Composer){ .text = again ? http_typed(request, ASK_TEXT) : NULL, .go_on = _("Send it as it is") };
        mention_show(mentions, again ? http_text(request, ASK_TEXT) : NULL, &view.composer);
        frame.errors = errors;
        frame.n_errors = refusal ? 1 : again ? frame_errors(request, errors, G_N_ELEMENTS(errors)) : 0;
        made = ask_page(&frame, &view, &page, &error);
    }
    hall_read_end(visitor->room->hall);
    if (item)
        frame_reply(request, reply, status, made, &page, error);
    else
        http_reply_problem(reply, request, 404, NULL);
}

void
page_ask(HttpRequest *request, HttpReply *reply)
{
    Id id;

    if (api_path_id(request, reply, 1, &id))
        ask_show(request, reply, &id, g_strcmp0(http_query(request, "about"), "pause") == 0, 200, NULL, NULL);
}

typedef struct { Id id; bool sanction; AppealOutcome outcome; } AskWork;

static bool
run_ask(RoomWrite *write, Db *db, GError **error)
{
    AskWork *work = write->data;

    if (write->mentions)
        return work->outcome = APPEAL_NAMING, true;
    return appeal_ask(write->room->hall, db, &write->actor, &work->id, work->sanction, http_text(write->request, ASK_TEXT),
                      &work->outcome, error);
}

static unsigned
ask_status(AppealOutcome outcome)
{
    return outcome == APPEAL_NAMING ? 422 : outcome == APPEAL_NOT_FOUND ? 404 : outcome == APPEAL_NO_KEY ? 403 : 409;
}

static const char *
ask_refusal(AppealOutcome outcome)
{
    switch (outcome) {
    case APPEAL_NOTHING: return _("Nothing was done to this that somebody could look at again.");
    case APPEAL_ASKED:   return _("You have asked already. You find the answer here.");
    case APPEAL_LATE:    return _("It is too late to ask for another look at this.");
    case APPEAL_DONE:
    case APPEAL_NOT_FOUND:
    case APPEAL_NO_KEY:
    case APPEAL_NAMING:
    case APPEAL_NONE:
    case APPEAL_OWN_ACT:
    case APPEAL_ENTANGLED: break;
    }
    return NULL;
}

static void
ask_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const AskWork *work = write->data;

    if (work->outcome == APPEAL_DONE) {
        g_autofree char *path = frame_path(request_visitor(request), "/mine?done=asked");
        http_reply_redirect(reply, path);
    } else if (work->outcome == APPEAL_NO_KEY) {
        api_refuse(request, reply, TALK_NO_KEY);
    } else {
        ask_show(request, reply, &work->id, work->sanction, ask_status(work->outcome), ask_refusal(work->outcome), write->mentions);
    }
}

void
page_ask_post(HttpRequest *request, HttpReply *reply)
{
    AskWork work = { .sanction = http_choice(request, ASK_ABOUT) == 1, .outcome = APPEAL_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        ask_show(request, reply, &work.id, work.sanction, 422, NULL, NULL);
    else
        room_write_text(request, http_flag(request, ASK_SURE) ? NULL : http_text(request, ASK_TEXT), run_ask, ask_done,
                        g_memdup2(&work, sizeof work));
}
