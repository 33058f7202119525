#include "db/db_sqlite.h"
#include <string.h>

#define FIRST_ROWS 16

/* ---- one row ---- */

static void
clear_row(const DbRowType *type, char *row)
{
    for (size_t i = 0; i < type->n_columns; i++) {
        void *field = row + type->columns[i].offset;

        switch (type->columns[i].type) {
        case DB_OUT_TEXT:
        case DB_OUT_TEXT_OR_NULL:
            g_clear_pointer((char **)field, g_free);
            break;
        case DB_OUT_BYTES:
        case DB_OUT_BYTES_OR_NULL:
            g_clear_pointer(&((DbBytes *)field)->bytes, g_free);
            break;
        case DB_OUT_I64:
        case DB_OUT_ID:
        case DB_OUT_ID_OR_ZERO:
            break;
        }
    }
}

static bool
read_i64(sqlite3_stmt *handle, int at, int64_t *ret_value)
{
    if (sqlite3_column_type(handle, at) != SQLITE_INTEGER)
        return false;
    *ret_value = sqlite3_column_int64(handle, at);
    return true;
}

/* A text with a NUL inside would be cut short silently: it counts as damaged. */
static bool
read_text(sqlite3_stmt *handle, int at, char **ret_text)
{
    if (sqlite3_column_type(handle, at) != SQLITE_TEXT)
        return false;

    const char *text = (const char *)sqlite3_column_text(handle, at);
    size_t length = (size_t)sqlite3_column_bytes(handle, at);
    if (!text || strlen(text) != length)
        return false;
    *ret_text = g_strndup(text, length);
    return true;
}

/* A NUL follows the bytes, so that an empty blob is not a NULL pointer. */
static bool
read_bytes(sqlite3_stmt *handle, int at, DbBytes *ret_bytes)
{
    if (sqlite3_column_type(handle, at) != SQLITE_BLOB)
        return false;

    const void *bytes = sqlite3_column_blob(handle, at);
    size_t length = (size_t)sqlite3_column_bytes(handle, at);
    uint8_t *copy = g_malloc(length + 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = 0;
    *ret_bytes = (DbBytes){ copy, length };
    return true;
}

static bool
read_id(sqlite3_stmt *handle, int at, Id *ret_id)
{
    if (sqlite3_column_type(handle, at) != SQLITE_BLOB ||
        sqlite3_column_bytes(handle, at) != (int)sizeof ret_id->bytes)
        return false;
    memcpy(ret_id->bytes, sqlite3_column_blob(handle, at), sizeof ret_id->bytes);
    return true;
}

/* The field is zeroed, which says NULL where that is allowed. */
static bool
read_column(sqlite3_stmt *handle, int at, DbOutType type, void *field)
{
    bool is_null = sqlite3_column_type(handle, at) == SQLITE_NULL;

    switch (type) {
    case DB_OUT_I64:
        return read_i64(handle, at, field);
    case DB_OUT_TEXT_OR_NULL:
        return is_null || read_text(handle, at, field);
    case DB_OUT_TEXT:
        return read_text(handle, at, field);
    case DB_OUT_BYTES_OR_NULL:
        return is_null || read_bytes(handle, at, field);
    case DB_OUT_BYTES:
        return read_bytes(handle, at, field);
    case DB_OUT_ID_OR_ZERO:
        return is_null || read_id(handle, at, field);
    case DB_OUT_ID:
        return read_id(handle, at, field);
    }
    g_assert_not_reached();
}

static bool
read_row(const Statement *statement, const DbQuery *query, char *row, GError **error)
{
    const DbRowType *type = query->row;

    memset(row, 0, type->size);
    for (size_t i = 0; i < type->n_columns; i++) {
        const DbColumn *column = &type->columns[i];

        if (!read_column(statement->handle, statement->column_at[i], column->type, row + column->offset)) {
            clear_row(type, row);
            return error_set(error, ERROR_CORRUPT, "%s: column %s is not of its type", query->name,
                             column->name);
        }
    }
    return true;
}

/* ---- columns by name ---- */

static int
column_named(sqlite3_stmt *handle, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(handle); i++)
        if (strcmp(sqlite3_column_name(handle, i), name) == 0)
            return i;
    return -1;
}

/* After the first step, and again where SQLite has prepared the statement anew. */
static bool
find_columns(Statement *statement, const DbQuery *query, GError **error)
{
    int prepared = sqlite3_stmt_status(statement->handle, SQLITE_STMTSTATUS_REPREPARE, 0);

    if (statement->column_at && statement->prepared == prepared)
        return true;

    g_autofree int *at = g_new0(int, query->row->n_columns);
    for (size_t i = 0; i < query->row->n_columns; i++) {
        at[i] = column_named(statement->handle, query->row->columns[i].name);
        if (at[i] < 0)
            return error_set(error, ERROR_CORRUPT, "%s: no column %s", query->name,
                             query->row->columns[i].name);
    }
    g_free(statement->column_at);
    statement->column_at = g_steal_pointer(&at);
    statement->prepared = prepared;
    return true;
}

/* The next row into `row`. */
static bool
next_row(Db *db, Statement *statement, const DbQuery *query, char *row, bool *ret_more, GError **error)
{
    int rc = sqlite3_step(statement->handle);

    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return sqlite_fail(db, rc, query->name, error);
    if (rc == SQLITE_ROW && !(find_columns(statement, query, error) && read_row(statement, query, row, error)))
        return false;
    *ret_more = rc == SQLITE_ROW;
    return true;
}

static bool
has_rows(const DbQuery *query, GError **error)
{
    return query->row || error_set(error, ERROR_INTERNAL, "%s: has no row type", query->name);
}

/* ---- all rows ---- */

void
db_rows_clear(DbRows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        clear_row(rows->type, (char *)rows->items + i * rows->type->size);
    g_free(rows->items);
    *rows = DB_ROWS_NONE;
}

bool
db_select(Db *db, const DbQuery *query, const DbValue *params, size_t n_params, DbRows *ret_rows,
          GError **error)
{
    g_autoptr(Statement) statement = statement_take(db, query, params, n_params, error);
    g_auto(DbRows) rows = { NULL, 0, query->row };
    size_t room = 0;

    if (!statement || !has_rows(query, error))
        return false;
    for (bool more = true; more; rows.n += more) {
        if (rows.n == room) {
            room = room ? 2 * room : FIRST_ROWS;
            rows.items = g_realloc_n(rows.items, room, query->row->size);
        }
        if (!next_row(db, statement, query, (char *)rows.items + rows.n * query->row->size, &more, error))
            return false;
    }
    *ret_rows = rows;
    rows = DB_ROWS_NONE;
    return true;
}

/* ---- row by row ---- */

bool
db_each(Db *db, const DbQuery *query, const DbValue *params, size_t n_params, DbEach each, void *data,
        GError **error)
{
    g_autoptr(Statement) statement = statement_take(db, query, params, n_params, error);

    if (!statement || !has_rows(query, error))
        return false;

    g_autofree char *row = g_malloc(query->row->size);
    for (bool more = true; more;) {
        if (!next_row(db, statement, query, row, &more, error))
            return false;
        if (more) {
            more = each(row, data);
            clear_row(query->row, row);
        }
    }
    return true;
}
