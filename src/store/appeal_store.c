#include "store/appeal_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(AppealRow, contribution), DB_COL_I64(AppealRow, sanction), DB_COL_I64(AppealRow, number),
    DB_COL_I64(AppealRow, slot),        DB_COL_I64(AppealRow, outcome),  DB_COL_I64(AppealRow, staff),
    DB_COL_I64(AppealRow, decided),     DB_COL_TEXT(AppealRow, text),    DB_COL_TEXT(AppealRow, answer),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(AppealRow) };

static const DbColumn count_columns[] = { DB_COL_I64(AppealCount, outcome), DB_COL_I64(AppealCount, n) };
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(AppealCount) };

static const DbQuery add_query = {
    "appeal add",
    "INSERT INTO appeal (conversation, contribution, sanction, number, slot, text, outcome, answer, staff, decided)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, '', 0, 0)",
    NULL,
};
static const DbQuery close_query = {
    "appeal close",
    "UPDATE appeal SET outcome = ?, answer = ?, staff = ?, decided = ?"
    " WHERE conversation = ? AND contribution = ? AND sanction = ? AND number = ?",
    NULL,
};
static const DbQuery of_query = {
    "appeal of",
    "SELECT contribution, sanction, number, slot, outcome, staff, decided, text, answer FROM appeal"
    " WHERE conversation = ? AND contribution = ? ORDER BY slot, sanction, number",
    &row_type,
};
static const DbQuery open_query = {
    "appeal each open",
    "SELECT contribution, sanction, number, slot, outcome, staff, decided, text, answer FROM appeal"
    " WHERE conversation = ? AND outcome = 0",
    &row_type,
};
static const DbQuery counts_query = {
    "appeal counts before",
    "SELECT outcome, count(*) AS n FROM appeal WHERE conversation = ? AND outcome > 0 AND decided < ? GROUP BY outcome",
    &count_type,
};

#define ABOUT(scope, contribution) DB_ID(&(scope)->conversation), DB_ID(contribution)

bool
appeal_add(const Scope *scope, const AppealRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->sanction), DB_INT(row->number), DB_INT(row->slot),
                            DB_TEXT(row->text)),
                  error);
}

bool
appeal_close(const Scope *scope, const AppealRow *row, GError **error)
{
    return db_run(scope->db, &close_query,
                  DB_PARAMS(DB_INT(row->outcome), DB_TEXT(row->answer), DB_INT(row->staff), DB_INT(row->decided),
                            ABOUT(scope, &row->contribution), DB_INT(row->sanction), DB_INT(row->number)),
                  error);
}

bool
appeal_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
appeal_each_open(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &open_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
appeal_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &counts_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), ret_rows, error);
}
