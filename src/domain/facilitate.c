#include "domain/facilitate_task.h"
#include "base/clock.h"
#include "domain/queue.h"
#include "domain/talk.h"

FacilitateOutcome
task_enter(Hall *hall, Db *db, const Actor *actor, const Id *id, Task *ret_task)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Item *item = board ? board_find(board, id) : NULL;
    int64_t now = clock_now();

    if (!item)
        return FACILITATE_NOT_FOUND;
    if (!calendar_may_facilitate(&board->about->dates, now))
        return FACILITATE_OVER;
    *ret_task = (Task){
        .hall = hall,
        .board = board,
        .scope = board_scope(board, db),
        .item = item,
        .staff = actor->staff_number,
        .now = now,
    };
    return FACILITATE_DONE;
}

FacilitateOutcome
task_may(const Task *task, const ActOrder *order)
{
    if (order->version && !facilitate_is_fresh(task->item, order->version))
        return FACILITATE_STALE;
    if (task->item->asked && task->item->asked == task->staff)
        return FACILITATE_ASKED;
    return order->waiting && item_waits(task->item) == WAIT_NOTHING ? FACILITATE_LOOKED : FACILITATE_DONE;
}

static bool
is_at_hand(const Item *item)
{
    const ContributionState state = task_seen(item)->state;

    return state == STATE_SHOWN || state == STATE_HIDDEN;
}

/* ---- hide and remove ---- */

/* `row` is the changed row of the item. */
static bool
store_act(Task *task, ContributionRow *row, const Undo *undo, GError **error)
{
    return task_store_row(task, row, error) && task_note_act(task, task->item, task->order->act, undo, error);
}

static bool
set_state(Task *task, ContributionState state, const Undo *undo, GError **error)
{
    Item *item = task->item;
    ContributionRow row;

    board_row(task->board, item, &row);
    row.state = task_state(item, state);
    if (!store_act(task, &row, undo, error))
        return false;
    hall_change(task->hall);
    task_did_state(task, item, state);
    board_set_state(task->board, item, (ContributionState)row.state);
    hall_changed(task->hall, task->board);
    return true;
}

static bool
act_state(Task *task, ContributionState state, FacilitateOutcome *ret_outcome, GError **error)
{
    const ContributionState before = task_seen(task->item)->state;
    g_auto(Undo) undo;

    undo_init(&undo);
    if (before != STATE_SHOWN && !(state == STATE_REMOVED && before == STATE_HIDDEN))
        return *ret_outcome = FACILITATE_GONE, true;
    undo.state = before;
    return set_state(task, state, &undo, error);
}

/* ---- edit and move ---- */

static bool
act_edit(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    Item *item = task->item;
    Face seen = *task_seen(item);
    ContributionRow row;

    if (!is_at_hand(item))
        return *ret_outcome = FACILITATE_GONE, true;
    if (g_str_equal(seen.text, task->order->text))
        return true;
    board_row(task->board, item, &row);
    /* Words of its author that nobody was shown are kept nowhere. */
    if (task_seen(item) == &item->now && !revision_add(&task->scope, &item->id, item->version, row.text, row.section, error))
        return false;
    if (row.state != STATE_DELETED)
        row.text = (char *)task->order->text;
    row.edited = 2;
    if (!store_act(task, &row, NULL, error))
        return false;
    g_autofree char *text = g_strdup(row.text);
    seen.text = g_ref_string_new(task->order->text);
    seen.edited = 2;
    hall_change(task->hall);
    task_did(task, item, &seen);
    g_ref_string_release(seen.text);
    board_set_text(task->board, item, text, 2);
    hall_changed(task->hall, task->board);
    return true;
}

/* Its comments stand in the section of their idea. */
static bool
store_move(Task *task, const char *section, GError **error)
{
    const Item *item = task->item;
    g_auto(Undo) undo;
    ContributionRow row;

    undo_init(&undo);
    undo.section = g_strdup(task->board->about->sections[item->now.section].slug);
    board_row(task->board, item, &row);
    row.section = (char *)section;
    return task_store_comments(task, item, &item->id, section, error) && store_act(task, &row, &undo, error);
}

static bool
act_move(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    Item *item = task->item;
    int section = conversation_section(task->board->about, task->order->section);

    if (item->kind != KIND_IDEA)
        return *ret_outcome = FACILITATE_ONLY_IDEAS, true;
    if (!is_at_hand(item))
        return *ret_outcome = FACILITATE_GONE, true;
    if (section < 0)
        return *ret_outcome = FACILITATE_NO_SECTION, true;
    if (item->now.section == (unsigned)section)
        return true;
    if (!store_move(task, task->order->section, error))
        return false;
    Face seen = *task_seen(item);
    seen.section = (unsigned)section;
    hall_change(task->hall);
    task_did(task, item, &seen);
    board_set_section(task->board, item, (unsigned)section);
    hall_changed(task->hall, task->board);
    return true;
}

/* ---- restore ---- */

static bool
act_restore(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_auto(Undo) undo;

    undo_init(&undo);
    if (!act_of(&task->scope, &task->item->id, &rows, error))
        return false;
    const ActRow *last = task_last_act(&rows, task->item);
    if (!last)
        return *ret_outcome = FACILITATE_NOTHING, true;
    if (!undo_read(last->undo, &undo, error))
        return false;
    task->takes_back = last->version;
    if (last->act == ACT_MERGE)
        return task_unmerge(task, &undo, ret_outcome, error);
    if (last->act == ACT_SPLIT)
        return task_unsplit(task, &undo, ret_outcome, error);
    return set_state(task, undo.state, NULL, error);
}

/* ---- all of them ---- */

static bool
run_act(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    switch (task->order->act) {
    case ACT_EDIT:
        return act_edit(task, ret_outcome, error);
    case ACT_HIDE:
        return act_state(task, STATE_HIDDEN, ret_outcome, error);
    case ACT_REMOVE:
        return act_state(task, STATE_REMOVED, ret_outcome, error);
    case ACT_RESTORE:
        return act_restore(task, ret_outcome, error);
    case ACT_MOVE:
        return act_move(task, ret_outcome, error);
    case ACT_SPLIT:
        return task_split(task, ret_outcome, error);
    case ACT_MERGE:
        return task_merge(task, ret_outcome, error);
    case ACT__COUNT:
        break;
    }
    return error_set(error, ERROR_INTERNAL, "no such act: %d", task->order->act);
}

bool
facilitate_act(Hall *hall, Db *db, const Actor *actor, const Id *id, const ActOrder *order,
               FacilitateOutcome *ret_outcome, ActMade *ret_made, GError **error)
{
    Task task;
    ActMade made = { .n_parts = 0 };

    *ret_outcome = task_enter(hall, db, actor, id, &task);
    if (*ret_outcome == FACILITATE_DONE)
        *ret_outcome = task_may(&task, order);
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    task.order = order;
    task.made = &made;
    task.reopens = order->reopens;
    if (!run_act(&task, ret_outcome, error))
        return false;
    *ret_made = made;
    return true;
}

/* Reports that nobody has looked at, by so many people. */
static bool
is_hidden_by_reports(const Board *board, const Item *item)
{
    const unsigned most = board->about->rules.hide_after;

    return most > 0 && item->flags_open >= most && item->public && item->now.state == STATE_SHOWN &&
           item_staff_face(item, 0)->state == STATE_SHOWN;
}

bool
facilitate_by_reports(Hall *hall, Board *board, Db *db, GError **error)
{
    const ActOrder order = { .act = ACT_HIDE, .reason = REASON_OTHER };
    FacilitateOutcome outcome;

    for (guint i = 0; i < board->items->len; i++) {
        Task task = {
            .hall = hall, .board = board, .scope = board_scope(board, db), .item = board_at(board, i), .order = &order,
            .now = clock_now(), .unlooked = true,
        };

        if (is_hidden_by_reports(board, task.item) && !act_state(&task, STATE_HIDDEN, &outcome, error))
            return false;
    }
    return true;
}

size_t
item_parts(const Board *board, const Item *item, uint32_t ret_items[LIMIT_SPLIT_PARTS])
{
    const Item *part;
    uint32_t at = 0;
    size_t n = 0;

    while (n < LIMIT_SPLIT_PARTS && (part = task_next_pointing(board, item, &at)))
        if (part->now.state != STATE_MERGED)
            ret_items[n++] = part->at;
    return n;
}
