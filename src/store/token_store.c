#include "store/token_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(TokenRow, conversation),
    DB_COL_ID(TokenRow, tag),
    DB_COL_I64(TokenRow, roles),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(TokenRow) };

static const DbQuery put_query = { "token put", "INSERT INTO token (conversation, tag, roles) VALUES (?, ?, ?)", NULL };
static const DbQuery delete_query = { "token delete", "DELETE FROM token WHERE conversation = ? AND tag = ?", NULL };
static const DbQuery all_query = { "token all", "SELECT conversation, tag, roles FROM token", &row_type };

bool
token_put(Db *db, const TokenRow *row, GError **error)
{
    return db_run(db, &put_query, DB_PARAMS(DB_ID(&row->conversation), DB_ID(&row->tag), DB_INT(row->roles)), error);
}

bool
token_delete(Db *db, const Id *conversation, const Id *tag, GError **error)
{
    return db_run(db, &delete_query, DB_PARAMS(DB_ID(conversation), DB_ID(tag)), error);
}

bool
token_all(Db *db, DbRows *ret_rows, GError **error)
{
    return db_select(db, &all_query, DB_NO_PARAMS, ret_rows, error);
}
