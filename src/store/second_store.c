#include "store/second_store.h"

static const DbColumn columns[] = {
    DB_COL_ID(SecondRow, contribution), DB_COL_I64(SecondRow, number),   DB_COL_I64(SecondRow, staff), DB_COL_I64(SecondRow, slot),
    DB_COL_I64(SecondRow, ended),       DB_COL_I64(SecondRow, ended_by), DB_COL_TEXT(SecondRow, note),
    DB_COL_ID_OR_ZERO(SecondRow, into_idea),
};
static const DbRowType row_type = { columns, G_N_ELEMENTS(columns), sizeof(SecondRow) };

static const DbQuery add_query = {
    "second opinion add",
    "INSERT INTO second_opinion (conversation, contribution, number, staff, slot, note, into_idea, ended, ended_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)",
    NULL,
};
static const DbQuery of_query = {
    "second opinion of",
    "SELECT contribution, number, staff, slot, ended, ended_by, note, into_idea FROM second_opinion"
    " WHERE conversation = ? AND contribution = ? ORDER BY number",
    &row_type,
};
static const DbQuery open_query = {
    "second opinion open",
    "SELECT contribution, number, staff, slot, ended, ended_by, note, into_idea FROM second_opinion WHERE conversation = ? AND ended = 0",
    &row_type,
};
static const DbQuery taken_back_query = {
    "second opinion taken back",
    "UPDATE second_opinion SET ended = -1, ended_by = ? WHERE conversation = ? AND contribution = ? AND ended = 0", NULL,
};
static const DbQuery looked_query = {
    "second opinion looked at",
    "UPDATE second_opinion SET ended_by = ?, ended = (SELECT round FROM looked"
    " WHERE looked.conversation = second_opinion.conversation AND looked.contribution = second_opinion.contribution)"
    " WHERE conversation = ? AND contribution = ? AND ended = 0",
    NULL,
};
static const DbQuery reopen_query = {
    "second opinion reopen",
    "UPDATE second_opinion SET ended = 0, ended_by = 0 WHERE conversation = ? AND contribution = ? AND ended = ?", NULL,
};

#define ABOUT(scope, contribution) DB_ID(&(scope)->conversation), DB_ID(contribution)

bool
second_add(const Scope *scope, const SecondRow *row, GError **error)
{
    return db_run(scope->db, &add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->number), DB_INT(row->staff), DB_INT(row->slot),
                            DB_TEXT(row->note), DB_ID_OR_NULL(&row->into_idea)),
                  error);
}

bool
second_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
second_each_open(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &open_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
second_set_taken_back(const Scope *scope, const Id *contribution, int64_t staff, GError **error)
{
    return db_run(scope->db, &taken_back_query, DB_PARAMS(DB_INT(staff), ABOUT(scope, contribution)), error);
}

bool
second_set_looked_at(const Scope *scope, const Id *contribution, int64_t staff, GError **error)
{
    return db_run(scope->db, &looked_query, DB_PARAMS(DB_INT(staff), ABOUT(scope, contribution)), error);
}

bool
second_reopen(const Scope *scope, const Id *contribution, int64_t round, GError **error)
{
    return db_run(scope->db, &reopen_query, DB_PARAMS(ABOUT(scope, contribution), DB_INT(round)), error);
}
