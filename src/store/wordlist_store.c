#include "store/wordlist_store.h"

static const DbColumn columns[] = {
    DB_COL_I64(WordlistRow, number), DB_COL_I64(WordlistRow, box),  DB_COL_I64(WordlistRow, act),
    DB_COL_I64(WordlistRow, staff),  DB_COL_I64(WordlistRow, slot), DB_COL_TEXT(WordlistRow, words),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(WordlistRow) };

static const DbQuery add_query = {
    "wordlist add",
    "INSERT INTO wordlist (conversation, number, box, act, staff, slot, words) VALUES (?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery all_query = {
    "wordlist all",
    "SELECT number, box, act, staff, slot, words FROM wordlist WHERE conversation = ? ORDER BY number",
    &row_type,
};

bool
wordlist_add(const Scope *scope, const WordlistRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_INT(row->number), DB_INT(row->box), DB_INT(row->act),
                            DB_INT(row->staff), DB_INT(row->slot), DB_TEXT(row->words)),
                  error);
}

bool
wordlist_all(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &all_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}
