#include "store/sanction_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(SanctionRow, contribution), DB_COL_I64(SanctionRow, number), DB_COL_I64(SanctionRow, hours),
    DB_COL_I64(SanctionRow, slot),        DB_COL_I64(SanctionRow, until),  DB_COL_I64(SanctionRow, ended),
    DB_COL_I64(SanctionRow, reason),      DB_COL_I64(SanctionRow, staff),  DB_COL_TEXT(SanctionRow, note),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(SanctionRow) };

static const DbColumn count_columns[] = { DB_COL_I64(SanctionCount, pause), DB_COL_I64(SanctionCount, reason),
                                            DB_COL_I64(SanctionCount, n) };
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(SanctionCount) };

static const DbQuery add_query = {
    "sanction add",
    "INSERT INTO sanction (conversation, contribution, number, hours, slot, until, ended, reason, note, "
    "staff)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
    NULL,
};
static const DbQuery end_query = {
    "sanction end",
    "UPDATE sanction SET ended = ? WHERE conversation = ? AND contribution = ? AND number = ?",
    NULL,
};
static const DbQuery of_query = {
    "sanction of",
    "SELECT contribution, number, hours, slot, until, ended, reason, staff, note FROM sanction"
    " WHERE conversation = ? AND contribution = ? ORDER BY number",
    &row_type,
};
static const DbQuery each_query = {
    "sanction each",
    "SELECT contribution, number, hours, slot, until, ended, reason, staff, note FROM sanction"
    " WHERE conversation = ? AND ended = 0 AND until > ?",
    &row_type,
};
static const DbQuery counts_query = {
    "sanction counts before",
    "SELECT hours = 0 AS pause, reason, count(*) AS n FROM sanction WHERE conversation = ? AND slot < ?"
    " GROUP BY hours = 0, reason",
    &count_type,
};

#define ABOUT(scope, contribution) DB_ID(&(scope)->conversation), DB_ID(contribution)

bool
sanction_add(const Scope *scope, const SanctionRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->number), DB_INT(row->hours),
                            DB_INT(row->slot), DB_INT(row->until), DB_INT(row->reason), DB_TEXT(row->note),
                            DB_INT(row->staff)),
                  error);
}

bool
sanction_end(const Scope *scope, const Id *contribution, int64_t number, int64_t slot, GError **error)
{
    return db_run(scope->db, &end_query, DB_PARAMS(DB_INT(slot), ABOUT(scope, contribution), DB_INT(number)),
                  error);
}

bool
sanction_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
sanction_each(const Scope *scope, int64_t now, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(now)), each, data,
                   error);
}

bool
sanction_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &counts_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), ret_rows,
                     error);
}
