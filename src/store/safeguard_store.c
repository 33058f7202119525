#include "store/safeguard_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(SafeguardRow, contribution), DB_COL_I64(SafeguardRow, number), DB_COL_I64(SafeguardRow, step),
    DB_COL_I64(SafeguardRow, slot),        DB_COL_I64(SafeguardRow, staff),  DB_COL_TEXT(SafeguardRow, note),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(SafeguardRow) };

static const DbQuery add_query = {
    "safeguard add",
    "INSERT INTO safeguard (conversation, contribution, number, step, slot, staff, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery of_query = {
    "safeguard of",
    "SELECT contribution, number, step, slot, staff, note FROM safeguard WHERE conversation = ? AND contribution = ?"
    " ORDER BY number",
    &row_type,
};
static const DbQuery each_query = {
    "safeguard each",
    "SELECT contribution, number, step, slot, staff, note FROM safeguard WHERE conversation = ? ORDER BY contribution, number",
    &row_type,
};
static const DbQuery before_query = {
    "safeguard before",
    "SELECT contribution, number, step, slot, staff, note FROM safeguard WHERE conversation = ? AND number = 1 AND slot < ?",
    &row_type,
};

#define ABOUT(scope, contribution) DB_ID(&(scope)->conversation), DB_ID(contribution)

bool
safeguard_add(const Scope *scope, const SafeguardRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->number), DB_INT(row->step), DB_INT(row->slot),
                            DB_INT(row->staff), DB_TEXT(row->note)),
                  error);
}

bool
safeguard_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
safeguard_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
safeguard_count_before(const Scope *scope, int64_t slot, int64_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(scope->db, &before_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), &rows, error))
        return false;
    *ret_n = (int64_t)rows.n;
    return true;
}
