#include "store/coded_store.h"

static const DbColumn code_columns[] = {
    DB_COL_ID(CodedCodeRow, code),         DB_COL_ID_OR_ZERO(CodedCodeRow, parent), DB_COL_TEXT(CodedCodeRow, name),
    DB_COL_TEXT(CodedCodeRow, definition), DB_COL_I64(CodedCodeRow, version),       DB_COL_I64(CodedCodeRow, retired),
};
static const DbRowType code_type = { code_columns, G_N_ELEMENTS(code_columns), sizeof(CodedCodeRow) };

static const DbColumn coding_columns[] = {
    DB_COL_ID(CodedRow, contribution), DB_COL_ID(CodedRow, code),       DB_COL_I64(CodedRow, staff),
    DB_COL_I64(CodedRow, span_start),  DB_COL_I64(CodedRow, span_end),
};
static const DbRowType coding_type = { coding_columns, G_N_ELEMENTS(coding_columns), sizeof(CodedRow) };

static const DbColumn read_columns[] = { DB_COL_ID(CodedReadRow, contribution), DB_COL_I64(CodedReadRow, staff) };
static const DbRowType read_type = { read_columns, G_N_ELEMENTS(read_columns), sizeof(CodedReadRow) };

static const DbQuery codes_query = {
    "coded codes",
    "SELECT code, parent, name, definition, version, retired FROM code WHERE conversation = ? ORDER BY name, code",
    &code_type,
};
static const DbQuery codings_query = {
    "coded codings", "SELECT contribution, code, staff, span_start, span_end FROM coding WHERE conversation = ?", &coding_type,
};
static const DbQuery read_query = {
    "coded read marks", "SELECT contribution, staff FROM read_mark WHERE conversation = ?", &read_type,
};

bool
coded_codes(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &codes_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

bool
coded_codings(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &codings_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

bool
coded_read_marks(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &read_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}
