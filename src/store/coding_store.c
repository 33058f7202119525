#include "store/coding_store.h"

static const DbColumn code_columns[] = {
    DB_COL_ID(CodeRow, code),         DB_COL_ID_OR_ZERO(CodeRow, parent), DB_COL_TEXT(CodeRow, name),
    DB_COL_TEXT(CodeRow, definition), DB_COL_I64(CodeRow, version),       DB_COL_I64(CodeRow, retired),
};
static const DbRowType code_type = { code_columns, G_N_ELEMENTS(code_columns), sizeof(CodeRow) };

static const DbColumn history_columns[] = {
    DB_COL_I64(CodeHistoryRow, version), DB_COL_ID(CodeHistoryRow, code),
    DB_COL_I64(CodeHistoryRow, staff),   DB_COL_I64(CodeHistoryRow, act),
    DB_COL_TEXT(CodeHistoryRow, name),   DB_COL_TEXT(CodeHistoryRow, definition),
    DB_COL_ID_OR_ZERO(CodeHistoryRow, parent),
};
static const DbRowType history_type = { history_columns, G_N_ELEMENTS(history_columns), sizeof(CodeHistoryRow) };

static const DbColumn coding_columns[] = {
    DB_COL_ID(CodingRow, contribution), DB_COL_ID(CodingRow, code),      DB_COL_I64(CodingRow, staff),
    DB_COL_I64(CodingRow, span_start),  DB_COL_I64(CodingRow, span_end), DB_COL_I64(CodingRow, version),
};
static const DbRowType coding_type = { coding_columns, G_N_ELEMENTS(coding_columns), sizeof(CodingRow) };

typedef struct { char *undo; } UndoRow;
static const DbColumn undo_columns[] = { DB_COL_TEXT(UndoRow, undo) };
static const DbRowType undo_type = { undo_columns, G_N_ELEMENTS(undo_columns), sizeof(UndoRow) };

static const DbColumn read_columns[] = { DB_COL_ID(ReadRow, contribution), DB_COL_I64(ReadRow, staff) };
static const DbRowType read_type = { read_columns, G_N_ELEMENTS(read_columns), sizeof(ReadRow) };

static const DbQuery code_put_query = {
    "code put",
    "INSERT OR REPLACE INTO code (conversation, code, parent, name, definition, version, retired)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery code_each_query = {
    "code each", "SELECT code, parent, name, definition, version, retired FROM code WHERE conversation = ?", &code_type,
};
static const DbQuery history_add_query = {
    "code history add",
    "INSERT INTO code_history (conversation, version, code, staff, act, parent, name, definition)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery history_latest_query = {
    "code history latest",
    "SELECT version, code, staff, act, parent, name, definition FROM code_history WHERE conversation = ?"
    " ORDER BY version DESC LIMIT ?",
    &history_type,
};
static const DbQuery undo_put_query = {
    "code undo put", "INSERT OR REPLACE INTO code_undo (conversation, code, undo) VALUES (?, ?, ?)", NULL,
};
static const DbQuery undo_get_query = {
    "code undo get", "SELECT undo FROM code_undo WHERE conversation = ? AND code = ?", &undo_type,
};
static const DbQuery coding_add_query = {
    "coding add",
    "INSERT INTO coding (conversation, contribution, staff, code, span_start, span_end, version)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery coding_clear_query = {
    "coding clear", "DELETE FROM coding WHERE conversation = ? AND contribution = ? AND staff = ?", NULL,
};
static const DbQuery coding_each_query = {
    "coding each",
    "SELECT contribution, code, staff, span_start, span_end, version FROM coding WHERE conversation = ?", &coding_type,
};
static const DbQuery read_put_query = {
    "read mark put", "INSERT OR REPLACE INTO read_mark (conversation, contribution, staff) VALUES (?, ?, ?)", NULL,
};
static const DbQuery read_clear_query = {
    "read mark clear", "DELETE FROM read_mark WHERE conversation = ? AND contribution = ? AND staff = ?", NULL,
};
static const DbQuery read_each_query = {
    "read mark each", "SELECT contribution, staff FROM read_mark WHERE conversation = ?", &read_type,
};

bool
code_put(const Scope *scope, const CodeRow *row, GError **error)
{
    return db_run(scope->db, &code_put_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->code), DB_ID_OR_NULL(&row->parent),
                            DB_TEXT(row->name), DB_TEXT(row->definition), DB_INT(row->version), DB_INT(row->retired)),
                  error);
}

bool
code_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &code_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
code_history_add(const Scope *scope, const CodeHistoryRow *row, GError **error)
{
    return db_run(scope->db, &history_add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_INT(row->version), DB_ID(&row->code), DB_INT(row->staff),
                            DB_INT(row->act), DB_ID_OR_NULL(&row->parent), DB_TEXT(row->name), DB_TEXT(row->definition)),
                  error);
}

bool
code_history_latest(const Scope *scope, size_t limit, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &history_latest_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT((int64_t)limit)),
                     ret_rows, error);
}

bool
code_undo_put(const Scope *scope, const Id *code, const char *undo, GError **error)
{
    return db_run(scope->db, &undo_put_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(code), DB_TEXT(undo)), error);
}

bool
code_undo_get(const Scope *scope, const Id *code, char **ret_undo, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(scope->db, &undo_get_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(code)), &rows, error))
        return false;
    *ret_undo = rows.n > 0 ? g_steal_pointer(&db_rows_at(&rows, UndoRow, 0)->undo) : NULL;
    return true;
}

bool
coding_add(const Scope *scope, const CodingRow *row, GError **error)
{
    return db_run(scope->db, &coding_add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->staff), DB_ID(&row->code),
                            DB_INT(row->span_start), DB_INT(row->span_end), DB_INT(row->version)),
                  error);
}

bool
coding_clear(const Scope *scope, const Id *contribution, int64_t staff, GError **error)
{
    return db_run(scope->db, &coding_clear_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(contribution), DB_INT(staff)), error);
}

bool
coding_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &coding_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
read_mark_put(const Scope *scope, const ReadRow *row, GError **error)
{
    return db_run(scope->db, &read_put_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->staff)), error);
}

bool
read_mark_clear(const Scope *scope, const ReadRow *row, GError **error)
{
    return db_run(scope->db, &read_clear_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->staff)), error);
}

bool
read_mark_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &read_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}
