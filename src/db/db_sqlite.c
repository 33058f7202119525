#include "db/db_sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SCHEME          "sqlite://"
#define BUSY_MS         5000
#define CACHE_KIB       "8000"
#define LOG_KEPT_BYTES  "67108864"     /* a longer write-ahead log is cut when it starts again */

/* Once per process, before the first connection. */
static void
set_up_library(void)
{
    static gsize done;

    if (!g_once_init_enter(&done))
        return;
    (void)sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    /* The journal of a savepoint must not spill to a file outside the data folder: the
     * sandbox has none, and what is in it is private. */
    (void)sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
    g_once_init_leave(&done, 1);
}

static ErrorKind
kind_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
        return ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERROR_CORRUPT;
    case SQLITE_CANTOPEN:
        return ERROR_UNAVAILABLE;
    default:
        return ERROR_INTERNAL;
    }
}

bool
sqlite_fail(Db *db, int rc, const char *doing, GError **error)
{
    g_autofree char *file = g_path_get_basename(db->path);
    ErrorKind kind = kind_of(rc);

    if (db_txn_undone(db))
        db->undone_by = kind;
    return error_set(error, kind, "%s: %s: %s (%d)", file, doing, sqlite3_errstr(rc), rc);
}

bool
sqlite_script(Db *db, const char *doing, const char *sql, GError **error)
{
    char *text = NULL;
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, &text);

    if (rc == SQLITE_OK)
        return true;
    /* The text names tables and words of our own SQL, so it may be shown. */
    g_autofree char *more = g_strdup_printf("%s: %s", doing, text ? text : "no reason given");
    sqlite3_free(text);
    return sqlite_fail(db, rc, more, error);
}

/* SQLite would make the file readable for everybody. O_EXCL: a file that is there already
 * is not opened, for closing it would drop the locks of this process's other connections. */
static bool
create_file(const char *path, GError **error)
{
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0)
        return close(fd) == 0 || error_set(error, ERROR_FULL, "%s: %s", path, g_strerror(errno));
    if (errno == EEXIST)
        return true;
    return error_set(error, errno == ENOSPC || errno == EROFS ? ERROR_FULL : ERROR_UNAVAILABLE,
                     "%s: %s", path, g_strerror(errno));
}

static bool
set_up_connection(Db *db, GError **error)
{
    int keep = 1;

    (void)sqlite3_extended_result_codes(db->handle, 1);
    (void)sqlite3_busy_timeout(db->handle, BUSY_MS);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* Temporary tables, sorting and VACUUM stay in memory, see set_up_library(). */
    if (!sqlite_script(db, "setting up",
                       "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
                       "PRAGMA cache_size = -" CACHE_KIB,
                       error))
        return false;
    if (db->mode == DB_READ_ONLY)
        return sqlite_script(db, "setting up for reading", "PRAGMA query_only = ON", error);
    /* A reader that may not make files finds the log and its index in place. */
    (void)sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    return sqlite_script(db, "setting up for writing",
                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                         "PRAGMA journal_size_limit = " LOG_KEPT_BYTES,
                         error);
}

Db *
db_open(const char *uri, DbMode mode, GError **error)
{
    int flags = SQLITE_OPEN_NOMUTEX | (mode == DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);

    if (!g_str_has_prefix(uri, SCHEME "/")) {
        error_set(error, ERROR_INPUT, "A store must be given as " SCHEME "/PATH, with a path that begins with /");
        return NULL;
    }
    set_up_library();

    g_autoptr(Db) db = g_new0(Db, 1);
    db->path = g_strdup(uri + strlen(SCHEME));
    db->mode = mode;
    db->statements = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)statement_free);
    if (mode == DB_CREATE && !create_file(db->path, error))
        return NULL;

    int rc = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    if (rc != SQLITE_OK) {
        g_autofree char *doing = g_strdup_printf("opening %s", db->path);
        sqlite_fail(db, rc, doing, error);
        return NULL;
    }
    return set_up_connection(db, error) ? g_steal_pointer(&db) : NULL;
}

void
db_free(Db *db)
{
    if (!db)
        return;
    g_hash_table_unref(db->statements);
    if (sqlite3_close(db->handle) != SQLITE_OK)
        g_assert_not_reached();            /* a statement that was not given back */
    g_free(db->path);
    g_free(db);
}
