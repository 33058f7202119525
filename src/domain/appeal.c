#include "domain/appeal.h"
#include "base/clock.h"
#include "domain/concern.h"
#include "domain/message.h"
#include "domain/sanction.h"
#include "domain/talk.h"
#include "store/appeal_store.h"
#include "store/facilitation_store.h"
#include "store/sanction_store.h"

#define WEEK_SECONDS (7 * 24 * 60 * 60)

/* ---- reading ---- */

static void
appeal_clear(void *data)
{
    Appeal *appeal = data;

    g_free(appeal->text);
    g_free(appeal->answer);
}

bool
appeal_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_appeals, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!appeal_of(&scope, contribution, &rows, error))
        return false;
    GArray *appeals = g_array_new(false, true, sizeof(Appeal));
    g_array_set_clear_func(appeals, appeal_clear);
    for (size_t i = 0; i < rows.n; i++) {
        AppealRow *row = db_rows_at(&rows, AppealRow, i);
        const Appeal appeal = {
            .sanction = row->sanction,
            .number = row->number,
            .slot = row->slot,
            .state = (AppealState)row->outcome,
            .staff = (unsigned)row->staff,
            .decided = row->decided,
            .text = g_steal_pointer(&row->text),
            .answer = g_steal_pointer(&row->answer),
        };

        g_array_append_val(appeals, appeal);
    }
    *ret_appeals = appeals;
    return true;
}

const Appeal *
appeal_about(const GArray *appeals, bool sanction, int64_t number)
{
    for (guint i = 0; appeals && i < appeals->len; i++) {
        const Appeal *appeal = &g_array_index(appeals, Appeal, i);

        if (appeal->sanction == sanction && appeal->number == number)
            return appeal;
    }
    return NULL;
}

const Appeal *
appeal_to_show(const GArray *appeals, bool sanction, int64_t number)
{
    const Appeal *about = appeal_about(appeals, sanction, number);

    for (guint i = appeals && !about ? appeals->len : 0; i > 0; i--) {
        const Appeal *appeal = &g_array_index(appeals, Appeal, i - 1);

        bool did_it = !sanction && number == appeal->number + 1;        /* versions follow each other */

        if (appeal->sanction == sanction && appeal->state == APPEAL_TAKEN_BACK && (number == 0 || did_it))
            return appeal;
    }
    return about;
}

int64_t
appeal_until(const Calendar *dates, int64_t acted)
{
    int64_t until = MAX(acted, dates->closes) + WEEK_SECONDS;

    return dates->completes ? MIN(until, dates->completes) : until;
}

/* ---- what is looked at again ---- */

/* The act or the sanction that holds: its number, who did it, and when.  Number 0: none. */
typedef struct { int64_t number, at; unsigned staff; bool undone; } Cause;

static bool
find_act(const Board *board, Db *db, const Item *item, Cause *ret_cause, GError **error)
{
    const HistoryOf of = { board->about->id, item->id, item->now.text, board->about->sections[item->now.section].slug };
    g_autoptr(GArray) entries = NULL;

    if (!history_read(db, &of, &entries, error))
        return false;
    const HistoryEntry *entry = history_for_author(entries);
    *ret_cause = entry ? (Cause){ entry->version, entry->at, entry->staff, false } : (Cause){ 0 };
    return true;
}

static bool
find_cause(const Board *board, Db *db, const Item *item, bool sanction, Cause *ret_cause, GError **error)
{
    if (!sanction)
        return find_act(board, db, item, ret_cause, error);
    const Sanction *holds = sanction_at(board, item, clock_now());
    *ret_cause = holds ? (Cause){ holds->number, holds->since, holds->staff, false } : (Cause){ 0 };
    return true;
}

/* ---- asking ---- */

static AppealOutcome
find_own(const Board *board, const Actor *actor, const Id *id, Item **ret_item)
{
    Item *item = board ? board_find(board, id) : NULL;
    uint32_t voice = board ? actor_voice(board, actor) : 0;

    if (!item)
        return APPEAL_NOT_FOUND;
    if (!voice)
        return APPEAL_NO_KEY;
    if (!item_mine(item, voice) || item->now.state == STATE_DELETED)
        return APPEAL_NOT_FOUND;
    *ret_item = item;
    return APPEAL_DONE;
}

static bool
find_why_not(const Board *board, Db *db, const Item *item, bool sanction, const Cause *cause, AppealOutcome *ret_outcome,
             GError **error)
{
    const Calendar *dates = &board->about->dates;
    g_autoptr(GArray) appeals = NULL;
    int64_t now = clock_now();

    if (!appeal_read(db, &board->about->id, &item->id, &appeals, error))
        return false;
    *ret_outcome = !cause->number                                                      ? APPEAL_NOTHING
                   : appeal_about(appeals, sanction, cause->number)                    ? APPEAL_ASKED
                   : !calendar_may_read(dates, now) || now >= appeal_until(dates, cause->at) ? APPEAL_LATE
                                                                                       : APPEAL_DONE;
    return true;
}

bool
appeal_ask(Hall *hall, Db *db, const Actor *actor, const Id *id, bool sanction, const char *text,
           AppealOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Item *item = NULL;
    Cause cause;

    *ret_outcome = find_own(board, actor, id, &item);
    if (*ret_outcome != APPEAL_DONE)
        return true;
    if (!find_cause(board, db, item, sanction, &cause, error) ||
        !find_why_not(board, db, item, sanction, &cause, ret_outcome, error))
        return false;
    if (*ret_outcome != APPEAL_DONE)
        return true;
    Scope scope = board_scope(board, db);
    unsigned minutes = board->about->slot_minutes;
    const AppealRow row = {
        .contribution = *id,
        .sanction = sanction,
        .number = cause.number,
        .slot = minutes ? clock_next_slot(clock_now(), minutes) : clock_now(),
        .text = (char *)text,
    };
    if (!appeal_add(&scope, &row, error))
        return false;
    hall_change(hall);
    concern_appeal(board, item, 1);
    hall_changed(hall, board);
    return true;
}

/* ---- deciding ---- */

/* Who did what is asked about, also where it has been taken back since. */
static bool
find_doer(const Scope *scope, const Item *item, const AppealDecision *decision, Cause *ret_cause, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    *ret_cause = (Cause){ 0 };
    if (decision->sanction ? !sanction_of(scope, &item->id, &rows, error) : !act_of(scope, &item->id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const SanctionRow *sanction = decision->sanction ? db_rows_at(&rows, SanctionRow, i) : NULL;
        const ActRow *act = decision->sanction ? NULL : db_rows_at(&rows, ActRow, i);

        if ((sanction ? sanction->number : act->version) == decision->number)
            *ret_cause = sanction ? (Cause){ sanction->number, sanction->slot, (unsigned)sanction->staff, sanction->ended != 0 }
                                  : (Cause){ act->version, act->slot, (unsigned)act->staff, act->undone };
    }
    return true;
}

static bool
take_back_act(Hall *hall, Db *db, const Actor *actor, const Board *board, const Item *item, const AppealDecision *decision,
              AppealOutcome *ret_outcome, GError **error)
{
    FacilitateOutcome outcome = FACILITATE_NOTHING;
    Cause cause;

    if (!find_act(board, db, item, &cause, error))
        return false;
    if (cause.number == decision->number && item->version == cause.number &&
        !facilitate_undo(hall, db, actor, &item->id, &outcome, error))
        return false;
    const ActOrder restore = { .act = ACT_RESTORE, .reason = REASON_OTHER };
    ActMade made;
    if (cause.number == decision->number && item->version != cause.number && outcome == FACILITATE_NOTHING &&
        item->now.state != STATE_SHOWN && !facilitate_act(hall, db, actor, &item->id, &restore, &outcome, &made, error))
        return false;
    *ret_outcome = outcome == FACILITATE_DONE ? APPEAL_DONE : APPEAL_ENTANGLED;
    return true;
}

/* What was taken back already needs nothing more. */
static bool
take_back(Hall *hall, Db *db, const Actor *actor, const Board *board, const Item *item, const AppealDecision *decision,
          const Cause *cause, AppealOutcome *ret_outcome, GError **error)
{
    SanctionOutcome outcome;

    if (cause->undone)
        return true;
    if (!decision->sanction)
        return take_back_act(hall, db, actor, board, item, decision, ret_outcome, error);
    const Sanction *holds = sanction_at(board, item, clock_now());
    return !holds || holds->number != decision->number ||
           sanction_take_back(hall, db, actor, &item->id, true, &outcome, error);
}

static bool
find_asked(const Board *board, Db *db, const Item *item, const AppealDecision *decision, const Actor *actor,
           Cause *ret_cause, AppealOutcome *ret_outcome, GError **error)
{
    g_autoptr(GArray) appeals = NULL;
    Scope scope = board_scope(board, db);

    if (!appeal_read(db, &board->about->id, &item->id, &appeals, error) ||
        !find_doer(&scope, item, decision, ret_cause, error))
        return false;
    const Appeal *appeal = appeal_about(appeals, decision->sanction, decision->number);
    bool told = appeal && appeal->state == APPEAL_OPEN && appeal->slot <= clock_now();
    *ret_outcome = !told                                     ? APPEAL_NONE
                   : ret_cause->staff == actor->staff_number ? APPEAL_OWN_ACT
                                                             : APPEAL_DONE;
    return true;
}

bool
appeal_decide(Hall *hall, Db *db, const Actor *actor, const Id *id, const AppealDecision *decision,
              AppealOutcome *ret_outcome, Id *ret_cohort, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Item *item = board ? board_find(board, id) : NULL;
    Cause cause;

    *ret_outcome = !item ? APPEAL_NOT_FOUND : !calendar_may_read(&board->about->dates, clock_now()) ? APPEAL_LATE : APPEAL_DONE;
    if (*ret_outcome != APPEAL_DONE)
        return true;
    if (!find_asked(board, db, item, decision, actor, &cause, ret_outcome, error))
        return false;
    if (*ret_outcome == APPEAL_DONE && decision->take_back &&
        !take_back(hall, db, actor, board, item, decision, &cause, ret_outcome, error))
        return false;
    if (*ret_outcome != APPEAL_DONE)
        return true;
    Scope scope = board_scope(board, db);
    const AppealRow row = {
        .contribution = *id,
        .sanction = decision->sanction,
        .number = decision->number,
        .outcome = decision->take_back ? APPEAL_TAKEN_BACK : APPEAL_STANDS,
        .answer = (char *)decision->answer,
        .staff = actor->staff_number,
        .decided = clock_slot(clock_now(), board->about->slot_minutes),
    };
    if (!appeal_close(&scope, &row, error))
        return false;
    hall_change(hall);
    concern_appeal(board, item, -1);
    hall_changed(hall, board);
    *ret_cohort = message_cohort(board, item);
    return true;
}

/* ---- at start ---- */

typedef struct { Board *board; } Loading;

static bool
load_row(const void *data, void *user)
{
    const AppealRow *row = data;
    const Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);

    if (item)
        concern_appeal(loading->board, item, 1);
    return true;
}

bool
appeal_load(Board *board, const Scope *scope, GError **error)
{
    Loading loading = { board };

    return appeal_each_open(scope, load_row, &loading, error);
}
