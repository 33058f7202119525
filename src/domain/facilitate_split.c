#include "domain/facilitate_task.h"
#include "base/clock.h"
#include "store/vote_store.h"

/* ---- splitting ---- */

static FacilitateOutcome
may_split(const Task *task)
{
    const ActOrder *order = task->order;

    if (task->item->kind != KIND_IDEA)
        return FACILITATE_ONLY_IDEAS;
    if (task->item->now.state != STATE_SHOWN)
        return FACILITATE_GONE;
    for (size_t i = 0; i < order->n_parts; i++)
        if (conversation_section(task->board->about, order->parts[i].section) < 0)
            return FACILITATE_NO_SECTION;
    if (task->board->items->len + order->n_parts > LIMIT_CONTRIBUTIONS)
        return FACILITATE_FULL;
    return FACILITATE_DONE;
}

/* The rows of the parts; texts and sections are borrowed. */
static void
make_parts(const Task *task, ContributionRow rows[LIMIT_SPLIT_PARTS])
{
    unsigned minutes = task->board->about->slot_minutes;

    for (size_t i = 0; i < task->order->n_parts; i++) {
        rows[i] = (ContributionRow){
            .kind = KIND_IDEA,
            .section = (char *)task->order->parts[i].section,
            .text = (char *)task->order->parts[i].text,
            .state = STATE_SHOWN,
            .source = task->item->source,
            .slot = minutes ? clock_next_slot(task->now, minutes) : task->now,
            .version = 1,
            .target = task->item->id,
        };
        id_random(&rows[i].contribution);
        rows[i].idea = rows[i].contribution;
    }
}

/* Not yet on the board; as task_store_votes(). */
static bool
store_copied(const Task *task, const Id *part, const GArray *casts, GError **error)
{
    for (guint i = 0; i < casts->len; i++) {
        const Cast *cast = &g_array_index(casts, Cast, i);

        if (!vote_log(&task->scope, part, &g_array_index(task->board->voices, Voice, cast->voice).id, cast->vote, error))
            return false;
    }
    return true;
}

static bool
store_parts(Task *task, const ContributionRow *rows, const GArray *casts, GError **error)
{
    static const Id nobody;
    const Item *item = task->item;
    const Id *voice = item->voice ? &g_array_index(task->board->voices, Voice, item->voice).id : &nobody;

    for (size_t i = 0; i < task->order->n_parts; i++) {
        LookedRow looked = { .contribution = rows[i].contribution, .version = rows[i].version };

        if (!contribution_insert(&task->scope, &rows[i], voice, error) || !looked_put(&task->scope, &looked, error) ||
            !store_copied(task, &rows[i].contribution, casts, error))
            return false;
    }
    return task_store_comments(task, item, &rows[0].contribution, rows[0].section, error);
}

static bool
store_split(Task *task, const ContributionRow *parts, const GArray *casts, GError **error)
{
    const Item *item = task->item;
    g_auto(Undo) undo;
    ContributionRow row;

    undo_init(&undo);
    undo.state = item->now.state;
    undo.n_parts = task->order->n_parts;
    undo.copied = task->order->copy_votes;
    for (size_t i = 0; i < undo.n_parts; i++)
        undo.parts[i] = parts[i].contribution;
    task_note_comments(task, item, &undo);
    board_row(task->board, item, &row);
    row.state = STATE_SPLIT;
    return store_parts(task, parts, casts, error) && task_store_row(task, &row, error) &&
           task_note_act(task, item, ACT_SPLIT, &undo, error);
}

static void
apply_split(Task *task, const ContributionRow *rows, const GArray *casts)
{
    Board *board = task->board;

    for (size_t i = 0; i < task->order->n_parts; i++) {
        Item *part = board_add(board, &rows[i], task->item->voice);

        /* Made by a facilitator: there is nothing new in it to look at. */
        part->looked_version = part->version;
        task->made->parts[task->made->n_parts++] = part->id;
        task_set_votes(task, part, casts, false);
        if (i == 0)
            task_move_comments(task, task->item, part);
    }
    board_set_state(board, task->item, STATE_SPLIT);
}

bool
task_split(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    ContributionRow rows[LIMIT_SPLIT_PARTS];

    *ret_outcome = may_split(task);
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    make_parts(task, rows);
    g_autoptr(GArray) casts = task->order->copy_votes ? task_votes(task->board, task->item) : g_array_new(false, false, sizeof(Cast));
    if (!store_split(task, rows, casts, error))
        return false;
    hall_change(task->hall);
    apply_split(task, rows, casts);
    task_did_state(task, task->item, STATE_SPLIT);
    hall_changed(task->hall, task->board);
    return true;
}

/* ---- taking it back: the parts go into the original, with whatever they have got since ---- */

typedef struct { Item *items[LIMIT_SPLIT_PARTS]; size_t n; GArray *casts; } Parts;

/* Has another been merged into the part?  What came back to it from a split of its own has
 * not: no restore takes that out again. */
static bool
find_merged(const Task *task, const Item *part, bool *ret_found, GError **error)
{
    const Item *item;

    for (uint32_t at = 0; (item = task_next_pointing(task->board, part, &at));) {
        g_auto(DbRows) rows = DB_ROWS_NONE;

        if (item->now.state != STATE_MERGED)
            continue;
        if (!act_of(&task->scope, &item->id, &rows, error))
            return false;
        *ret_found = *ret_found || task_last_act(&rows, item);
    }
    return true;
}

static FacilitateOutcome
may_take_back(const Item *part)
{
    switch (part->now.state) {
    case STATE_DELETED:
        return FACILITATE_DELETED;
    case STATE_MERGED:
    case STATE_SPLIT:
        return FACILITATE_ENTANGLED;
    case STATE_SHOWN:
    case STATE_HIDDEN:
    case STATE_REMOVED:
        break;
    }
    return FACILITATE_DONE;
}

static bool
find_parts(const Task *task, const Undo *undo, Parts *parts, FacilitateOutcome *ret_outcome, GError **error)
{
    bool merged = false;

    for (size_t i = 0; i < undo->n_parts; i++) {
        Item *part = board_find(task->board, &undo->parts[i]);

        *ret_outcome = part ? may_take_back(part) : FACILITATE_ENTANGLED;
        if (*ret_outcome != FACILITATE_DONE)
            return true;
        if (!find_merged(task, part, &merged, error))
            return false;
        parts->items[parts->n++] = part;
    }
    if (merged)
        *ret_outcome = FACILITATE_ENTANGLED;
    return true;
}

/* Of people who voted on several parts, the vote on the first counts. */
static GArray *
find_votes(const Task *task, const Parts *parts)
{
    GArray *all = g_array_new(false, false, sizeof(Cast));
    g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);

    for (size_t i = 0; i < parts->n; i++) {
        g_autoptr(GArray) casts = task_votes_to_carry(task->board, parts->items[i], task->item, taken);

        for (guint c = 0; c < casts->len; c++)
            g_hash_table_add(taken, GUINT_TO_POINTER(g_array_index(casts, Cast, c).voice));
        if (casts->len)
            g_array_append_vals(all, casts->data, casts->len);
    }
    return all;
}

static bool
store_part_back(Task *task, const Item *part, GError **error)
{
    const Item *item = task->item;
    const char *section = task->board->about->sections[item->now.section].slug;
    ContributionRow row;

    board_row(task->board, part, &row);
    row.state = STATE_MERGED;
    row.target = item->id;
    return task_store_comments(task, part, &item->id, section, error) && task_store_row(task, &row, error) && task_note_act(task, part, ACT_RESTORE, NULL, error);
}

static bool
store_unsplit(Task *task, const Undo *undo, const Parts *parts, GError **error)
{
    ContributionRow row;

    for (size_t i = 0; i < parts->n; i++)
        if (!store_part_back(task, parts->items[i], error))
            return false;
    board_row(task->board, task->item, &row);
    row.state = undo->state;
    return task_store_votes(task, task->item, parts->casts, false, error) && task_store_row(task, &row, error) &&
           task_note_act(task, task->item, ACT_RESTORE, NULL, error);
}

bool
task_unsplit(Task *task, const Undo *undo, FacilitateOutcome *ret_outcome, GError **error)
{
    Item *item = task->item;
    Parts parts = { .n = 0 };

    if (!find_parts(task, undo, &parts, ret_outcome, error))
        return false;
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    g_autoptr(GArray) casts = parts.casts = find_votes(task, &parts);
    if (!store_unsplit(task, undo, &parts, error))
        return false;
    hall_change(task->hall);
    for (size_t i = 0; i < parts.n; i++) {
        task_move_comments(task, parts.items[i], item);
        task_did_state(task, parts.items[i], STATE_MERGED);
        parts.items[i]->target = item->at;
        board_set_state(task->board, parts.items[i], STATE_MERGED);
    }
    task_set_votes(task, item, casts, false);
    task_did_state(task, item, undo->state);
    board_set_state(task->board, item, undo->state);
    hall_changed(task->hall, task->board);
    return true;
}
