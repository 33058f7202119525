#include "domain/safeguard.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/queue.h"
#include "domain/talk.h"
#include "store/safeguard_store.h"

const char *const safeguard_step_names[SAFEGUARD__COUNT] = { "looked", "offered", "told", "close", NULL };

void
safeguard_step(SafeguardState *state, SafeguardStep step, unsigned staff)
{
    if (step != SAFEGUARD_CLOSE)
        *state = (SafeguardState){ .open = true };
    else if (state->closing && state->closing != staff)
        *state = (SafeguardState){ .open = false };
    else if (state->open)
        state->closing = staff;
}

static SafeguardOutcome
enter(Hall *hall, const Actor *actor, const Id *id, Board **ret_board, Item **ret_item)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Item *item = board ? board_find(board, id) : NULL;

    if (!item || !item_staff_visible(item, 0))
        return SAFEGUARD_NOT_FOUND;
    if (!calendar_may_read(&board->about->dates, clock_now()))
        return SAFEGUARD_OVER;
    *ret_board = board;
    *ret_item = item;
    return SAFEGUARD_DONE;
}

static SafeguardState
state_of(const DbRows *rows)
{
    SafeguardState state = { .open = false };

    for (size_t i = 0; i < rows->n; i++) {
        const SafeguardRow *row = db_rows_at(rows, SafeguardRow, i);

        safeguard_step(&state, (SafeguardStep)row->step, (unsigned)row->staff);
    }
    return state;
}

static SafeguardOutcome
may_take(const SafeguardOrder *order, const SafeguardState *state, size_t n, unsigned staff)
{
    if (order->seen >= 0 && (size_t)order->seen != n)
        return SAFEGUARD_STALE;
    if (order->step == SAFEGUARD_CLOSE && !state->open)
        return SAFEGUARD_NONE;
    if (order->step == SAFEGUARD_CLOSE && state->closing == staff)
        return SAFEGUARD_OWN;
    return n >= LIMIT_SAFEGUARD_STEPS ? SAFEGUARD_FULL : SAFEGUARD_DONE;
}

bool
safeguard_take(Hall *hall, Db *db, const Actor *actor, const Id *id, const SafeguardOrder *order,
               SafeguardOutcome *ret_outcome, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    Board *board;
    Item *item;

    *ret_outcome = enter(hall, actor, id, &board, &item);
    if (*ret_outcome != SAFEGUARD_DONE)
        return true;
    const Scope scope = board_scope(board, db);
    if (!safeguard_of(&scope, id, &rows, error))
        return false;
    SafeguardState state = state_of(&rows);
    *ret_outcome = may_take(order, &state, rows.n, actor->staff_number);
    if (*ret_outcome != SAFEGUARD_DONE)
        return true;
    const SafeguardRow row = {
        .contribution = *id,
        .number = (int64_t)rows.n + 1,
        .step = order->step,
        .slot = clock_slot(clock_now(), board->about->slot_minutes),
        .staff = actor->staff_number,
        .note = (char *)(order->note ? order->note : ""),
    };
    if (!safeguard_add(&scope, &row, error))
        return false;
    safeguard_step(&state, order->step, actor->staff_number);
    hall_change(hall);
    item->in_care = state.open;
    queue_note(board, item);
    hall_changed(hall, board);
    return true;
}

/* ---- reading ---- */

static void
entry_clear(void *data)
{
    g_free(((SafeguardEntry *)data)->note);
}

bool
safeguard_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_entries, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!safeguard_of(&scope, contribution, &rows, error))
        return false;
    GArray *entries = g_array_new(false, true, sizeof(SafeguardEntry));
    g_array_set_clear_func(entries, entry_clear);
    for (size_t i = 0; i < rows.n; i++) {
        SafeguardRow *row = db_rows_at(&rows, SafeguardRow, i);
        const SafeguardEntry entry = { (SafeguardStep)row->step, (unsigned)row->staff, row->slot, g_steal_pointer(&row->note) };

        g_array_append_val(entries, entry);
    }
    *ret_entries = entries;
    return true;
}

/* ---- at start ---- */

typedef struct { Board *board; Id id; SafeguardState state; } Loading;

static bool
load_row(const void *data, void *user)
{
    const SafeguardRow *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);

    if (!id_equal(&loading->id, &row->contribution))
        *loading = (Loading){ loading->board, row->contribution, { .open = false } };
    safeguard_step(&loading->state, (SafeguardStep)row->step, (unsigned)row->staff);
    if (item)
        item->in_care = loading->state.open;
    return true;
}

bool
safeguard_load(Board *board, const Scope *scope, GError **error)
{
    Loading loading = { .board = board };

    return safeguard_each(scope, load_row, &loading, error);
}
