#include "store/shown_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(ShownRow, contribution), DB_COL_I64(ShownRow, until),   DB_COL_I64(ShownRow, state),
    DB_COL_TEXT(ShownRow, section),    DB_COL_TEXT(ShownRow, text),   DB_COL_I64(ShownRow, edited),
    DB_COL_I64(ShownRow, version),     DB_COL_I64(ShownRow, likes),   DB_COL_I64(ShownRow, dislikes),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(ShownRow) };

static const DbQuery keep_query = {
    "shown keep",
    "INSERT OR IGNORE INTO shown (conversation, contribution, until, state, section, text, edited, version, likes,"
    " dislikes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery each_query = {
    "shown each",
    "SELECT contribution, until, state, section, text, edited, version, likes, dislikes FROM shown"
    " WHERE conversation = ?",
    &row_type,
};
static const DbQuery forget_query = { "shown forget", "DELETE FROM shown WHERE conversation = ?", NULL };
static const DbQuery sweep_query = { "shown sweep", "DELETE FROM shown WHERE until <= ?", NULL };

bool
shown_keep(const Scope *scope, const ShownRow *row, GError **error)
{
    return db_run(scope->db, &keep_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->until),
                            DB_INT(row->state), DB_TEXT(row->section), DB_TEXT(row->text), DB_INT(row->edited),
                            DB_INT(row->version), DB_INT(row->likes), DB_INT(row->dislikes)),
                  error);
}

bool
shown_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
shown_forget(const Scope *scope, GError **error)
{
    return db_run(scope->db, &forget_query, DB_PARAMS(DB_ID(&scope->conversation)), error);
}

bool
shown_sweep(Db *db, int64_t now, GError **error)
{
    return db_run(db, &sweep_query, DB_PARAMS(DB_INT(now)), error);
}
