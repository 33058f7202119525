#include "store/quote_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(QuoteRow, contribution), DB_COL_I64(QuoteRow, number), DB_COL_I64(QuoteRow, staff),
    DB_COL_I64(QuoteRow, chosen),      DB_COL_TEXT(QuoteRow, words),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(QuoteRow) };

static const DbQuery add_query = {
    "quote add", "INSERT INTO quote (conversation, contribution, number, staff, chosen, words) VALUES (?, ?, ?, ?, ?, ?)", NULL,
};
static const DbQuery each_query = {
    "quote each",
    "SELECT contribution, number, staff, chosen, words FROM quote WHERE conversation = ? ORDER BY contribution, number", &row_type,
};

bool
quote_add(const Scope *scope, const QuoteRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&row->contribution), DB_INT(row->number), DB_INT(row->staff),
                            DB_INT(row->chosen), DB_TEXT(row->words)),
                  error);
}

bool
quote_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}
