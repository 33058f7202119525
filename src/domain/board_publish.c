#include "domain/board_publish.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/secret.h"
#include "domain/concern.h"
#include "domain/notice.h"
#include "domain/signal.h"
#include "domain/similar.h"

/* Others' eyes have not been on it, so whoever votes on it or answers it is its author. */
static bool
is_authors_alone(const Item *item)
{
    return !item->public && item->source == SOURCE_AUTHOR;
}

/* Those that wait stay in the list. */
static void
settle_votes(Board *board, int64_t now)
{
    guint left = 0;

    for (guint i = 0; i < board->dirty_votes->len; i++) {
        uint64_t who = g_array_index(board->dirty_votes, uint64_t, i);
        uint32_t voice = (uint32_t)(who >> 32), item = (uint32_t)who;
        VotePair pair = vote_table_get(board->votes, voice, item);

        if (now != BOARD_ALL && is_authors_alone(board_at(board, item)))
            g_array_index(board->dirty_votes, uint64_t, left++) = who;
        else
            vote_table_set(board->votes, voice, item, (VotePair){ pair.now, pair.now });
    }
    g_array_set_size(board->dirty_votes, left);
}

/* An answer to what only its author can see waits a slot more.  Further ahead than a thread is deep lies only what was written
 * before the clock was set back: it has waited long enough. */
#define AHEAD_MOST (LIMIT_REPLY_DEPTH + 3)

static bool
is_ahead(const Board *board, const Item *item, int64_t now)
{
    return !item->public && item->slot > now && item->slot <= now + AHEAD_MOST * 60LL * board->about->slot_minutes;
}

/* Takes from the list what is to be shown, and leaves there what waits; caller unrefs. */
static GArray *
take_due(Board *board, int64_t now)
{
    GArray *due = g_array_new(false, false, sizeof(uint32_t));
    guint left = 0;

    for (guint i = 0; i < board->dirty->len; i++) {
        uint32_t at = g_array_index(board->dirty, uint32_t, i);

        if (is_ahead(board, board_at(board, at), now))
            g_array_index(board->dirty, uint32_t, left++) = at;
        else
            g_array_append_val(due, at);
    }
    g_array_set_size(board->dirty, left);
    return due;
}

static void
shuffle(GArray *items)
{
    for (guint i = items->len; i > 1; i--) {
        guint j = (guint)secret_random_below(i);
        uint32_t kept = g_array_index(items, uint32_t, i - 1);

        g_array_index(items, uint32_t, i - 1) = g_array_index(items, uint32_t, j);
        g_array_index(items, uint32_t, j) = kept;
    }
}

/* In the order of their places, which is the quickest. */
static void
index_words(Board *board, const GArray *due)
{
    for (guint i = 0; board->index && i < due->len; i++) {
        Item *item = board_at(board, g_array_index(due, uint32_t, i));

        if (!item->indexed)
            word_index_add(board->index, item->at, item->folded);
        item->indexed = true;
    }
}

/* Its faces are alike, so what is found of it needs no look at the item. */
static void
list(Board *board, const Item *item)
{
    const bool shown = item->now.state == STATE_SHOWN;

    g_array_index(board->listed, Listed, item->at) = (Listed){
        !shown ? LISTED_NOT : item->kind == KIND_IDEA ? LISTED_IDEA : LISTED_COMMENT, item->now.section & UINT8_MAX,
        item->target != NO_ITEM, similar_length(board, item->folded) };
}

static void
show(Board *board, Item *item)
{
    char *text = g_ref_string_acquire(item->now.text);
    const bool other_words = !item->public || item->shown.text != text || item->shown.state != item->now.state;

    item->dirty = false;
    board_settle_parent(board, item);
    board_know(item, NULL);
    item->public = true;
    list(board, item);
    concern_published(board, item);
    item->face_version++;
    g_clear_pointer(&item->shown.text, g_ref_string_release);
    item->shown = item->now;
    item->shown.text = text;
    if (other_words)
        signal_shown(board, item);
}

/* Others see no more of it than that somebody voted. */
static bool
has_votes_alone(const Item *item)
{
    const Face *now = &item->now, *shown = &item->shown;

    return item->public && shown->text && now->state == shown->state && now->section == shown->section &&
           now->edited == shown->edited && now->comments == shown->comments && g_str_equal(now->text, shown->text);
}

/* Out of the counts that others see, until they see it. */
static void
uncount_votes(Board *board)
{
    for (guint i = 0; i < board->dirty_votes->len; i++) {
        uint64_t who = g_array_index(board->dirty_votes, uint64_t, i);
        VotePair pair = vote_table_get(board->votes, (uint32_t)(who >> 32), (uint32_t)who);
        Item *item = board_at(board, (uint32_t)who);

        if (!item->public)
            continue;
        item->shown.likes -= (uint32_t)(pair.now == VOTE_LIKE) - (uint32_t)(pair.shown == VOTE_LIKE);
        item->shown.dislikes -= (uint32_t)(pair.now == VOTE_DISLIKE) - (uint32_t)(pair.shown == VOTE_DISLIKE);
        board_mark(board, item);
    }
}

void
board_uncount(Board *board, const Item *comment)
{
    for (Item *above = board_at(board, comment->parent); above; above = board_at(board, above->parent)) {
        if (above->shown.text)
            above->shown.comments--;
        board_mark(board, above);
    }
}

/* `waiting`: the first so many of the list. */
static void
uncount_comments(Board *board, guint waiting)
{
    for (guint i = 0; i < waiting; i++) {
        const Item *item = board_at(board, g_array_index(board->dirty, uint32_t, i));

        if (item->kind == KIND_COMMENT && item->now.state == STATE_SHOWN)
            board_uncount(board, item);
    }
}

void
board_publish(Board *board, int64_t now, void (*each)(const Board *, const Item *, bool, void *), void *data)
{
    concern_settle(board);
    if (notice_publish(board, now)) {
        board->version++;
        if (each)
            each(board, NULL, false, data);
    }
    if (board->dirty->len == 0)
        return;
    settle_votes(board, now);
    g_autoptr(GArray) due = take_due(board, now);
    g_autofree bool *fresh = g_new0(bool, due->len + 1), *untold = g_new0(bool, due->len + 1);
    bool hidden = board_hides_counts(board, clock_now());
    guint waiting = board->dirty->len;
    index_words(board, due);
    shuffle(due);
    for (guint i = 0; i < due->len; i++) {
        Item *item = board_at(board, g_array_index(due, uint32_t, i));

        fresh[i] = !item->public;
        untold[i] = hidden && has_votes_alone(item);
        show(board, item);
    }
    uncount_votes(board);
    uncount_comments(board, waiting);
    for (guint i = 0; each && i < due->len; i++)
        if (!untold[i])
            each(board, board_at(board, g_array_index(due, uint32_t, i)), fresh[i], data);
    board->version++;
    board->orders_stale = true;
}
