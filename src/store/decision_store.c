#include "store/decision_store.h"

static const DbColumn columns[] = {
    DB_COL_I64(DecisionRow, theme), DB_COL_I64(DecisionRow, number), DB_COL_I64(DecisionRow, staff), DB_COL_TEXT(DecisionRow, text),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(DecisionRow) };

static const DbQuery add_query = {
    "decision add", "INSERT INTO decision (conversation, theme, number, staff, text) VALUES (?, ?, ?, ?, ?)", NULL,
};
static const DbQuery all_query = {
    "decision all", "SELECT theme, number, staff, text FROM decision WHERE conversation = ? ORDER BY theme, number", &row_type,
};

bool
decision_add(Db *db, const Id *conversation, const DecisionRow *row, GError **error)
{
    return db_run(db, &add_query,
                  DB_PARAMS(DB_ID(conversation), DB_INT(row->theme), DB_INT(row->number), DB_INT(row->staff), DB_TEXT(row->text)),
                  error);
}

bool
decision_all(Db *db, const Id *conversation, DbRows *ret_rows, GError **error)
{
    return db_select(db, &all_query, DB_PARAMS(DB_ID(conversation)), ret_rows, error);
}
