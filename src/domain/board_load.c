#include "domain/board.h"
#include "domain/coding.h"
#include "domain/concern.h"
#include "domain/order.h"
#include "store/facilitation_store.h"
#include "store/flag_store.h"
#include "store/vote_store.h"

typedef struct { Board *board; Scope scope; GPtrArray *comments; } Loading;

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

static void
add_comments(Loading *loading)
{
    bool progress = true;

    g_ptr_array_sort(loading->comments, compare_kept);
    while (loading->comments->len > 0 && progress) {
        progress = false;
        for (guint i = 0; i < loading->comments->len;) {
            Kept *kept = g_ptr_array_index(loading->comments, i);

            if (!board_find(loading->board, &kept->row.parent)) {
                i++;
                continue;
            }
            board_add(loading->board, &kept->row, voice_index(loading->board, &kept->voice));
            g_ptr_array_remove_index(loading->comments, i);
            progress = true;
        }
    }
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
        member->has_key = row->salt.length == sizeof member->salt && row->hash.length == sizeof member->hash;
        if (member->has_key) {
            memcpy(member->salt, row->salt.bytes, sizeof member->salt);
            memcpy(member->hash, row->hash.bytes, sizeof member->hash);
        }
        board_member_set_key(loading->board, member);
    }
    return true;
}

/* Items whose slot lies ahead stay unpublished; everything else was shown already. */
static void
hold_back(Board *board, int64_t now)
{
    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);

        if (item->slot <= now)
            continue;
        item->public = false;
        g_clear_pointer(&item->shown.text, g_ref_string_release);
        item->shown = (Face){ 0 };
        item->dirty = true;
        g_array_append_val(board->dirty, item->at);
    }
}

bool
board_load(Board *board, Db *db, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) comments = g_ptr_array_new_with_free_func((GDestroyNotify)kept_free);
    Loading loading = { .board = board, .scope = board_scope(board, db), .comments = comments };

    if (!contribution_each(&loading.scope, load_contribution, &loading, error))
        return false;
    add_comments(&loading);
    if (!contribution_each(&loading.scope, load_target, &loading, error) ||
        !vote_each(&loading.scope, load_vote, &loading, error) || !load_members(&loading, error) ||
        !flag_each(&loading.scope, load_flag, &loading, error) ||
        !looked_each(&loading.scope, load_looked, &loading, error) ||
        !message_each(&loading.scope, load_message, &loading, error) || !coding_book_load(board, db, error))
        return false;
    board_publish(board, NULL, NULL);
    hold_back(board, now);
    /* The log is what others don't see yet. */
    if (!vote_log_each(&loading.scope, load_vote, &loading, error))
        return false;
    if (board->about->slot_minutes == 0)
        board_publish(board, NULL, NULL);
    board->fair_due = true;
    board_arrange(board);
    return true;
}
