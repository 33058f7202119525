#include "store/notice_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(NoticeRow, notice),   DB_COL_I64(NoticeRow, number), DB_COL_I64(NoticeRow, act),      DB_COL_I64(NoticeRow, staff),
    DB_COL_I64(NoticeRow, slot),    DB_COL_I64(NoticeRow, place),  DB_COL_TEXT(NoticeRow, section), DB_COL_TEXT(NoticeRow, text),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(NoticeRow) };

static const DbQuery add_query = {
    "notice add",
    "INSERT INTO notice (conversation, notice, number, act, staff, slot, place, section, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery all_query = {
    "notice all",
    "SELECT notice, number, act, staff, slot, place, section, text FROM notice WHERE conversation = ? ORDER BY notice, number",
    &row_type,
};

typedef struct { int64_t n; } CountRow;
static const DbColumn count_columns[] = { DB_COL_I64(CountRow, n) };
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(CountRow) };
static const DbQuery count_query = {
    "notice count before", "SELECT count(*) AS n FROM notice WHERE conversation = ? AND number = 1 AND slot < ?", &count_type,
};

bool
notice_add(const Scope *scope, const NoticeRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->notice), DB_INT(row->number), DB_INT(row->act),
                            DB_INT(row->staff), DB_INT(row->slot), DB_INT(row->place), DB_TEXT(row->section), DB_TEXT(row->text)),
                  error);
}

bool
notice_all(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &all_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

bool
notice_count_before(const Scope *scope, int64_t slot, int64_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(scope->db, &count_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), &rows, error))
        return false;
    *ret_n = rows.n ? db_rows_at(&rows, CountRow, 0)->n : 0;
    return true;
}
