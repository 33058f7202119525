#include "store/flag_store.h"
#include "store/seal.h"

static const DbColumn columns[] = {
    DB_COL_ID(FlagRow, contribution),
    DB_COL_I64(FlagRow, reason),
    DB_COL_I64(FlagRow, looked_at),
    DB_COL_TEXT(FlagRow, note),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(FlagRow) };

static const DbQuery put_query = {
    "flag put",
    "INSERT INTO flag (conversation, contribution, tag, reason, note, looked_at) VALUES (?, ?, ?, ?, ?, 0)",
    NULL,
};
static const DbQuery change_query = {
    "flag change", "UPDATE flag SET reason = ?, note = ? WHERE conversation = ? AND contribution = ? AND tag = ?", NULL,
};
static const DbQuery each_query = {
    "flag each", "SELECT contribution, reason, looked_at, note FROM flag WHERE conversation = ?", &row_type,
};
static const DbQuery of_query = {
    "flag of",
    "SELECT contribution, reason, looked_at, note FROM flag WHERE conversation = ? AND contribution = ?", &row_type,
};
static const DbQuery looked_query = {
    "flag looked at",
    "UPDATE flag SET looked_at = (SELECT round FROM looked WHERE looked.conversation = flag.conversation"
    " AND looked.contribution = flag.contribution) WHERE conversation = ? AND contribution = ? AND looked_at = 0",
    NULL,
};
static const DbQuery reopen_query = {
    "flag reopen", "UPDATE flag SET looked_at = 0 WHERE conversation = ? AND contribution = ? AND looked_at = ?", NULL,
};

bool
flag_put(const Scope *scope, const Id *contribution, const Id *voice, int64_t reason, const char *note,
         bool *ret_fresh, GError **error)
{
    Id tag = seal_tag(scope->key, "flag", contribution, voice->bytes, sizeof voice->bytes);

    if (!db_run(scope->db, &change_query,
                DB_PARAMS(DB_INT(reason), DB_TEXT(note), DB_ID(&scope->conversation), DB_ID(contribution), DB_ID(&tag)),
                error))
        return false;
    *ret_fresh = db_changes(scope->db) == 0;
    return !*ret_fresh ||
           db_run(scope->db, &put_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution), DB_ID(&tag), DB_INT(reason), DB_TEXT(note)),
                  error);
}

bool
flag_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
flag_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &of_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution)), ret_rows, error);
}

bool
flag_set_looked_at(const Scope *scope, const Id *contribution, GError **error)
{
    return db_run(scope->db, &looked_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution)), error);
}

bool
flag_reopen(const Scope *scope, const Id *contribution, int64_t round, GError **error)
{
    return db_run(scope->db, &reopen_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution), DB_INT(round)), error);
}
