#include "store/vote_store.h"
#include "store/seal.h"

static const DbColumn columns[] = {
    DB_COL_ID(VoteRow, contribution),
    DB_COL_ID(VoteRow, tag),
    DB_COL_ID(VoteRow, mask),
    DB_COL_I64(VoteRow, vote),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(VoteRow) };

static const DbQuery log_query = {
    "vote log",
    "INSERT OR REPLACE INTO vote_log (conversation, contribution, tag, mask, vote) VALUES (?, ?, ?, ?, ?)", NULL,
};
/* Others have been shown what the vote is on before the slot ?; what staff wrote has no author to guess. */
#define SHOWN_BEFORE                                                                                          \
    "NOT EXISTS (SELECT 1 FROM contribution AS c WHERE c.conversation = vote_log.conversation"                 \
    " AND c.contribution = vote_log.contribution AND c.slot >= ? AND c.source = 1)"
G_STATIC_ASSERT(SOURCE_AUTHOR == 1);
static const DbQuery fold_query = {
    "vote fold",
    "INSERT OR REPLACE INTO vote (conversation, contribution, tag, mask, vote)"
    " SELECT conversation, contribution, tag, mask, vote FROM vote_log WHERE conversation = ? AND " SHOWN_BEFORE,
    NULL,
};
static const DbQuery fold_none_query = {
    "vote fold none",
    "DELETE FROM vote WHERE conversation = ? AND (contribution, tag) IN"
    " (SELECT contribution, tag FROM vote_log WHERE conversation = ? AND vote = 0)",
    NULL,
};
static const DbQuery fold_done_query = {
    "vote fold done", "DELETE FROM vote_log WHERE conversation = ? AND " SHOWN_BEFORE, NULL,
};
static const DbQuery each_query = {
    "vote each", "SELECT contribution, tag, mask, vote FROM vote WHERE conversation = ?", &row_type,
};
static const DbQuery log_each_query = {
    "vote log each", "SELECT contribution, tag, mask, vote FROM vote_log WHERE conversation = ?", &row_type,
};
static const DbQuery unlink_query = {
    "vote unlink", "UPDATE vote SET tag = ?, mask = ? WHERE conversation = ? AND contribution = ? AND tag = ?", NULL,
};
static const DbQuery unlink_log_query = {
    "vote unlink log", "UPDATE vote_log SET tag = ?, mask = ? WHERE conversation = ? AND contribution = ? AND tag = ?", NULL,
};
static const DbQuery delete_query = {
    "vote delete", "DELETE FROM vote WHERE conversation = ? AND contribution = ?", NULL,
};
static const DbQuery delete_log_query = {
    "vote delete log", "DELETE FROM vote_log WHERE conversation = ? AND contribution = ?", NULL,
};

bool
vote_log(const Scope *scope, const Id *contribution, const Id *voice, Vote vote, GError **error)
{
    Seal voter = seal_voice(scope->key, "vote", contribution, voice);

    return db_run(scope->db, &log_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution), DB_ID(&voter.tag), DB_ID(&voter.mask),
                            DB_INT(vote)),
                  error);
}

bool
vote_fold(const Scope *scope, int64_t before, GError **error)
{
    const Id *id = &scope->conversation;

    return db_run(scope->db, &fold_query, DB_PARAMS(DB_ID(id), DB_INT(before)), error) &&
           db_run(scope->db, &fold_none_query, DB_PARAMS(DB_ID(id), DB_ID(id)), error) &&
           db_run(scope->db, &fold_done_query, DB_PARAMS(DB_ID(id), DB_INT(before)), error);
}

bool
vote_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
vote_log_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &log_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

Id
vote_voice(const Scope *scope, const VoteRow *row)
{
    Seal voter = { row->tag, row->mask };

    return seal_open(scope->key, &voter);
}

#define STRANGER_HALF (sizeof(Id) / 2)

static void
stranger_mark(const SecretKey *key, const Id *voice, uint8_t ret_mark[STRANGER_HALF])
{
    secret_hash(key, "stranger", voice->bytes, STRANGER_HALF, ret_mark, STRANGER_HALF);
}

Id
vote_stranger(const SecretKey *key)
{
    Id voice;

    id_random(&voice);
    stranger_mark(key, &voice, voice.bytes + STRANGER_HALF);
    return voice;
}

bool
vote_is_stranger(const SecretKey *key, const Id *voice)
{
    uint8_t mark[STRANGER_HALF];

    stranger_mark(key, voice, mark);
    return memcmp(mark, voice->bytes + STRANGER_HALF, sizeof mark) == 0;
}

bool
vote_unlink(const Scope *scope, const Id *contribution, const Id *voice, const Id *stranger, GError **error)
{
    Seal old = seal_voice(scope->key, "vote", contribution, voice);
    Seal fresh = seal_voice(scope->key, "vote", contribution, stranger);

    const DbValue params[] = { DB_ID(&fresh.tag), DB_ID(&fresh.mask), DB_ID(&scope->conversation), DB_ID(contribution),
                               DB_ID(&old.tag) };

    return db_run(scope->db, &unlink_query, params, G_N_ELEMENTS(params), error) &&
           db_run(scope->db, &unlink_log_query, params, G_N_ELEMENTS(params), error);
}

bool
vote_delete_all(const Scope *scope, const Id *contribution, GError **error)
{
    return db_run(scope->db, &delete_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution)), error) &&
           db_run(scope->db, &delete_log_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution)), error);
}
