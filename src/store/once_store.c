#include "store/once_store.h"
#include "store/seal.h"
#include <glib.h>

typedef struct { Id contribution; } OnceRow;
static const DbColumn once_columns[] = { DB_COL_ID(OnceRow, contribution) };
static const DbRowType once_type = { once_columns, G_N_ELEMENTS(once_columns), sizeof(OnceRow) };

static const DbColumn answer_columns[] = {
    DB_COL_TEXT(AnswerRow, question),
    DB_COL_TEXT(AnswerRow, option),
    DB_COL_I64(AnswerRow, total),
};
static const DbRowType answer_type = { answer_columns, G_N_ELEMENTS(answer_columns), sizeof(AnswerRow) };

static const DbQuery find_query = {
    "once find", "SELECT contribution FROM sent_once WHERE conversation = ? AND tag = ?", &once_type,
};
static const DbQuery put_query = {
    "once put", "INSERT OR REPLACE INTO sent_once (conversation, tag, contribution, day) VALUES (?, ?, ?, ?)", NULL,
};
static const DbQuery sweep_query = { "once sweep", "DELETE FROM sent_once WHERE day < ?", NULL };
static const DbQuery answer_add_query = {
    "answer add",
    "INSERT INTO answer_total (conversation, question, option, total) VALUES (?, ?, ?, 1)"
    " ON CONFLICT (conversation, question, option) DO UPDATE SET total = total + 1",
    NULL,
};
static const DbQuery answer_all_query = {
    "answer all", "SELECT question, option, total FROM answer_total WHERE conversation = ? ORDER BY question, option",
    &answer_type,
};
static const DbQuery answer_set_query = {
    "answer set", "UPDATE answer_total SET total = ? WHERE conversation = ? AND question = ? AND option = ?", NULL,
};
static const DbQuery answer_remove_query = {
    "answer remove", "DELETE FROM answer_total WHERE conversation = ? AND question = ? AND option = ?", NULL,
};

/* Of key and words: who goes back to a form that was sent and writes something else in it
 * sends the old key with it, and means a new one. */
static Id
once_tag(const Scope *scope, const Id *voice, const char *key, const char *text)
{
    Id words, tag;
    g_autofree char *both = NULL;
    char words_text[ID_TEXT_SIZE];

    secret_hash(scope->key, "once words", text, strlen(text), words.bytes, sizeof words.bytes);
    id_to_text(&words, words_text);
    both = g_strconcat(words_text, key, NULL);
    tag = seal_tag(scope->key, "once", voice, both, strlen(both));
    return tag;
}

bool
once_find(const Scope *scope, const Id *voice, const char *key, const char *text, Id *ret_contribution, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    Id tag = once_tag(scope, voice, key, text);

    if (!db_select(scope->db, &find_query, DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&tag)), &rows, error))
        return false;
    *ret_contribution = rows.n ? db_rows_at(&rows, OnceRow, 0)->contribution : (Id){ .bytes = { 0 } };
    return true;
}

bool
once_put(const Scope *scope, const Id *voice, const char *key, const char *text, const Id *contribution, int64_t day,
         GError **error)
{
    Id tag = once_tag(scope, voice, key, text);

    return db_run(scope->db, &put_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_ID(&tag), DB_ID(contribution), DB_INT(day)), error);
}

bool
once_sweep(Db *db, int64_t before_day, GError **error)
{
    return db_run(db, &sweep_query, DB_PARAMS(DB_INT(before_day)), error);
}

bool
answer_add(const Scope *scope, const char *question, const char *option, GError **error)
{
    return db_run(scope->db, &answer_add_query,
                  DB_PARAMS(DB_ID(&scope->conversation), DB_TEXT(question), DB_TEXT(option)), error);
}

bool
answer_all(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &answer_all_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

bool
answer_set(const Scope *scope, const AnswerRow *row, int64_t total, GError **error)
{
    const DbValue conversation = DB_ID(&scope->conversation), question = DB_TEXT(row->question), option = DB_TEXT(row->option);

    if (total == 0)
        return db_run(scope->db, &answer_remove_query, DB_PARAMS(conversation, question, option), error);
    return db_run(scope->db, &answer_set_query, DB_PARAMS(DB_INT(total), conversation, question, option), error);
}
