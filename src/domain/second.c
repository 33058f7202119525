#include "domain/second.h"
#include "base/clock.h"
#include "domain/queue.h"
#include "domain/talk.h"
#include "store/second_store.h"

static SecondOutcome
enter(Hall *hall, const Actor *actor, const Id *id, Board **ret_board, Item **ret_item)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Item *item = board ? board_find(board, id) : NULL;

    if (!item || !item_staff_visible(item, 0))
        return SECOND_NOT_FOUND;
    if (!calendar_may_read(&board->about->dates, clock_now()))
        return SECOND_OVER;
    *ret_board = board;
    *ret_item = item;
    return SECOND_DONE;
}

static SecondOutcome
may_ask(const Item *item)
{
    const ContributionState state = item_staff_face(item, 0)->state;

    if (state == STATE_DELETED || state == STATE_MERGED || state == STATE_SPLIT)
        return SECOND_GONE;
    return item->asked ? SECOND_ASKED : SECOND_DONE;
}

/* Stored already; cannot fail. */
static void
set_asked(Hall *hall, Board *board, Item *item, unsigned staff)
{
    hall_change(hall);
    item->asked = (uint16_t)staff;
    queue_note(board, item);
    hall_changed(hall, board);
}

static const Id nothing;

bool
second_ask(Hall *hall, Db *db, const Actor *actor, const Id *id, const char *note, SecondOutcome *ret_outcome, GError **error)
{
    return second_propose(hall, db, actor, id, &nothing, note, ret_outcome, error);
}

bool
second_propose(Hall *hall, Db *db, const Actor *actor, const Id *id, const Id *into, const char *note, SecondOutcome *ret_outcome,
               GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    Board *board;
    Item *item;

    *ret_outcome = enter(hall, actor, id, &board, &item);
    if (*ret_outcome == SECOND_DONE)
        *ret_outcome = may_ask(item);
    if (*ret_outcome != SECOND_DONE)
        return true;
    const Scope scope = board_scope(board, db);
    if (!second_of(&scope, id, &rows, error))
        return false;
    if (rows.n >= LIMIT_SECONDS)
        return *ret_outcome = SECOND_FULL, true;
    const SecondRow row = {
        .contribution = *id,
        .number = (int64_t)rows.n + 1,
        .staff = actor->staff_number,
        .slot = clock_slot(clock_now(), board->about->slot_minutes),
        .note = (char *)note,
        .into_idea = *into,
    };
    if (!second_add(&scope, &row, error))
        return false;
    set_asked(hall, board, item, actor->staff_number);
    return true;
}

bool
second_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, SecondOutcome *ret_outcome, GError **error)
{
    Board *board;
    Item *item;

    *ret_outcome = enter(hall, actor, id, &board, &item);
    if (*ret_outcome == SECOND_DONE && item->asked != actor->staff_number)
        *ret_outcome = SECOND_NONE;
    if (*ret_outcome != SECOND_DONE)
        return true;
    const Scope scope = board_scope(board, db);
    if (!second_set_taken_back(&scope, id, actor->staff_number, error))
        return false;
    set_asked(hall, board, item, 0);
    return true;
}

/* ---- reading ---- */

static void
second_clear(void *data)
{
    g_free(((Second *)data)->note);
}

bool
second_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_seconds, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!second_of(&scope, contribution, &rows, error))
        return false;
    GArray *seconds = g_array_new(false, true, sizeof(Second));
    g_array_set_clear_func(seconds, second_clear);
    for (size_t i = 0; i < rows.n; i++) {
        SecondRow *row = db_rows_at(&rows, SecondRow, i);
        const Second second = {
            .staff = (unsigned)row->staff,
            .ended_by = (unsigned)row->ended_by,
            .slot = row->slot,
            .open = row->ended == SECOND_ROW_OPEN,
            .taken_back = row->ended == SECOND_ROW_TAKEN_BACK,
            .note = g_steal_pointer(&row->note),
            .into = row->into_idea,
        };

        g_array_append_val(seconds, second);
    }
    *ret_seconds = seconds;
    return true;
}

static bool
load_row(const void *data, void *user)
{
    const SecondRow *row = data;
    Item *item = board_find(user, &row->contribution);

    if (item)
        item->asked = (uint16_t)row->staff;
    return true;
}

bool
second_load(Board *board, const Scope *scope, GError **error)
{
    return second_each_open(scope, load_row, board, error);
}
