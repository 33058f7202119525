#include "db/db_sqlite.h"
#include <glib/gstdio.h>

bool
db_checkpoint(Db *db, bool truncate, GError **error)
{
    int rc = sqlite3_wal_checkpoint_v2(db->handle, "main",
                                       truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL,
                                       NULL);

    /* Somebody else is just doing the same. */
    if (!truncate && (rc & 0xff) == SQLITE_BUSY)
        return true;
    return rc == SQLITE_OK || sqlite_fail(db, rc, "copying the log into the database", error);
}

bool
db_vacuum(Db *db, GError **error)
{
    return sqlite_script(db, "tidying up", "VACUUM", error) && db_checkpoint(db, true, error);
}

/* ---- backup ---- */

static bool
copy_into(Db *db, Db *copy, GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy->handle, "main", db->handle, "main");

    if (!backup)
        return sqlite_fail(copy, sqlite3_extended_errcode(copy->handle), "beginning a copy", error);
    /* All pages in one go are one moment of the database; with a log nobody waits for it. */
    (void)sqlite3_backup_step(backup, -1);
    int rc = sqlite3_backup_finish(backup);
    return rc == SQLITE_OK || sqlite_fail(copy, rc, "copying", error);
}

/* The copy is one file, without a log beside it. */
static bool
without_log(Db *copy, GError **error)
{
    int keep = 0;

    (void)sqlite3_file_control(copy->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    return sqlite_script(copy, "making one file", "PRAGMA journal_mode = DELETE", error);
}

static bool
copy_to_file(Db *db, const char *path, GError **error)
{
    g_autofree char *uri = g_strconcat("sqlite://", path, NULL);
    g_autoptr(Db) copy = db_open(uri, DB_CREATE, error);

    /* Before, and again after: the pages that were copied say that there is a log. */
    return copy && without_log(copy, error) && copy_into(db, copy, error) && without_log(copy, error);
}

bool
db_backup(Db *db, const char *path, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return error_set(error, ERROR_REFUSED, "%s: is there already; name a new file", path);
    if (copy_to_file(db, path, error))
        return true;
    (void)g_unlink(path);
    return false;
}

/* ---- verify ---- */

typedef struct { char *integrity_check; } CheckRow;

static const DbColumn check_columns[] = { DB_COL_TEXT(CheckRow, integrity_check) };
static const DbRowType check_row = { check_columns, G_N_ELEMENTS(check_columns), sizeof(CheckRow) };
static const DbQuery query_check = { "checking the file", "PRAGMA integrity_check(1)", &check_row };

typedef struct { char *table, *parent; } OrphanRow;

static const DbColumn orphan_columns[] = {
    DB_COL_TEXT(OrphanRow, table),
    DB_COL_TEXT(OrphanRow, parent),
};
static const DbRowType orphan_row = { orphan_columns, G_N_ELEMENTS(orphan_columns), sizeof(OrphanRow) };
static const DbQuery query_orphans = { "checking references",
                                       "SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check LIMIT 1",
                                       &orphan_row };

static bool
find_fault(Db *db, char **ret_fault, GError **error)
{
    g_auto(DbRows) checks = DB_ROWS_NONE, orphans = DB_ROWS_NONE;

    if (!db_select(db, &query_check, DB_NO_PARAMS, &checks, error))
        return false;
    const char *said = checks.n > 0 ? db_rows_at(&checks, CheckRow, 0)->integrity_check : "nothing";
    if (g_strcmp0(said, "ok") != 0) {
        *ret_fault = g_strdup(said);
        return true;
    }
    if (!db_select(db, &query_orphans, DB_NO_PARAMS, &orphans, error))
        return false;
    if (orphans.n > 0) {
        const OrphanRow *orphan = db_rows_at(&orphans, OrphanRow, 0);
        *ret_fault = g_strdup_printf("a row of %s points to nothing in %s", orphan->table, orphan->parent);
        return true;
    }
    *ret_fault = NULL;
    return true;
}

bool
db_verify(Db *db, char **ret_fault, GError **error)
{
    g_autoptr(GError) local = NULL;

    if (find_fault(db, ret_fault, &local))
        return true;
    /* Too damaged to be checked is an answer, too. */
    if (g_error_matches(local, ERROR_DOMAIN, ERROR_CORRUPT)) {
        *ret_fault = g_strdup(local->message);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&local));
    return false;
}
