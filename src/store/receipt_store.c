#include "store/receipt_store.h"
#include "model/contribution.h"

static const DbColumn columns[] = { DB_COL_ID(ReceiptRow, conversation), DB_COL_ID(ReceiptRow, contribution) };
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(ReceiptRow) };

static const DbColumn text_columns[] = {
    DB_COL_ID(ReceiptTextRow, contribution), DB_COL_ID_OR_ZERO(ReceiptTextRow, target), DB_COL_I64(ReceiptTextRow, kind),
    DB_COL_I64(ReceiptTextRow, state),       DB_COL_TEXT(ReceiptTextRow, section),      DB_COL_TEXT(ReceiptTextRow, text),
};
static const DbRowType text_type = { text_columns, G_N_ELEMENTS(text_columns), sizeof(ReceiptTextRow) };

static const DbQuery put_query = {
    "receipt put", "INSERT OR REPLACE INTO receipt (conversation, contribution, tag) VALUES (?, ?, ?)", NULL,
};
static const DbQuery find_query = {
    "receipt find", "SELECT conversation, contribution FROM receipt WHERE tag = ?", &row_type,
};
static const DbQuery text_query = {
    "receipt text",
    "SELECT contribution, target, kind, state, section, text FROM contribution WHERE conversation = ? AND contribution = ?", &text_type,
};
static const DbQuery parts_query = {
    "receipt parts",
    "SELECT contribution, target, kind, state, section, text FROM contribution"
    " WHERE conversation = ? AND target = ? AND state = 1 ORDER BY contribution", &text_type,
};
G_STATIC_ASSERT(STATE_SHOWN == 1);

bool
receipt_put(Db *db, const Id *conversation, const Id *contribution, const Id *tag, GError **error)
{
    return db_run(db, &put_query, DB_PARAMS(DB_ID(conversation), DB_ID(contribution), DB_ID(tag)), error);
}

bool
receipt_find(Db *db, const Id *tag, DbRows *ret_rows, GError **error)
{
    return db_select(db, &find_query, DB_PARAMS(DB_ID(tag)), ret_rows, error);
}

bool
receipt_text(Db *db, const Id *conversation, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(db, &text_query, DB_PARAMS(DB_ID(conversation), DB_ID(contribution)), ret_rows, error);
}

bool
receipt_parts(Db *db, const Id *conversation, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(db, &parts_query, DB_PARAMS(DB_ID(conversation), DB_ID(contribution)), ret_rows, error);
}
