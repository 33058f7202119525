#include "domain/member.h"
#include "base/clock.h"
#include "domain/removal.h"
#include "store/facilitation_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"

MemberRow
member_row(const Member *member)
{
    return (MemberRow){
        .generation = member->generation,
        .welcomed = member->welcomed,
        .answered = member->answered,
        .group_number = member->group,
        .plan = member->plan,
        .salt = { member->has_key ? (uint8_t *)member->salt : NULL, sizeof member->salt },
        .hash = { member->has_key ? (uint8_t *)member->hash : NULL, sizeof member->hash },
    };
}

/* A copy to change and store before the board has it. */
static Member
member_now(const Board *board, const Actor *actor)
{
    const Member *known = board_member(board, &actor->pseudonym);

    return known ? *known : (Member){ .pseudonym = actor->pseudonym, .group = actor->group };
}

static bool
keep(Hall *hall, Db *db, Board *board, const Member *changed, GError **error)
{
    Scope scope = board_scope(board, db);
    MemberRow row = member_row(changed);

    if (!member_put(&scope, &changed->pseudonym, &row, error))
        return false;
    hall_change(hall);
    Member *member = board_member_make(board, &changed->pseudonym);
    *member = *changed;
    board_member_set_key(board, member);
    hall_changed(hall, board);
    return true;
}

static void
take_key(Member *member, const ReturnHash *key)
{
    member->has_key = true;
    memcpy(member->salt, key->salt, sizeof member->salt);
    memcpy(member->hash, key->hash, sizeof member->hash);
}

bool
member_give_key(Hall *hall, Db *db, const Actor *actor, const ReturnHash *key, MemberOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = MEMBER_NOT_FOUND;
    if (!board)
        return true;
    Member member = member_now(board, actor);
    bool same = member.has_key && secret_equal(member.salt, key->salt, sizeof key->salt) &&
                secret_equal(member.hash, key->hash, sizeof key->hash);
    *ret_outcome = member.has_key && !same ? MEMBER_HAS_KEY : MEMBER_DONE;
    if (member.has_key)
        return true;
    take_key(&member, key);
    return keep(hall, db, board, &member, error);
}

bool
member_start_afresh(Hall *hall, Db *db, const Actor *actor, const ReturnHash *key, MemberOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = MEMBER_NOT_FOUND;
    if (!board)
        return true;
    Member member = member_now(board, actor);
    *ret_outcome = member.generation > 0 ? MEMBER_AFRESH_USED : MEMBER_DONE;
    if (*ret_outcome != MEMBER_DONE)
        return true;
    /* Where there was no key there is nothing to leave behind: this is the first. */
    if (member.has_key)
        member.generation++;
    take_key(&member, key);
    return keep(hall, db, board, &member, error);
}

bool
member_welcome(Hall *hall, Db *db, const Actor *actor, MemberOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = board ? MEMBER_DONE : MEMBER_NOT_FOUND;
    if (!board)
        return true;
    Member member = member_now(board, actor);
    if (member.welcomed)
        return true;
    member.welcomed = true;
    return keep(hall, db, board, &member, error);
}

static bool
add_answers(const Board *board, Db *db, const int *options, GError **error)
{
    Scope scope = board_scope(board, db);

    for (size_t i = 0; i < board->about->n_questions; i++) {
        const Question *question = &board->about->questions[i];

        if (options[i] >= 0 && !answer_add(&scope, question->slug, question->options[options[i]], error))
            return false;
    }
    return true;
}

bool
member_answer(Hall *hall, Db *db, const Actor *actor, const int *options, MemberOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = MEMBER_NOT_FOUND;
    if (!board)
        return true;
    if (!calendar_may_write(&board->about->dates, clock_now()))
        return *ret_outcome = MEMBER_CLOSED, true;
    Member member = member_now(board, actor);
    *ret_outcome = member.answered ? MEMBER_ANSWERED : MEMBER_DONE;
    if (member.answered)
        return true;
    if (!add_answers(board, db, options, error))
        return false;
    member.answered = true;
    for (size_t i = 0; i < board->about->n_questions; i++)
        if (board->about->grouping_question == i + 1)
            member.group = conversation_group(board->about, i, options[i]);
    return keep(hall, db, board, &member, error);
}

bool
member_take_label(Hall *hall, Db *db, const Actor *actor, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    const Member *known = board ? board_member(board, &actor->pseudonym) : NULL;

    if (!known || board->about->grouping_question || known->group == actor->group)
        return true;
    Member member = *known;
    member.group = actor->group;
    return keep(hall, db, board, &member, error);
}

bool
member_decline_label(Hall *hall, Db *db, const Actor *actor, MemberOutcome *ret_outcome, GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);

    *ret_outcome = board ? actor->has_key ? MEMBER_DONE : MEMBER_NO_KEY : MEMBER_NOT_FOUND;
    if (*ret_outcome != MEMBER_DONE)
        return true;
    Member member = member_now(board, actor);
    if (!board->about->grouping_question || !member.group)
        return true;
    member.group = 0;
    return keep(hall, db, board, &member, error);
}

/* ---- leaving ---- */

static bool
contains_tag(const DbRows *rows, const Id *tag)
{
    for (size_t i = 0; i < rows->n; i++)
        if (id_equal(&db_rows_at(rows, MergedVoteRow, i)->tag, tag))
            return true;
    return false;
}

/* Whether a merge carried this one's vote to the target, or the vote goes back into `target` when its split is taken back. */
static bool
is_one_vote(const Scope *scope, const Id *voice, const Item *item, const Item *target, bool *ret_one, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    const Id tag = merged_vote_tag(scope, &item->id, voice);

    *ret_one = target->now.state == STATE_SPLIT;
    if (item->now.state != STATE_MERGED)
        return true;
    if (!merged_vote_all(scope, &item->id, &rows, error))
        return false;
    *ret_one = contains_tag(&rows, &tag);
    return true;
}

/* One vote that a merge carried over stands in two places, so that the merge can be undone: both stay one vote. So do those
 * on the parts of a split and on the whole, which are counted once when it is undone. Otherwise no two have the same stranger. */
static bool
find_root(const Board *board, const Scope *scope, const Id *voice, const Item *item, uint32_t *ret_root, GError **error)
{
    for (const Item *target = board_at(board, item->target); target; target = board_at(board, item->target)) {
        bool one;

        if (!is_one_vote(scope, voice, item, target, &one, error))
            return false;
        if (!one)
            break;
        item = target;
    }
    *ret_root = item->at;
    return true;
}

static bool
unlink_vote(const Board *board, const Scope *scope, const Id *voice, const Item *item, GHashTable *strangers, GError **error)
{
    uint32_t root;

    if (!find_root(board, scope, voice, item, &root, error))
        return false;
    Id *stranger = g_hash_table_lookup(strangers, GUINT_TO_POINTER(root));
    if (!stranger) {
        Id fresh = vote_stranger(&board->key);

        stranger = g_memdup2(&fresh, sizeof fresh);
        g_hash_table_insert(strangers, GUINT_TO_POINTER(root), stranger);
    }
    return vote_unlink(scope, &item->id, voice, stranger, error) &&
           merged_vote_unlink(scope, &item->id, voice, stranger, error);
}

/* The votes stay, each under a stranger of its own. */
static bool
unlink_votes(const Board *board, const Scope *scope, uint32_t voice, GError **error)
{
    const Id *id = &g_array_index(board->voices, Voice, voice).id;
    g_autoptr(GHashTable) strangers = g_hash_table_new_full(NULL, NULL, NULL, g_free);

    for (uint32_t at = 0; at < board->items->len; at++)
        if (vote_table_has(board->votes, voice, at) &&
            !unlink_vote(board, scope, id, board_at(board, at), strangers, error))
            return false;
    return true;
}

/* `planned`: whose wish to have everything removed is still under way; NULL: nobody's. */
static bool
unlink_authors(const Board *board, const Scope *scope, uint32_t voice, const Member *planned, GError **error)
{
    const GArray *own = g_array_index(board->voices, Voice, voice).items;

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));

        if (!(planned && removal_due(board, planned, item)) && !contribution_unlink(scope, &item->id, error))
            return false;
    }
    return true;
}

/* *ret_known: something of theirs was here. */
static bool
unlink_one(const Board *board, const Scope *scope, const Id *pseudonym, bool *ret_known, GError **error)
{
    const Member *member = board_member(board, pseudonym), *planned = member && member->plan.voices ? member : NULL;
    Id tag = ended_tag(&board->key, pseudonym);

    if (!ended_put(scope, &tag, error) || (!planned && !member_delete(scope, pseudonym, error)))
        return false;
    *ret_known = *ret_known || member;
    for (int64_t generation = 0; generation < 2; generation++) {
        Id id = member_voice(&board->key, pseudonym, generation);
        uint32_t voice = board_voice(board, &id);

        *ret_known = *ret_known || voice;
        if (voice && (!unlink_authors(board, scope, voice, planned, error) || !unlink_votes(board, scope, voice, error)))
            return false;
    }
    return true;
}

bool
member_unlink(Hall *hall, Db *db, const Id *conversation, const Id *pseudonyms, size_t n, GError **error)
{
    Board *board = hall_board_by_id(hall, conversation);
    bool known = false;

    if (!board)
        return true;
    Scope scope = board_scope(board, db);
    for (size_t i = 0; i < n; i++)
        if (!unlink_one(board, &scope, &pseudonyms[i], &known, error))
            return false;
    /* In the order of the store nothing stands beside what it belonged to, in memory neither. */
    if (known)
        return hall_reload(hall, db, error);
    hall_change(hall);
    for (size_t i = 0; i < n; i++) {
        Id tag = ended_tag(&board->key, &pseudonyms[i]);

        board_end(board, &tag);
    }
    hall_changed(hall, board);
    return true;
}
