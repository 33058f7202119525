#include "db/db_sqlite.h"

/* Savepoints of one name nest: the innermost is meant. */
static const DbQuery query_begin = { "beginning to write", "BEGIN IMMEDIATE", NULL };
static const DbQuery query_begin_reading = { "beginning to read", "BEGIN", NULL };
static const DbQuery query_commit = { "committing", "COMMIT", NULL };
static const DbQuery query_rollback = { "rolling back", "ROLLBACK", NULL };
static const DbQuery query_savepoint = { "beginning a part", "SAVEPOINT part", NULL };
static const DbQuery query_release = { "ending a part", "RELEASE part", NULL };
static const DbQuery query_rollback_part = { "rolling back a part", "ROLLBACK TO part", NULL };

bool
db_txn_undone(const Db *db)
{
    return db->depth > 0 && sqlite3_get_autocommit(db->handle) != 0;
}

static const DbQuery *
query_to_begin(const Db *db)
{
    if (db->depth > 0)
        return &query_savepoint;
    return db->mode == DB_READ_ONLY ? &query_begin_reading : &query_begin;
}

bool
db_txn_begin(Db *db, DbTxn *txn, GError **error)
{
    if (!db_run(db, query_to_begin(db), DB_NO_PARAMS, error))
        return false;
    *txn = (DbTxn){ db, ++db->depth };
    return true;
}

bool
db_txn_commit(DbTxn *txn, GError **error)
{
    Db *db = txn->open_on;

    g_assert(db && db->depth == txn->depth);
    if (!db_run(db, txn->depth == 1 ? &query_commit : &query_release, DB_NO_PARAMS, error))
        return false;                 /* txn stays open, so that its scope rolls it back */
    db->depth--;
    *txn = DB_TXN_NONE;
    return true;
}

void
db_txn_clear(DbTxn *txn)
{
    Db *db = txn->open_on;

    if (!db)
        return;
    g_assert(db->depth == txn->depth);
    /* A failure here means that SQLite has undone the whole already, see statement_take(). */
    if (db->depth == 1) {
        (void)!db_run(db, &query_rollback, DB_NO_PARAMS, NULL);
    } else {
        (void)!db_run(db, &query_rollback_part, DB_NO_PARAMS, NULL);
        (void)!db_run(db, &query_release, DB_NO_PARAMS, NULL);
    }
    db->depth--;
    *txn = DB_TXN_NONE;
}
