#include "db/migrate.h"
#include "db/db_sqlite.h"

static const DbQuery query_make = {
    "making the table of steps",
    "CREATE TABLE IF NOT EXISTS schema_step (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL) "
    "STRICT, WITHOUT ROWID",
    NULL
};

typedef struct { int64_t last; } LastRow;

static const DbColumn last_columns[] = { DB_COL_I64(LastRow, last) };
static const DbRowType last_row = { last_columns, G_N_ELEMENTS(last_columns), sizeof(LastRow) };
static const DbQuery query_last = { "last step", "SELECT ifnull(max(number), 0) AS last FROM schema_step",
                                    &last_row };

static const DbQuery query_note = { "noting a step", "INSERT INTO schema_step (number, name) VALUES (?, ?)",
                                    NULL };

static bool
last_step(Db *db, int64_t *ret_last, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &query_last, DB_NO_PARAMS, &rows, error))
        return false;
    *ret_last = db_rows_at(&rows, LastRow, 0)->last;
    return true;
}

static bool
apply(Db *db, const Migration *step, GError **error)
{
    g_auto(DbTxn) txn = DB_TXN_NONE;
    g_autofree char *doing = g_strdup_printf("step %04u-%s", step->number, step->name);

    return db_txn_begin(db, &txn, error) && sqlite_script(db, doing, step->sql, error) &&
           db_run(db, &query_note, DB_PARAMS(DB_INT(step->number), DB_TEXT(step->name)), error) &&
           db_txn_commit(&txn, error);
}

bool
migrate_up(Db *db, const Migration *steps, size_t n_steps, GError **error)
{
    int64_t last = 0;
    unsigned known = n_steps > 0 ? steps[n_steps - 1].number : 0;

    if (!db_run(db, &query_make, DB_NO_PARAMS, error) || !last_step(db, &last, error))
        return false;
    if (last > (int64_t)known)
        return error_set(error, ERROR_REFUSED,
                         "The database is of a newer Candour (step %" G_GINT64_FORMAT
                         ", this program knows %u). Use the newer program.",
                         last, known);
    for (size_t i = 0; i < n_steps; i++)
        if ((int64_t)steps[i].number > last && !apply(db, &steps[i], error))
            return false;
    return true;
}
