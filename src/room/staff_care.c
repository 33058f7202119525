#include "room/staff_care.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/when.h"
#include "domain/sanction.h"
#include "room/desk_link.h"
#include "room/pages/guide.h"
#include "room/staff_again.h"

void
page_guide(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    g_autoptr(Scratch) scratch = scratch_new();
    GError *error = NULL;
    Page page;

    hall_read(visitor->room->hall);
    PageFrame frame = frame_of(request, visitor_board(visitor), scratch);
    bool made = guide_page(&frame, &page, &error);
    hall_read_end(visitor->room->hall);
    frame_reply(request, reply, 200, made, &page, error);
}

/* ---- slowing down, pausing ---- */

SanctionView
care_sanction(Look *look, const Item *item)
{
    const Sanction *sanction = sanction_at(look->board, item, clock_now());

    if (!sanction)
        return (SanctionView){ .open = look->open };
    return (SanctionView){
        .open = look->open,
        .until = scratch_keep(look->scratch, when_date_time(sanction->until, look->board->about->timezone)),
        .hours = sanction->hours,
        .who = scratch_keep(look->scratch, i18n_format(_("Facilitator %u"), sanction->staff)),
        .own = sanction->staff == look->visitor->badge.staff_number,
    };
}

enum { SANCTION_EVERY, SANCTION_DAYS, SANCTION_REASON, SANCTION_NOTE_TEXT, SANCTION_VERSION, SANCTION_SURE };
static const char *const every_names[] = { "pause", "1", "6", "24", NULL };
static const unsigned every_hours[] = { 0, 1, 6, 24 };
static const char *const days_names[] = { "1", "3", "7", NULL };
static const unsigned days_numbers[] = { 1, 3, 7 };
static const HttpField sanction_fields[] = {
    [SANCTION_EVERY] = { "every", HTTP_FIELD_CHOICE, 0, true, every_names },
    [SANCTION_DAYS] = { "days", HTTP_FIELD_CHOICE, 0, true, days_names },
    [SANCTION_REASON] = { "sanction-reason", HTTP_FIELD_CHOICE, 0, true, act_reason_names },
    [SANCTION_NOTE_TEXT] = { "sanction-note", HTTP_FIELD_TEXT, LIMIT_NOTE, false, NULL },
    [SANCTION_VERSION] = AGAIN_VERSION,
    [SANCTION_SURE] = AGAIN_SURE,
};
const HttpInput page_sanction_input = { HTTP_INPUT_FORM, sanction_fields, G_N_ELEMENTS(sanction_fields), 0 };

static unsigned
sanction_status(SanctionOutcome outcome)
{
    switch (outcome) {
    case SANCTION_DONE:      return 200;
    case SANCTION_NOT_FOUND: return 404;
    case SANCTION_ANOTHERS:  return 403;
    case SANCTION_OVER:
    case SANCTION_STANDS:
    case SANCTION_NONE:
    case SANCTION_FULL:      return 409;
    }
    return 500;
}

static const char *
sanction_text(SanctionOutcome outcome)
{
    switch (outcome) {
    case SANCTION_DONE:      return "";
    case SANCTION_NOT_FOUND: return _("There is nothing here, or you cannot see it.");
    case SANCTION_OVER:      return _("The conversation is not open, so nobody can post anyway.");
    case SANCTION_STANDS:    return _("Through this post its author is slowed down or paused already.");
    case SANCTION_NONE:      return _("Through this post nothing holds any more.");
    case SANCTION_ANOTHERS:  return _("Another facilitator set this. Only they can take it back.");
    case SANCTION_FULL:      return _("This has been done through this post very often. Talk about it with the other facilitators.");
    }
    return "";
}

typedef struct { Id id; SanctionOutcome outcome; Id cohort; bool back, stale, naming; } SanctionWork;

static bool
run_sanction(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    SanctionWork *work = write->data;

    if (work->back)
        return sanction_take_back(write->room->hall, db, &write->actor, &work->id, false, &work->outcome, error);
    if (!again_is_stale(write, db, &work->id, http_number(request, SANCTION_VERSION, 0), -1, &work->stale, error))
        return false;
    work->naming = !work->stale && write->mentions;
    if (work->stale || work->naming)
        return true;
    const SanctionOrder order = {
        .hours = every_hours[http_choice(request, SANCTION_EVERY)],
        .days = days_numbers[http_choice(request, SANCTION_DAYS)],
        .reason = (ActReason)http_choice(request, SANCTION_REASON),
        .note = http_text(request, SANCTION_NOTE_TEXT),
    };
    return sanction_set(write->room->hall, db, &write->actor, &work->id, &order, &work->outcome, &work->cohort, error);
}

static const char *
chosen(const HttpRequest *request, unsigned field, const char *const *names)
{
    int choice = http_choice(request, field);

    return choice < 0 ? NULL : names[choice];
}

/* With what was typed. */
static void
sanction_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal)
{
    refusal.input = &page_sanction_input;
    refusal.path = "sanction";
    refusal.field = "every";
    refusal.sanction = (SanctionView){
        .again = true, .every = chosen(request, SANCTION_EVERY, every_names),
        .days = chosen(request, SANCTION_DAYS, days_names),
        .reason = chosen(request, SANCTION_REASON, act_reason_names), .note = http_typed(request, SANCTION_NOTE_TEXT),
    };

    item_show(request, reply, id, &refusal);
}

/* Back to the item, which says what was done; the author's group is written to. */
static void
care_done(HttpRequest *request, HttpReply *reply, RoomWrite *write, const Id *item, const Id *cohort, const char *done)
{
    char id[ID_TEXT_SIZE];

    if (!id_is_zero(cohort))
        room_tell_waiting(write->room, cohort);
    id_to_text(item, id);
    g_autofree char *rest = g_strdup_printf("/facilitate/%s?done=%s", id, done);
    g_autofree char *path = frame_path(request_visitor(request), rest);
    http_reply_redirect(reply, path);
}

static void
sanction_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const SanctionWork *work = write->data;
    const bool stands = work->outcome == SANCTION_STANDS;

    if (work->stale || work->naming) {
        sanction_again(request, reply, &work->id, (ItemRefusal){
            .status = work->stale ? 409 : 422, .stale = work->stale, .text = work->stale ? facilitate_text(FACILITATE_STALE) : NULL,
            .names = work->naming ? write->mentions : NULL, .noted = http_text(request, SANCTION_NOTE_TEXT) });
        return;
    }
    if (work->outcome != SANCTION_DONE && !work->back) {
        sanction_again(request, reply, &work->id, (ItemRefusal){
            .status = sanction_status(work->outcome), .text = sanction_text(work->outcome), .stale = stands, .settled = stands });
        return;
    }
    if (work->outcome != SANCTION_DONE) {
        http_reply_problem(reply, request, sanction_status(work->outcome), sanction_text(work->outcome));
        return;
    }
    care_done(request, reply, write, &work->id, &work->cohort, work->back ? "unslowed" : "slowed");
}

void
page_sanction_post(HttpRequest *request, HttpReply *reply)
{
    SanctionWork work = { .outcome = SANCTION_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        sanction_again(request, reply, &work.id, (ItemRefusal){ .status = 422 });
    else
        room_write_text(request, http_flag(request, SANCTION_SURE) ? NULL : http_text(request, SANCTION_NOTE_TEXT), run_sanction,
                        sanction_done, g_memdup2(&work, sizeof work));
}

void
page_unsanction_post(HttpRequest *request, HttpReply *reply)
{
    SanctionWork work = { .outcome = SANCTION_NOT_FOUND, .back = true };

    if (api_path_id(request, reply, 1, &work.id))
        room_write(request, run_sanction, sanction_done, g_memdup2(&work, sizeof work));
}

/* ---- another look ---- */

/* Who did what is asked about. */
static const char *
asked_about(Look *look, const Appeal *appeal, const GArray *history, const Sanction *holds, bool *ret_own)
{
    unsigned me = look->visitor->badge.staff_number;

    *ret_own = false;
    if (appeal->sanction) {
        *ret_own = holds && holds->number == appeal->number && holds->staff == me;
        return _("About being asked to write less often, or to pause.");
    }
    for (guint i = 0; i < history->len; i++) {
        const HistoryEntry *entry = &g_array_index(history, HistoryEntry, i);

        if (entry->by_author || entry->version != appeal->number)
            continue;
        *ret_own = entry->staff == me;
        return scratch_keep(look->scratch, staff_act_text(entry->act, entry->staff, look_day(look, entry->at)));
    }
    return "";
}

static const char *
decided_text(Look *look, const Appeal *appeal)
{
    const char *day = look_day(look, appeal->decided);

    if (appeal->state == APPEAL_OPEN)
        return NULL;
    return scratch_keep(look->scratch, appeal->state == APPEAL_STANDS
        ? i18n_format(_("Facilitator %u decided %s that it stands."), appeal->staff, day)
        : i18n_format(_("Facilitator %u decided %s to take it back."), appeal->staff, day));
}

void
care_decide_again(const ItemRefusal *refusal, ItemView *view)
{
    g_autofree char *number = g_strdup_printf("%lld", (long long)refusal->decides_number);

    for (size_t i = 0; refusal->decides && i < view->n_appeals; i++) {
        AppealView *one = (AppealView *)&view->appeals[i];

        if (one->sanction != refusal->decides_pause || !g_str_equal(one->number, number))
            continue;
        one->typed = refusal->answer;
        one->chosen = refusal->decision;
    }
}

/* As told at the last slot (A6). */
void
care_appeals(Look *look, const Item *item, const GArray *appeals, const GArray *history, ItemView *view)
{
    const Sanction *holds = sanction_at(look->board, item, clock_now());
    AppealView *views = g_new0(AppealView, appeals->len + 1);

    scratch_keep(look->scratch, (char *)views);
    view->appeals = views;
    for (guint i = 0; i < appeals->len; i++) {
        const Appeal *appeal = &g_array_index(appeals, Appeal, i);
        bool own = false;

        if (appeal->slot > clock_now())
            continue;
        const char *what = asked_about(look, appeal, history, holds, &own);
        views[view->n_appeals++] = (AppealView){
            .sanction = appeal->sanction,
            .number = scratch_keep(look->scratch, g_strdup_printf("%lld", (long long)appeal->number)),
            .what = what,
            .text = appeal->text,
            .decided = decided_text(look, appeal),
            .answer = appeal->answer,
            .own = own,
            .version = view->version,
        };
    }
}

enum { DECIDE_ABOUT, DECIDE_NUMBER, DECIDE_DECISION, DECIDE_ANSWER, DECIDE_VERSION, DECIDE_SURE };
static const char *const about_names[] = { "act", "pause", NULL };
static const char *const decision_names[] = { "stands", "back", NULL };
static const HttpField decide_fields[] = {
    [DECIDE_ABOUT] = { "about", HTTP_FIELD_CHOICE, 0, true, about_names },
    [DECIDE_NUMBER] = { "number", HTTP_FIELD_NUMBER, UINT32_MAX, true, NULL },
    [DECIDE_DECISION] = { "decision", HTTP_FIELD_CHOICE, 0, true, decision_names },
    [DECIDE_ANSWER] = { "answer", HTTP_FIELD_TEXT, LIMIT_MESSAGE, true, NULL },
    [DECIDE_VERSION] = AGAIN_VERSION,
    [DECIDE_SURE] = AGAIN_SURE,
};
const HttpInput page_decide_input = { HTTP_INPUT_FORM, decide_fields, G_N_ELEMENTS(decide_fields), 0 };

typedef struct { Id id; AppealOutcome outcome; Id cohort; bool stale; } DecideWork;

static bool
run_decide(RoomWrite *write, Db *db, GError **error)
{
    const HttpRequest *request = write->request;
    DecideWork *work = write->data;
    const AppealDecision decision = {
        .sanction = http_choice(request, DECIDE_ABOUT) == 1,
        .number = (int64_t)http_number(request, DECIDE_NUMBER, 0),
        .take_back = http_choice(request, DECIDE_DECISION) == 1,
        .answer = http_text(request, DECIDE_ANSWER),
    };

    if (!again_is_stale(write, db, &work->id, http_number(request, DECIDE_VERSION, 0), -1, &work->stale, error))
        return false;
    if (work->stale)
        return true;
    if (write->mentions)
        return work->outcome = APPEAL_NAMING, true;
    return appeal_decide(write->room->hall, db, &write->actor, &work->id, &decision, &work->outcome, &work->cohort, error);
}

static const char *
decide_refusal(AppealOutcome outcome)
{
    switch (outcome) {
    case APPEAL_NONE:      return _("This is decided already, or nobody asks for it.");
    case APPEAL_OWN_ACT:   return _("You did this, so another facilitator decides. If there is no other, ask the organiser to have one added.");
    case APPEAL_ENTANGLED: return _("Something was done to it since, so it cannot be taken back by itself. Change it by hand first, then say that it stands.");
    case APPEAL_LATE:      return _("The conversation is over, so this cannot be decided any more.");
    case APPEAL_DONE:
    case APPEAL_NOT_FOUND:
    case APPEAL_NO_KEY:
    case APPEAL_NOTHING:
    case APPEAL_ASKED:
    case APPEAL_NAMING:    break;
    }
    return NULL;
}

static void
decide_again(HttpRequest *request, HttpReply *reply, const Id *id, ItemRefusal refusal, const Mentions *mentions)
{
    refusal.input = &page_decide_input;
    refusal.path = "appeal";
    refusal.field = "answer";
    refusal.decides = true;
    refusal.decides_pause = http_choice(request, DECIDE_ABOUT) == 1;
    refusal.decides_number = (int64_t)http_number(request, DECIDE_NUMBER, 0);
    refusal.decision = chosen(request, DECIDE_DECISION, decision_names);
    refusal.answer = (Composer){ .text = http_typed(request, DECIDE_ANSWER), .go_on = _("Send it as it is") };

    mention_show(mentions, http_text(request, DECIDE_ANSWER), &refusal.answer);
    item_show(request, reply, id, &refusal);
}

static void
decide_done(HttpRequest *request, HttpReply *reply, RoomWrite *write)
{
    const DecideWork *work = write->data;

    const bool settled = work->outcome == APPEAL_NONE;

    if (work->stale) {
        decide_again(request, reply, &work->id,
                     (ItemRefusal){ .status = 409, .stale = true, .text = facilitate_text(FACILITATE_STALE) }, NULL);
        return;
    }
    if (work->outcome != APPEAL_DONE) {
        decide_again(request, reply, &work->id, (ItemRefusal){
            .status = work->outcome == APPEAL_NAMING ? 422 : work->outcome == APPEAL_OWN_ACT ? 403 : 409,
            .text = decide_refusal(work->outcome), .stale = settled, .settled = settled }, write->mentions);
        return;
    }
    care_done(request, reply, write, &work->id, &work->cohort, "appeal-answered");
}

void
page_decide_post(HttpRequest *request, HttpReply *reply)
{
    DecideWork work = { .outcome = APPEAL_NOT_FOUND };
    size_t n;

    if (!api_path_id(request, reply, 1, &work.id))
        return;
    http_errors(request, &n);
    if (n > 0)
        decide_again(request, reply, &work.id, (ItemRefusal){ .status = 422 }, NULL);
    else
        room_write_text(request, http_flag(request, DECIDE_SURE) ? NULL : http_text(request, DECIDE_ANSWER), run_decide, decide_done,
                        g_memdup2(&work, sizeof work));
}
