#include "store/count_store.h"

static const DbColumn count_columns[] = {
    DB_COL_I64(StoreCounts, conversations), DB_COL_I64(StoreCounts, contributions), DB_COL_I64(StoreCounts, votes),
    DB_COL_I64(StoreCounts, flags),         DB_COL_I64(StoreCounts, messages),      DB_COL_I64(StoreCounts, codings),
};
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(StoreCounts) };

static const DbQuery count_query = {
    "count all",
    "SELECT (SELECT count(*) FROM conversation) AS conversations,"
    " (SELECT count(*) FROM contribution) AS contributions,"
    " (SELECT count(*) FROM vote_log WHERE vote <> 0) +"
    " (SELECT count(*) FROM vote AS v WHERE NOT EXISTS (SELECT 1 FROM vote_log AS l WHERE"
    "  l.conversation = v.conversation AND l.contribution = v.contribution AND l.tag = v.tag)) AS votes,"
    " (SELECT count(*) FROM flag) AS flags,"
    " (SELECT count(*) FROM message) AS messages,"
    " (SELECT count(*) FROM coding) AS codings",
    &count_type,
};

bool
store_counts(Db *db, StoreCounts *ret_counts, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &count_query, DB_NO_PARAMS, &rows, error))
        return false;
    *ret_counts = *db_rows_at(&rows, StoreCounts, 0);
    return true;
}
