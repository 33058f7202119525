#include "store/release_store.h"

static const DbColumn columns[] = { DB_COL_TEXT(ReleaseRow, format), DB_COL_BYTES(ReleaseRow, bytes) };
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(ReleaseRow) };

static const DbQuery put_query = {
    "release put", "INSERT OR REPLACE INTO release (conversation, format, bytes) VALUES (?, ?, ?)", NULL,
};
static const DbQuery get_query = {
    "release get", "SELECT format, bytes FROM release WHERE conversation = ? AND format = ?", &row_type,
};

bool
release_put(Db *db, const Id *conversation, const char *format, const void *bytes, size_t length, GError **error)
{
    return db_run(db, &put_query, DB_PARAMS(DB_ID(conversation), DB_TEXT(format), DB_BLOB(bytes, length)), error);
}

bool
release_get(Db *db, const Id *conversation, const char *format, DbRows *ret_rows, GError **error)
{
    return db_select(db, &get_query, DB_PARAMS(DB_ID(conversation), DB_TEXT(format)), ret_rows, error);
}
