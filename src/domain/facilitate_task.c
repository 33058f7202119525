#include "domain/facilitate_task.h"
#include "base/clock.h"
#include "domain/board_publish.h"
#include "domain/concern.h"
#include "domain/queue.h"
#include "domain/shown.h"
#include "domain/talk.h"
#include "store/flag_store.h"
#include "store/second_store.h"
#include "store/vote_store.h"

bool
task_store_looked(const Task *task, const Item *item, uint32_t version, GError **error)
{
    const Scope *scope = &task->scope;
    LookedRow row = { .contribution = item->id, .version = version, .answer = item->seen.answer, .round = 1,
                      .slot = clock_slot(clock_now(), task->board->about->slot_minutes) };

    return looked_put(scope, &row, error) &&
           (!concern_flags_told(item) || item->flags == 0 || flag_set_looked_at(scope, &item->id, error)) &&
           (!item->asked || second_set_looked_at(scope, &item->id, task->staff, error));
}

/* The act of taking back is no look, as far as there is one to be taken back. */
static bool
store_look(Task *task, const Item *item, GError **error)
{
    const uint32_t version = concern_version(item, 1);
    bool done = false;

    if (task->unlooked)
        return true;
    if (task->reopens && item == task->item && !task_store_reopened(task, 1, version, &done, &task->reopened, error))
        return false;
    if (item == task->item)
        task->reopens = done;
    return done || task_store_looked(task, item, version, error);
}

bool
task_note_act(Task *task, const Item *item, Act act, const Undo *undo, GError **error)
{
    g_autofree char *changed = undo ? undo_text(undo) : g_strdup("");
    ActRow row = {
        .contribution = item->id,
        .version = (int64_t)item->version + 1,
        .act = act,
        .reason = task->order->reason,
        .note = (char *)(task->order->note ? task->order->note : ""),
        .staff = task->staff,
        .slot = clock_slot(task->now, task->board->about->slot_minutes),
        .undo = changed,
    };

    return act_add(&task->scope, &row, error) &&
           (!task->takes_back || item != task->item ||
            act_set_undone(&task->scope, &item->id, task->takes_back, error)) &&
           store_look(task, item, error);
}

bool
task_store_row(const Task *task, ContributionRow *row, GError **error)
{
    row->version++;
    return shown_update(task->board, &task->scope, row, error);
}

static bool
store_below(const Task *task, const Item *comment, const Id *parent, const Id *idea, const char *section, GError **error)
{
    ContributionRow row;

    board_row(task->board, comment, &row);
    row.parent = *parent;
    row.idea = *idea;
    row.section = (char *)section;
    if (!shown_update(task->board, &task->scope, &row, error))
        return false;
    for (guint i = 0; comment->children && i < comment->children->len; i++) {
        const Item *below = board_at(task->board, g_array_index(comment->children, uint32_t, i));

        if (!store_below(task, below, &comment->id, idea, section, error))
            return false;
    }
    return true;
}

bool
task_store_comment(const Task *task, const Item *comment, const Id *idea, const char *section, GError **error)
{
    return store_below(task, comment, idea, idea, section, error);
}

bool
task_store_comments(const Task *task, const Item *from, const Id *idea, const char *section, GError **error)
{
    for (guint i = 0; from->children && i < from->children->len; i++) {
        const Item *comment = board_at(task->board, g_array_index(from->children, uint32_t, i));

        if (!task_store_comment(task, comment, idea, section, error))
            return false;
    }
    return true;
}

static int
compare_ids(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(Id));
}

void
task_note_comments(const Task *task, const Item *from, Undo *undo)
{
    for (guint i = 0; from->children && i < from->children->len; i++)
        g_array_append_val(undo->comments, board_at(task->board, g_array_index(from->children, uint32_t, i))->id);
    /* In memory they stand as they came, which no disk may tell. */
    g_array_sort(undo->comments, compare_ids);
}

const Face *
task_seen(const Item *item)
{
    return item->public ? item_staff_face(item, 0) : &item->now;
}

ContributionState
task_state(const Item *item, ContributionState state)
{
    return item->now.state == STATE_DELETED ? STATE_DELETED : state;
}

bool
facilitate_is_fresh(const Item *item, uint32_t version)
{
    return version == (task_seen(item) == &item->now ? item->version : item_staff_version(item));
}

void
task_did(const Task *task, Item *item, const Face *seen)
{
    const bool apart = task_seen(item) != &item->now;
    const uint32_t looked = concern_version(item, 1), known = item_staff_version(item) + 1;

    item->version++;
    if (task->reopens && item == task->item)
        concern_reopen(task->board, item, &task->reopened);
    else if (task->unlooked)
        queue_note(task->board, item);
    else
        concern_looked(task->board, item, looked);
    /* A look tells that they know it; an act that is none, like taking one back, does not. */
    if (!apart && item_staff_face(item, 0) == &item->now)
        return;
    board_know(item, seen);
    item->known_version = known;
}

void
task_did_state(const Task *task, Item *item, ContributionState state)
{
    Face seen = *task_seen(item);

    seen.state = state;
    task_did(task, item, &seen);
}

void
task_move_comments(const Task *task, Item *from, Item *onto)
{
    while (from->children && from->children->len > 0)
        board_set_parent(task->board, board_at(task->board, g_array_index(from->children, uint32_t, 0)), onto);
}

/* The state that an act leads to; 0 for those that a restore does not take back. */
static ContributionState
state_after(int64_t act)
{
    switch ((Act)act) {
    case ACT_HIDE:
        return STATE_HIDDEN;
    case ACT_REMOVE:
        return STATE_REMOVED;
    case ACT_SPLIT:
        return STATE_SPLIT;
    case ACT_MERGE:
        return STATE_MERGED;
    case ACT_EDIT:
    case ACT_RESTORE:
    case ACT_MOVE:
    case ACT__COUNT:
        break;
    }
    return 0;
}

const ActRow *
task_last_act(const DbRows *rows, const Item *item)
{
    for (size_t i = rows->n; i-- > 0;) {
        const ActRow *row = db_rows_at(rows, ActRow, i);

        /* Parts never go back into what its author took away. */
        const ContributionState state = row->act == ACT_SPLIT ? item->now.state : task_seen(item)->state;

        if (state_after(row->act) && !row->undone)
            return state_after(row->act) == state ? row : NULL;
    }
    return NULL;
}

Item *
task_next_pointing(const Board *board, const Item *target, uint32_t *at)
{
    while (*at < board->items->len) {
        const Listed listed = g_array_index(board->listed, Listed, *at);
        Item *item = listed.as == LISTED_LOOK || listed.points ? board_at(board, *at) : NULL;

        ++*at;
        if (item && item->target == target->at)
            return item;
    }
    return NULL;
}

GArray *
task_votes(const Board *board, const Item *item)
{
    GArray *casts = g_array_new(false, false, sizeof(Cast));

    for (uint32_t voice = 1; voice < board->voices->len; voice++) {
        Cast cast = { voice, vote_table_get(board->votes, voice, item->at).now };

        if (cast.vote != VOTE_NONE)
            g_array_append_val(casts, cast);
    }
    return casts;
}

GArray *
task_votes_to_carry(const Board *board, const Item *from, const Item *onto, GHashTable *taken)
{
    g_autoptr(GArray) casts = task_votes(board, from);
    GArray *carried = g_array_new(false, false, sizeof(Cast));

    for (guint i = 0; i < casts->len; i++) {
        Cast cast = g_array_index(casts, Cast, i);

        if (vote_table_get(board->votes, cast.voice, onto->at).now == VOTE_NONE &&
            !(taken && g_hash_table_contains(taken, GUINT_TO_POINTER(cast.voice))))
            g_array_append_val(carried, cast);
    }
    return carried;
}

bool
task_store_votes(const Task *task, const Item *item, const GArray *casts, bool take_back, GError **error)
{
    for (guint i = 0; i < casts->len; i++) {
        const Cast *cast = &g_array_index(casts, Cast, i);
        const Id *voice = &g_array_index(task->board->voices, Voice, cast->voice).id;

        if (!vote_log(&task->scope, &item->id, voice, take_back ? VOTE_NONE : cast->vote, error))
            return false;
    }
    return true;
}

void
task_set_votes(const Task *task, Item *item, const GArray *casts, bool take_back)
{
    for (guint i = 0; i < casts->len; i++) {
        const Cast *cast = &g_array_index(casts, Cast, i);

        board_set_vote(task->board, cast->voice, item, take_back ? VOTE_NONE : cast->vote);
    }
}
