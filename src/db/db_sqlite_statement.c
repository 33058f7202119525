#include "db/db_sqlite.h"

void
statement_free(Statement *statement)
{
    if (!statement)
        return;
    (void)sqlite3_finalize(statement->handle);
    g_free(statement->column_at);
    g_free(statement);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

static Statement *
prepare(Db *db, const DbQuery *query, bool cached, GError **error)
{
    g_autoptr(sqlite3_stmt) handle = NULL;
    int rc = sqlite3_prepare_v3(db->handle, query->sql, -1, cached ? SQLITE_PREPARE_PERSISTENT : 0, &handle,
                                NULL);

    if (rc != SQLITE_OK) {
        /* Nothing is bound yet: the text speaks of our own SQL only. */
        g_autofree char *doing = g_strdup_printf("%s: %s", query->name, sqlite3_errmsg(db->handle));
        sqlite_fail(db, rc, doing, error);
        return NULL;
    }
    Statement *statement = g_new0(Statement, 1);
    statement->handle = g_steal_pointer(&handle);
    statement->cached = cached;
    return statement;
}

/* A query that runs inside its own db_each() gets a second statement, not kept. */
static Statement *
find(Db *db, const DbQuery *query, GError **error)
{
    Statement *statement = g_hash_table_lookup(db->statements, query);

    if (statement && statement->busy)
        return prepare(db, query, false, error);
    if (!statement) {
        statement = prepare(db, query, true, error);
        if (statement)
            g_hash_table_insert(db->statements, (void *)query, statement);
    }
    return statement;
}

static int
bind(sqlite3_stmt *handle, int at, const DbValue *value)
{
    switch (value->type) {
    case DB_IN_NULL:
        return sqlite3_bind_null(handle, at);
    case DB_IN_I64:
        return sqlite3_bind_int64(handle, at, value->i64);
    case DB_IN_TEXT:
        return sqlite3_bind_text(handle, at, value->text, -1, SQLITE_STATIC);
    case DB_IN_BLOB:
        return sqlite3_bind_blob64(handle, at, value->blob.bytes, value->blob.length, SQLITE_STATIC);
    }
    g_assert_not_reached();
}

Statement *
statement_take(Db *db, const DbQuery *query, const DbValue *params, size_t n_params, GError **error)
{
    /* Without this, what follows a transaction that SQLite undid would be kept piece by piece. */
    if (db_txn_undone(db)) {
        error_set(error, db->undone_by, "%s: not run, the transaction has failed before", query->name);
        return NULL;
    }

    g_autoptr(Statement) statement = find(db, query, error);
    if (!statement)
        return NULL;
    statement->busy = true;
    if ((size_t)sqlite3_bind_parameter_count(statement->handle) != n_params) {
        error_set(error, ERROR_INTERNAL, "%s: %zu values for %d places", query->name, n_params,
                  sqlite3_bind_parameter_count(statement->handle));
        return NULL;
    }
    for (size_t i = 0; i < n_params; i++) {
        int rc = bind(statement->handle, (int)i + 1, &params[i]);

        if (rc != SQLITE_OK) {
            sqlite_fail(db, rc, query->name, error);
            return NULL;
        }
    }
    return g_steal_pointer(&statement);
}

void
statement_give_back(Statement *statement)
{
    if (!statement)
        return;
    (void)sqlite3_reset(statement->handle);
    (void)sqlite3_clear_bindings(statement->handle);
    statement->busy = false;
    if (!statement->cached)
        statement_free(statement);
}

bool
db_run(Db *db, const DbQuery *query, const DbValue *params, size_t n_params, GError **error)
{
    g_autoptr(Statement) statement = statement_take(db, query, params, n_params, error);
    int rc;

    if (!statement)
        return false;
    while ((rc = sqlite3_step(statement->handle)) == SQLITE_ROW)
        continue;
    return rc == SQLITE_DONE || sqlite_fail(db, rc, query->name, error);
}

int64_t
db_changes(Db *db)
{
    return sqlite3_changes64(db->handle);
}
