#include "domain/board.h"
#include "domain/appeal.h"
#include "domain/board_publish.h"
#include "domain/coding.h"
#include "domain/concern.h"
#include "domain/notice.h"
#include "domain/order.h"
#include "domain/queue.h"
#include "domain/safeguard.h"
#include "domain/sanction.h"
#include "domain/second.h"
#include "domain/shown.h"
#include "domain/signal.h"
#include "domain/wordlist.h"
#include "store/facilitation_store.h"
#include "store/flag_store.h"
#include "store/vote_store.h"

typedef struct {
    Board     *board;
    Scope      scope;
    GPtrArray *comments;
    Item      *voted;                   /* whose votes are being read */
} Loading;

static uint32_t
voice_index(Board *board, const Id *voice)
{
    return id_is_zero(voice) ? 0 : board_voice_make(board, voice);
}

/* A row kept until its parent is there. */
typedef struct { ContributionRow row; Id voice; } Kept;

static void
kept_free(Kept *kept)
{
    if (!kept)
        return;
    g_free(kept->row.section);
    g_free(kept->row.text);
    g_free(kept);
}

static bool
load_contribution(const void *data, void *user)
{
    const ContributionRow *row = data;
    Loading *loading = user;
    Id voice = contribution_author(&loading->scope, row);

    if (row->kind == KIND_IDEA) {
        board_add(loading->board, row, voice_index(loading->board, &voice));
        return true;
    }
    Kept *kept = g_new0(Kept, 1);
    kept->row = *row;
    kept->voice = voice;
    kept->row.section = g_strdup(row->section);
    kept->row.text = g_strdup(row->text);
    g_ptr_array_add(loading->comments, kept);
    return true;
}

/* Earlier slots first, and parents before their replies, whatever order they come in. */
static int
compare_kept(const void *a, const void *b)
{
    const Kept *one = *(Kept *const *)a, *two = *(Kept *const *)b;

    if (one->row.slot != two->row.slot)
        return one->row.slot < two->row.slot ? -1 : 1;
    return memcmp(one->row.contribution.bytes, two->row.contribution.bytes, sizeof(Id));
}

/* Adds those whose parents are there; the others move up. Returns how many were added. */
static guint
add_ready(Loading *loading)
{
    GPtrArray *comments = loading->comments;
    guint left = 0, n = comments->len;

    for (guint i = 0; i < n; i++) {
        Kept *kept = g_ptr_array_index(comments, i);

        g_ptr_array_index(comments, i) = NULL;
        if (board_find(loading->board, &kept->row.parent)) {
            board_add(loading->board, &kept->row, voice_index(loading->board, &kept->voice));
            kept_free(kept);
        } else {
            g_ptr_array_index(comments, left++) = kept;
        }
    }
    g_ptr_array_set_size(comments, (gint)left);
    return n - left;
}

static void
add_comments(Loading *loading)
{
    g_ptr_array_sort(loading->comments, compare_kept);
    while (add_ready(loading) > 0)
        continue;
}

static bool
load_target(const void *data, void *user)
{
    const ContributionRow *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);
    Item *target = id_is_zero(&row->target) ? NULL : board_find(loading->board, &row->target);

    if (item && target)
        item->target = target->at;
    return true;
}

/* From the table: once for each voice and contribution, these together, and all of them shown. */
static bool
load_settled_vote(const void *data, void *user)
{
    const VoteRow *row = data;
    Loading *loading = user;
    Board *board = loading->board;
    Id voice = vote_voice(&loading->scope, row);

    if (!loading->voted || !id_equal(&loading->voted->id, &row->contribution))
        loading->voted = board_find(board, &row->contribution);
    Item *item = loading->voted;
    if (!item)
        return true;
    Vote vote = (Vote)row->vote;
    item->now.likes += vote == VOTE_LIKE;
    item->now.dislikes += vote == VOTE_DISLIKE;
    vote_table_set(board->votes, board_voice_make(board, &voice), item->at, (VotePair){ vote, vote });
    board_mark(board, item);
    return true;
}

static bool
load_vote(const void *data, void *user)
{
    const VoteRow *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);
    Id voice = vote_voice(&loading->scope, row);

    if (item)
        board_set_vote(loading->board, board_voice_make(loading->board, &voice), item, (Vote)row->vote);
    return true;
}

static bool
load_flag(const void *data, void *user)
{
    const FlagRow *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);

    if (item && row->looked_at)
        item->flags++;
    else if (item)
        concern_flag(loading->board, item, (FlagReason)row->reason, true);
    return true;
}

static bool
load_looked(const void *data, void *user)
{
    const LookedRow *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);

    if (item)
        item->looked_version = (uint32_t)row->version;
    if (item)
        item->looked_answer = (uint32_t)row->answer;
    return true;
}

static bool
load_message(const void *data, void *user)
{
    const MessagePlace *row = data;
    Loading *loading = user;
    Item *item = board_find(loading->board, &row->contribution);

    if (item)
        item->messages = MAX(item->messages, (uint32_t)row->number);
    if (item && row->sender == SENDER_AUTHOR && row->number > item->answer)
        concern_answer(loading->board, item, (uint32_t)row->number);
    return true;
}

static bool
load_members(Loading *loading, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!member_all(&loading->scope, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const MemberRow *row = db_rows_at(&rows, MemberRow, i);
        Id pseudonym = member_pseudonym(&loading->scope, row);
        Member *member = board_member_make(loading->board, &pseudonym);

        member->generation = (unsigned)row->generation;
        member->welcomed = row->welcomed;
        member->answered = row->answered;
        member->group = (unsigned)row->group_number;
        member->plan = member_plan(&loading->scope, row);
        member->has_key = row->salt.length == sizeof member->salt && row->hash.length == sizeof member->hash;
        if (member->has_key) {
            memcpy(member->salt, row->salt.bytes, sizeof member->salt);
            memcpy(member->hash, row->hash.bytes, sizeof member->hash);
        }
        board_member_set_key(loading->board, member);
    }
    return true;
}

static void
hold(Board *board, Item *item)
{
    item->public = false;
    g_clear_pointer(&item->shown.text, g_ref_string_release);
    item->shown = (Face){ 0 };
    signal_shown(board, item);
    board_mark(board, item);
}

/* Items whose slot lies ahead stay unpublished; everything else was shown already. */
static void
hold_back(Board *board, int64_t now)
{
    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);

        /* When something began to wait is not stored. */
        item->waits_since = 0;
        if (item->slot <= now)
            continue;
        if (item->kind == KIND_COMMENT && item->now.state == STATE_SHOWN)
            board_uncount(board, item);
        hold(board, item);
    }
}

static bool
same_face(const Face *a, const Face *b)
{
    return a->state == b->state && a->section == b->section && a->edited == b->edited && a->likes == b->likes &&
           a->dislikes == b->dislikes && a->comments == b->comments && g_str_equal(a->text, b->text);
}

static void
carry_face(Board *board, Item *item, const Board *old, const Item *was)
{
    int section = conversation_section(board->about, old->about->sections[was->shown.section].slug);

    g_clear_pointer(&item->shown.text, g_ref_string_release);
    item->shown = was->shown;
    item->shown.text = g_ref_string_acquire(was->shown.text);
    item->shown.section = section < 0 ? 0 : (unsigned)section;
    item->public = true;
    signal_shown(board, item);
    if (!same_face(&item->shown, &item->now))
        board_mark(board, item);
}

static void
place_all(Board *board)
{
    for (guint i = 0; i < board->items->len; i++)
        queue_note(board, board_at(board, i));
    queue_settle(board);
}

static void
carry_item(Board *board, Item *item, const Board *old, const Item *was)
{
    item->views = g_atomic_int_get(&was->views);
    if (board->about->slot_minutes == 0)
        return;
    item->seen.version = was->seen.version;
    item->seen.flags = was->seen.flags;
    item->seen.answer = was->seen.answer;
    item->seen.reasons = was->seen.reasons;
    item->seen.appeals = MIN(was->seen.appeals, item->appeals);
    item->waits_since = was->waits_since;
    if (was->public)
        carry_face(board, item, old, was);
    else
        hold(board, item);
}

void
board_carry(Board *board, const Board *old)
{
    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);
        const Item *was = board_find(old, &item->id);

        if (was)
            carry_item(board, item, old, was);
    }
    for (guint i = 0; i < old->concerned->len; i++) {
        const Item *item = board_find(board, &board_at(old, g_array_index(old->concerned, uint32_t, i))->id);

        if (item)
            g_array_append_val(board->concerned, item->at);
    }
    board->turns_at = MIN(board->turns_at, old->turns_at);
    board->orders_stale = true;
    board_arrange(board);
    place_all(board);
}

static bool
load_ended(Loading *loading, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!ended_all(&loading->scope, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        board_end(loading->board, &db_rows_at(&rows, EndedRow, i)->tag);
    return true;
}

bool
board_load(Board *board, Db *db, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func((GDestroyNotify)kept_free);
    Loading loading = { .board = board, .scope = board_scope(board, db), .comments = comments };

    /* First: signals are made when something is shown. */
    if (!wordlist_load(board, &loading.scope, error) || !contribution_each(&loading.scope, load_contribution, &loading, error))
        return false;
    add_comments(&loading);
    if (!contribution_each(&loading.scope, load_target, &loading, error) ||
        !vote_each(&loading.scope, load_settled_vote, &loading, error) || !load_members(&loading, error) ||
        !load_ended(&loading, error) ||
        !flag_each(&loading.scope, load_flag, &loading, error) ||
        !looked_each(&loading.scope, load_looked, &loading, error) ||
        !message_each(&loading.scope, load_message, &loading, error) || !coding_book_load(board, db, error) ||
        !safeguard_load(board, &loading.scope, error) ||
        !second_load(board, &loading.scope, error) || !sanction_load(board, &loading.scope, now, error) || !appeal_load(board, &loading.scope, error))
        return false;
    board_publish(board, BOARD_ALL, NULL, NULL);
    hold_back(board, now);
    if (!shown_load(board, &loading.scope, now, error) || !notice_load(board, &loading.scope, now, error))
        return false;
    /* The log is what others don't see yet. */
    if (!vote_log_each(&loading.scope, load_vote, &loading, error))
        return false;
    if (board->about->slot_minutes == 0)
        board_publish(board, BOARD_ALL, NULL, NULL);
    board->fair_due = true;
    board_arrange(board);
    place_all(board);
    return true;
}
