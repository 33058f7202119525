#include "desk/store/count.h"

static const DbColumn count_columns[] = {
    DB_COL_I64(DeskCounts, conversations),
    DB_COL_I64(DeskCounts, people),
    DB_COL_I64(DeskCounts, staff),
    DB_COL_I64(DeskCounts, mails),
};
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(DeskCounts) };

static const DbQuery count_query = {
    "desk count all",
    "SELECT (SELECT count(*) FROM conversation) AS conversations, (SELECT count(*) FROM person) AS people,"
    " (SELECT count(*) FROM staff) AS staff, (SELECT count(*) FROM mail) AS mails",
    &count_type,
};

bool
desk_counts(Db *db, DeskCounts *ret_counts, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(db, &count_query, DB_NO_PARAMS, &rows, error))
        return false;
    *ret_counts = *db_rows_at(&rows, DeskCounts, 0);
    return true;
}
