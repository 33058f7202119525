#include "domain/member.h"
#include "base/clock.h"
#include "store/facilitation_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"

static MemberRow
row_of(const Member *member)
{
    return (MemberRow){
        .generation = member->generation,
        .welcomed = member->welcomed,
        .answered = member->answered,
        .group_number = member->group,
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
    MemberRow row = row_of(changed);

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

/* The rows of one voice: authors emptied, votes kept under a stranger that nobody is. */
static bool
unlink_voice(Board *board, Db *db, uint32_t voice, const Id *stranger, GError **error)
{
    Scope scope = board_scope(board, db);
    const Voice *who = &g_array_index(board->voices, Voice, voice);

    for (guint i = 0; who->items && i < who->items->len; i++)
        if (!contribution_unlink(&scope, &board_at(board, g_array_index(who->items, uint32_t, i))->id, error))
            return false;
    if (!vote_fold(&scope, error))
        return false;
    for (uint32_t at = 0; at < board->items->len; at++) {
        const Id *item = &board_at(board, at)->id;

        if (!vote_table_has(board->votes, voice, at))
            continue;
        if (!vote_unlink(&scope, item, &who->id, stranger, error) ||
            !merged_vote_unlink(&scope, item, &who->id, stranger, error))
            return false;
    }
    return true;
}

bool
member_unlink(Hall *hall, Db *db, const Id *conversation, const Id *pseudonym, GError **error)
{
    Board *board = hall_board_by_id(hall, conversation);

    if (!board)
        return true;
    Scope scope = board_scope(board, db);
    Id tag = ended_tag(&board->key, pseudonym);
    if (!member_delete(&scope, pseudonym, error) || !ended_put(&scope, &tag, error))
        return false;
    for (int64_t generation = 0; generation < 2; generation++) {
        Id voice_id = member_voice(&board->key, pseudonym, generation), stranger;
        uint32_t voice = board_voice(board, &voice_id);

        id_random(&stranger);
        if (!voice)
            continue;
        if (!unlink_voice(board, db, voice, &stranger, error))
            return false;
        hall_change(hall);
        board_unlink(board, voice, board_voice_make(board, &stranger));
        hall_changed(hall, board);
    }
    hall_change(hall);
    board_end(board, &tag);
    g_hash_table_remove(board->members, pseudonym);
    hall_changed(hall, board);
    return true;
}
