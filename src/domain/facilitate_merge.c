#include "domain/facilitate_task.h"
#include "domain/second.h"
#include "store/second_store.h"

static FacilitateOutcome
may_merge(const Task *task, Item **ret_target)
{
    Item *target = board_find(task->board, &task->order->into);

    if (task->item->kind != KIND_IDEA)
        return FACILITATE_ONLY_IDEAS;
    if (target == task->item)
        return FACILITATE_ITSELF;
    if (task_seen(task->item)->state != STATE_SHOWN)
        return FACILITATE_GONE;
    if (!target || target->kind != KIND_IDEA)
        return FACILITATE_NO_TARGET;
    if (task_seen(target)->state != STATE_SHOWN)
        return FACILITATE_TARGET_GONE;
    *ret_target = target;
    return FACILITATE_DONE;
}

/* ---- merges that a second facilitator has to confirm ---- */

/* Do the parts of a split, that is not taken back, have its votes? */
static bool
has_copied_votes(const Task *task, const Item *part, bool *ret_has, GError **error)
{
    const Item *whole = board_at(task->board, part->target);
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_auto(Undo) undo;

    undo_init(&undo);
    *ret_has = false;
    if (!whole || whole->now.state != STATE_SPLIT)
        return true;
    if (!act_of(&task->scope, &whole->id, &rows, error))
        return false;
    const ActRow *split = task_last_act(&rows, whole);
    if (split && !undo_read(split->undo, &undo, error))
        return false;
    *ret_has = undo.copied;
    return true;
}

/* What one merge shows of few people's votes (how many of them had voted on the other idea too), a second one narrows down to
 * one of them. Counted as everybody is shown it: nothing else may answer before the slot does. */
static bool
singles_out(const Task *task, const Item *item, bool *ret_does, GError **error)
{
    int64_t merges = 0;
    bool copied = false;

    *ret_does = false;
    if (item->shown.likes + item->shown.dislikes >= task->board->about->k)
        return true;
    if (!act_count_merges(&task->scope, ACT_MERGE, &item->id, &merges, error) || !has_copied_votes(task, item, &copied, error))
        return false;
    *ret_does = merges > 0 || copied;
    return true;
}

/* A colleague has proposed the same merge. */
static bool
is_confirming(const Task *task, const Item *target, bool *ret_is, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    *ret_is = false;
    if (!second_of(&task->scope, &task->item->id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const SecondRow *row = db_rows_at(&rows, SecondRow, i);

        if (row->ended == SECOND_ROW_OPEN && row->staff != (int64_t)task->staff && id_equal(&row->into_idea, &target->id))
            *ret_is = true;
    }
    return true;
}

static bool
propose(const Task *task, const Item *target, FacilitateOutcome *ret_outcome, GError **error)
{
    const Actor actor = { .conversation = task->board->about->id, .staff_number = task->staff };
    const char *note = task->order->note ? task->order->note : "";
    SecondOutcome outcome;

    if (!second_propose(task->hall, task->scope.db, &actor, &task->item->id, &target->id, note, &outcome, error))
        return false;
    *ret_outcome = outcome == SECOND_DONE ? FACILITATE_PROPOSED : FACILITATE_BUSY;
    return true;
}

/* FACILITATE_DONE: it may go on. */
static bool
ask_second(const Task *task, const Item *target, FacilitateOutcome *ret_outcome, GError **error)
{
    bool one, other, confirming;

    if (!singles_out(task, task->item, &one, error) || !singles_out(task, target, &other, error) ||
        !is_confirming(task, target, &confirming, error))
        return false;
    return (!one && !other) || confirming || propose(task, target, ret_outcome, error);
}

static bool
store_merge(Task *task, const Item *target, const GArray *casts, GError **error)
{
    const Item *item = task->item, *before = board_at(task->board, item->target);
    const char *section = task->board->about->sections[target->now.section].slug;
    g_auto(Undo) undo;
    ContributionRow row;

    undo_init(&undo);
    undo.state = STATE_SHOWN;
    undo.into = target->id;
    if (before)
        undo.target = before->id;
    task_note_comments(task, item, &undo);
    for (guint i = 0; i < casts->len; i++) {
        const Id *voice = &g_array_index(task->board->voices, Voice, g_array_index(casts, Cast, i).voice).id;

        if (!merged_vote_add(&task->scope, &item->id, voice, error))
            return false;
    }
    board_row(task->board, item, &row);
    row.state = task_state(item, STATE_MERGED);
    row.target = target->id;
    return task_store_votes(task, target, casts, false, error) && task_store_comments(task, item, &target->id, section, error) &&
           task_store_row(task, &row, error) && task_note_act(task, item, ACT_MERGE, &undo, error);
}

bool
task_merge(Task *task, FacilitateOutcome *ret_outcome, GError **error)
{
    Item *item = task->item, *target = NULL;

    *ret_outcome = may_merge(task, &target);
    if (*ret_outcome == FACILITATE_DONE && !ask_second(task, target, ret_outcome, error))
        return false;
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    g_autoptr(GArray) casts = task_votes_to_carry(task->board, item, target, NULL);
    if (!store_merge(task, target, casts, error))
        return false;
    hall_change(task->hall);
    task_move_comments(task, item, target);
    task_set_votes(task, target, casts, false);
    task_did_state(task, item, STATE_MERGED);
    item->target = target->at;
    board_set_state(task->board, item, task_state(item, STATE_MERGED));
    hall_changed(task->hall, task->board);
    return true;
}

/* ---- taking it back ---- */

/* Votes that stand on the target only because the merge carried them there: whoever has
 * changed theirs since meant the target. */
static bool
find_carried(const Task *task, const Item *target, GArray *casts, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    g_autoptr(GArray) own = task_votes(task->board, task->item);
    g_autoptr(GHashTable) tags = g_hash_table_new(id_hash, id_equal_func);

    if (!merged_vote_all(&task->scope, &task->item->id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        g_hash_table_add(tags, &db_rows_at(&rows, MergedVoteRow, i)->tag);
    for (guint i = 0; i < own->len; i++) {
        Cast cast = g_array_index(own, Cast, i);
        Id tag = merged_vote_tag(&task->scope, &task->item->id, &g_array_index(task->board->voices, Voice, cast.voice).id);

        if (g_hash_table_contains(tags, &tag) &&
            vote_table_get(task->board->votes, cast.voice, target->at).now == cast.vote)
            g_array_append_val(casts, cast);
    }
    return true;
}

/* Those that the merge carried and that still stand where it put them. */
static GPtrArray *
find_comments(const Board *board, const Item *target, const Undo *undo)
{
    GPtrArray *comments = g_ptr_array_new();

    for (guint i = 0; i < undo->comments->len; i++) {
        Item *comment = board_find(board, &g_array_index(undo->comments, Id, i));

        if (comment && comment->parent == target->at)
            g_ptr_array_add(comments, comment);
    }
    return comments;
}

static bool
store_unmerge(Task *task, const Undo *undo, const Item *target, const GArray *casts, const GPtrArray *comments,
              GError **error)
{
    const Item *item = task->item;
    const char *section = task->board->about->sections[item->now.section].slug;
    ContributionRow row;

    for (guint i = 0; i < comments->len; i++)
        if (!task_store_comment(task, g_ptr_array_index(comments, i), &item->id, section, error))
            return false;
    board_row(task->board, item, &row);
    row.state = task_state(item, undo->state);
    row.target = undo->target;
    return task_store_votes(task, target, casts, true, error) && merged_vote_clear(&task->scope, &item->id, error) &&
           task_store_row(task, &row, error) && task_note_act(task, item, ACT_RESTORE, NULL, error);
}

static void
set_target(const Board *board, Item *item, const Id *target)
{
    const Item *found = id_is_zero(target) ? NULL : board_find(board, target);

    item->target = found ? found->at : NO_ITEM;
}

bool
task_unmerge(Task *task, const Undo *undo, FacilitateOutcome *ret_outcome, GError **error)
{
    Item *item = task->item, *target = board_at(task->board, item->target);
    g_autoptr(GArray) casts = g_array_new(false, false, sizeof(Cast));

    if (!target || target->now.state == STATE_MERGED || target->now.state == STATE_SPLIT)
        return *ret_outcome = FACILITATE_ENTANGLED, true;
    g_autoptr(GPtrArray) comments = find_comments(task->board, target, undo);
    if (!find_carried(task, target, casts, error) || !store_unmerge(task, undo, target, casts, comments, error))
        return false;
    hall_change(task->hall);
    for (guint i = 0; i < comments->len; i++)
        board_set_parent(task->board, g_ptr_array_index(comments, i), item);
    task_set_votes(task, target, casts, true);
    task_did_state(task, item, undo->state);
    set_target(task->board, item, &undo->target);
    board_set_state(task->board, item, task_state(item, undo->state));
    hall_changed(task->hall, task->board);
    return true;
}
