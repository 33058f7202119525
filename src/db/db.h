/* A narrow face over one database connection.  Driver: SQLite (db_sqlite*.c); the
 * interface names nothing of SQLite's, so that PostgreSQL can stand behind it.
 *
 * Where the machine fails inside a transaction (disk full, input/output), SQLite takes
 * back all of it: every later statement of that transaction then fails with the same
 * kind of error until its outermost DbTxn is cleared.
 *
 * A broken constraint is ERROR_INTERNAL: where a clash is an ordinary outcome, write
 * ON CONFLICT DO NOTHING and look at db_changes(). */
#pragma once
#include "base/error.h"
#include "base/ids.h"
#include <stddef.h>

/* One open connection.  Used by one thread at a time.  Text and blobs handed out by a
 * row belong to the row, so rows may outlive the Db. */
typedef struct Db Db;

typedef enum { DB_READ_ONLY, DB_READ_WRITE, DB_CREATE } DbMode;

/* `uri` is "sqlite:///absolute/path" (WAL, synchronous=FULL, foreign keys on, deleted
 * content overwritten, nothing temporary outside memory). DB_CREATE makes the file
 * (0600) where it is missing. Reading and backup never hold up the writer. */
Db  *db_open(const char *uri, DbMode mode, GError **error) MUST_CHECK;
void db_free(Db *db);                         /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Db, db_free)

/* ---- transactions: rolled back on scope exit unless committed; they nest (savepoints) ---- */

typedef struct { Db *open_on; unsigned depth; } DbTxn;
#define DB_TXN_NONE ((DbTxn){ NULL, 0 })

bool db_txn_begin(Db *db, DbTxn *txn, GError **error) MUST_CHECK;
bool db_txn_commit(DbTxn *txn, GError **error) MUST_CHECK;
void db_txn_clear(DbTxn *txn);
/* True: the machine has taken back the open transaction, see the top. */
bool db_txn_undone(const Db *db);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DbTxn, db_txn_clear)

/* ---- values going in ---- */

typedef enum { DB_IN_NULL, DB_IN_I64, DB_IN_TEXT, DB_IN_BLOB } DbInType;

typedef struct {
    DbInType type;
    union {
        int64_t i64;
        const char *text;
        struct { const void *bytes; size_t length; } blob;
    };
} DbValue;

#define DB_INT(x)          ((DbValue){ .type = DB_IN_I64,  .i64 = (x) })
#define DB_TEXT(x)         ((DbValue){ .type = DB_IN_TEXT, .text = (x) })      /* NULL binds NULL */
/* A NULL pointer binds NULL; any other with n 0 the empty blob. */
#define DB_BLOB(at, n)     ((DbValue){ .type = DB_IN_BLOB, .blob = { (at), (n) } })
#define DB_ID(id)          DB_BLOB((id)->bytes, sizeof(Id))                    /* id: const Id * */
#define DB_NULL            ((DbValue){ .type = DB_IN_NULL })
/* NULL for an id that is zero; read back by DB_COL_ID_OR_ZERO. */
#define DB_ID_OR_NULL(id)  (id_is_zero(id) ? DB_NULL : DB_ID(id))

/* ---- rows coming out: a struct described by its columns ---- */

/* A blob of any length; `bytes` belongs to the row, has a NUL after its end, and is NULL
 * for a NULL only. */
typedef struct { uint8_t *bytes; size_t length; } DbBytes;

typedef enum { DB_OUT_I64, DB_OUT_TEXT, DB_OUT_TEXT_OR_NULL, DB_OUT_BYTES, DB_OUT_BYTES_OR_NULL,
               DB_OUT_ID, DB_OUT_ID_OR_ZERO } DbOutType;

typedef struct {
    const char *name;          /* column name, equal to the field's name */
    DbOutType   type;
    size_t      offset;
} DbColumn;

/* Refuses to compile when the field is not of the C type the column needs. */
#define DB_COLUMN(row, field, kind, ctype)                                        \
    { #field, kind,                                                               \
      offsetof(row, field)                                                        \
        + 0 * sizeof(char[__builtin_types_compatible_p(                           \
                  __typeof__(((row *)0)->field), ctype) ? 1 : -1]) }
#define DB_COL_I64(row, field)           DB_COLUMN(row, field, DB_OUT_I64, int64_t)
#define DB_COL_TEXT(row, field)          DB_COLUMN(row, field, DB_OUT_TEXT, char *)
#define DB_COL_TEXT_OR_NULL(row, field)  DB_COLUMN(row, field, DB_OUT_TEXT_OR_NULL, char *)
#define DB_COL_BYTES(row, field)         DB_COLUMN(row, field, DB_OUT_BYTES, DbBytes)
#define DB_COL_BYTES_OR_NULL(row, field) DB_COLUMN(row, field, DB_OUT_BYTES_OR_NULL, DbBytes)
#define DB_COL_ID(row, field)            DB_COLUMN(row, field, DB_OUT_ID, Id)
#define DB_COL_ID_OR_ZERO(row, field)    DB_COLUMN(row, field, DB_OUT_ID_OR_ZERO, Id)   /* NULL reads as zero */

/* Text and blob fields are freed by the column table, so most rows need no clear. */
typedef struct {
    const DbColumn *columns;
    size_t          n_columns;
    size_t          size;      /* of the struct */
} DbRowType;

/* A statement, fixed at build time: always `static const`, found in the connection's
 * cache of prepared statements by its address. `row` is NULL where nothing is returned. */
typedef struct { const char *name, *sql; const DbRowType *row; } DbQuery;

/* Rows of a SELECT: n structs side by side, freed as a whole. */
typedef struct { void *items; size_t n; const DbRowType *type; } DbRows;
#define DB_ROWS_NONE ((DbRows){ NULL, 0, NULL })
void db_rows_clear(DbRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DbRows, db_rows_clear)
#define db_rows_at(rows, type, i) (&((type *)(rows)->items)[i])

/* Columns are found by name: one that is missing, NULL where it may not be, or of
 * another type is ERROR_CORRUPT naming the query.  *ret_rows is left alone on failure.
 * Disk full or read-only is ERROR_FULL, locked ERROR_BUSY. */
bool db_select(Db *db, const DbQuery *query, const DbValue *params, size_t n_params,
               DbRows *ret_rows, GError **error) MUST_CHECK;
/* Row by row, for what doesn't fit in memory; `each` false stops. The row is cleared after the call. */
typedef bool (*DbEach)(const void *row, void *data);
bool db_each(Db *db, const DbQuery *query, const DbValue *params, size_t n_params,
             DbEach each, void *data, GError **error) MUST_CHECK;
bool db_run(Db *db, const DbQuery *query, const DbValue *params, size_t n_params, GError **error) MUST_CHECK;
/* Rows changed by the last db_run. */
int64_t db_changes(Db *db);

#define DB_PARAMS(...)                                                   \
    ((const DbValue[]){ __VA_ARGS__ }),                                  \
    (sizeof((const DbValue[]){ __VA_ARGS__ }) / sizeof(DbValue))
#define DB_NO_PARAMS NULL, 0

/* Housekeeping, outside a transaction. */
/* Copies the log into the database, as far as nobody is held up; with `truncate` all of
 * it, and cuts the log to nothing (ERROR_BUSY: a reader would not end). */
bool db_checkpoint(Db *db, bool truncate, GError **error) MUST_CHECK;
bool db_vacuum(Db *db, GError **error) MUST_CHECK;              /* and truncates the log */
/* One moment of the database in one new file (0600); ERROR_REFUSED where `path` exists.
 * Give it a connection of its own where somebody writes meanwhile. */
bool db_backup(Db *db, const char *path, GError **error) MUST_CHECK;
bool db_verify(Db *db, char **ret_fault, GError **error) MUST_CHECK;   /* *ret_fault NULL: all well */
