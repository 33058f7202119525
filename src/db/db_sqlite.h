/* What the files of the SQLite driver share. Nobody else includes this. */
#pragma once
#include "db/db.h"
#include <sqlite3.h>

struct Db {
    sqlite3    *handle;
    char       *path;
    GHashTable *statements;    /* const DbQuery * -> Statement *, owned; bounded: queries are static */
    DbMode      mode;
    unsigned    depth;         /* transactions open: 1 is the outer one, above it savepoints */
    ErrorKind   undone_by;     /* why SQLite took back the whole transaction, where it did */
};

/* A prepared statement, with its columns found by name. */
typedef struct {
    sqlite3_stmt *handle;
    int          *column_at;   /* one for each of the query's columns; NULL before the first row */
    int           prepared;    /* SQLite's count of preparations when column_at was made */
    bool          cached, busy;
} Statement;

/* Prepares or finds `query`, binds `params`. The values must live until the statement is given back. */
Statement *statement_take(Db *db, const DbQuery *query, const DbValue *params, size_t n_params,
                          GError **error) MUST_CHECK;
void       statement_give_back(Statement *statement);      /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statement, statement_give_back)
void       statement_free(Statement *statement);

/* Sets *error from SQLite's result code and is false. Never quotes a value. */
bool sqlite_fail(Db *db, int rc, const char *doing, GError **error);

/* Several statements at once, for migrations and settings of the connection. */
bool sqlite_script(Db *db, const char *doing, const char *sql, GError **error) MUST_CHECK;
