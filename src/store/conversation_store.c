#include "store/conversation_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(ConversationRow, conversation),
    DB_COL_TEXT(ConversationRow, settings),
    DB_COL_TEXT(ConversationRow, content),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(ConversationRow) };

static const DbQuery put_query = {
    "conversation put",
    "INSERT INTO conversation (conversation, settings, content) VALUES (?, ?, ?)"
    " ON CONFLICT (conversation) DO UPDATE SET settings = excluded.settings, content = excluded.content",
    NULL,
};
static const DbQuery all_query = {
    "conversation all", "SELECT conversation, settings, content FROM conversation", &row_type,
};

bool
conversation_put(Db *db, const ConversationRow *row, GError **error)
{
    return db_run(db, &put_query,
                  DB_PARAMS(DB_ID(&row->conversation), DB_TEXT(row->settings), DB_TEXT(row->content)), error);
}

bool
conversation_all(Db *db, DbRows *ret_rows, GError **error)
{
    return db_select(db, &all_query, DB_NO_PARAMS, ret_rows, error);
}
