#include "store/facilitation_store.h"
#include "model/contribution.h"
#include "store/seal.h"

static const DbColumn act_columns[] = {
    DB_COL_ID(ActRow, contribution), DB_COL_I64(ActRow, version), DB_COL_I64(ActRow, act),
    DB_COL_I64(ActRow, reason),      DB_COL_I64(ActRow, staff),   DB_COL_I64(ActRow, slot),
    DB_COL_I64(ActRow, undone),      DB_COL_TEXT(ActRow, note),   DB_COL_TEXT(ActRow, undo),
};
static const DbRowType act_type = { act_columns, G_N_ELEMENTS(act_columns), sizeof(ActRow) };

static const DbColumn count_columns[] = {
    DB_COL_I64(ActCount, act), DB_COL_I64(ActCount, reason), DB_COL_I64(ActCount, by_itself), DB_COL_I64(ActCount, n),
};
static const DbRowType count_type = { count_columns, G_N_ELEMENTS(count_columns), sizeof(ActCount) };

typedef struct { int64_t n; } NumberRow;
static const DbColumn number_columns[] = { DB_COL_I64(NumberRow, n) };
static const DbRowType number_type = { number_columns, G_N_ELEMENTS(number_columns), sizeof(NumberRow) };

static const DbColumn message_columns[] = {
    DB_COL_ID(MessageRow, contribution), DB_COL_I64(MessageRow, number), DB_COL_I64(MessageRow, sender),
    DB_COL_I64(MessageRow, kind),        DB_COL_I64(MessageRow, staff),  DB_COL_I64(MessageRow, slot),
    DB_COL_TEXT(MessageRow, text),
};
static const DbRowType message_type = { message_columns, G_N_ELEMENTS(message_columns), sizeof(MessageRow) };

static const DbColumn place_columns[] = {
    DB_COL_ID(MessagePlace, contribution), DB_COL_I64(MessagePlace, number), DB_COL_I64(MessagePlace, sender),
};
static const DbRowType place_type = { place_columns, G_N_ELEMENTS(place_columns), sizeof(MessagePlace) };

static const DbColumn looked_columns[] = {
    DB_COL_ID(LookedRow, contribution), DB_COL_I64(LookedRow, version),     DB_COL_I64(LookedRow, answer),
    DB_COL_I64(LookedRow, round),       DB_COL_I64(LookedRow, was_version), DB_COL_I64(LookedRow, was_answer),
};
static const DbRowType looked_type = { looked_columns, G_N_ELEMENTS(looked_columns), sizeof(LookedRow) };

static const DbColumn merged_columns[] = { DB_COL_ID(MergedVoteRow, tag) };
static const DbRowType merged_type = { merged_columns, G_N_ELEMENTS(merged_columns), sizeof(MergedVoteRow) };

static const DbQuery act_add_query = {
    "act add",
    "INSERT INTO act (conversation, contribution, version, act, reason, note, staff, slot, undo, undone)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
    NULL,
};
static const DbQuery act_of_query = {
    "act of",
    "SELECT contribution, version, act, reason, note, staff, slot, undo, undone FROM act"
    " WHERE conversation = ? AND contribution = ? ORDER BY version",
    &act_type,
};
static const DbQuery act_latest_query = {
    "act latest",
    "SELECT contribution, version, act, reason, note, staff, slot, undo, undone FROM act"
    " WHERE conversation = ? ORDER BY slot DESC, contribution, version DESC LIMIT ?",
    &act_type,
};
static const DbQuery act_undone_query = {
    "act undone", "UPDATE act SET undone = 1 WHERE conversation = ? AND contribution = ? AND version = ?", NULL,
};
static const DbQuery act_counts_query = {
    "act counts",
    "SELECT act, reason, staff = 0 AS by_itself, count(*) AS n FROM act WHERE conversation = ? GROUP BY act, reason, staff = 0",
    &count_type,
};
static const DbQuery act_counts_before_query = {
    "act counts before",
    "SELECT act, reason, staff = 0 AS by_itself, count(*) AS n FROM act WHERE conversation = ? AND slot < ?"
    " GROUP BY act, reason, staff = 0",
    &count_type,
};
static const DbColumn slot_columns[] = { DB_COL_I64(ActSlot, slot), DB_COL_I64(ActSlot, n) };
static const DbRowType slot_type = { slot_columns, G_N_ELEMENTS(slot_columns), sizeof(ActSlot) };
static const DbQuery act_slots_query = {
    "act slots before",
    "SELECT slot, count(*) AS n FROM act WHERE conversation = ? AND slot < ? AND staff > 0 GROUP BY slot ORDER BY slot",
    &slot_type,
};
static const DbQuery merges_query = {
    "act count merges",
    "SELECT count(*) AS n FROM act WHERE conversation = ? AND act = ? AND (contribution = ? OR instr(undo, ?) > 0)",
    &number_type,
};
static const DbQuery merged_add_query = {
    "merged vote add", "INSERT OR REPLACE INTO merged_vote (conversation, contribution, tag) VALUES (?, ?, ?)", NULL,
};
static const DbQuery merged_all_query = {
    "merged vote all", "SELECT tag FROM merged_vote WHERE conversation = ? AND contribution = ?", &merged_type,
};
static const DbQuery merged_unlink_query = {
    "merged vote unlink", "UPDATE merged_vote SET tag = ? WHERE conversation = ? AND contribution = ? AND tag = ?", NULL,
};
static const DbQuery merged_clear_query = {
    "merged vote clear", "DELETE FROM merged_vote WHERE conversation = ? AND contribution = ?", NULL,
};
static const DbQuery message_add_query = {
    "message add",
    "INSERT INTO message (conversation, contribution, number, sender, kind, staff, text, slot)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    NULL,
};
static const DbQuery message_of_query = {
    "message of",
    "SELECT contribution, number, sender, kind, staff, text, slot FROM message"
    " WHERE conversation = ? AND contribution = ? ORDER BY number",
    &message_type,
};
static const DbQuery message_each_query = {
    "message each", "SELECT contribution, number, sender FROM message WHERE conversation = ?", &place_type,
};
static const DbQuery message_count_query = {
    "message count before",
    "SELECT count(*) AS n FROM message WHERE conversation = ? AND sender = ? AND slot < ?",
    &number_type,
};
static const DbQuery looked_put_query = {
    "looked put",
    "INSERT INTO looked (conversation, contribution, version, answer, slot, round) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (conversation, contribution) DO UPDATE SET"
    " was_version = CASE excluded.round WHEN 0 THEN was_version ELSE version END,"
    " was_answer = CASE excluded.round WHEN 0 THEN was_answer ELSE answer END,"
    " round = round + excluded.round, version = excluded.version, answer = excluded.answer",
    NULL,
};
static const DbColumn wait_columns[] = { DB_COL_I64(LookWait, seconds) };
static const DbRowType wait_type = { wait_columns, G_N_ELEMENTS(wait_columns), sizeof(LookWait) };
static const DbQuery looked_waits_query = {
    "looked waits",
    "SELECT looked.slot - contribution.slot AS seconds FROM looked"
    " JOIN contribution ON contribution.conversation = looked.conversation"
    " AND contribution.contribution = looked.contribution"
    " WHERE looked.conversation = ? AND looked.slot > 0 AND looked.slot < ? AND contribution.source <> ?"
    " ORDER BY seconds",
    &wait_type,
};
static const DbQuery looked_each_query = {
    "looked each",
    "SELECT contribution, version, answer, round, was_version, was_answer FROM looked WHERE conversation = ?",
    &looked_type,
};
static const DbQuery looked_of_query = {
    "looked of",
    "SELECT contribution, version, answer, round, was_version, was_answer FROM looked"
    " WHERE conversation = ? AND contribution = ?",
    &looked_type,
};
static const DbQuery looked_back_query = {
    "looked take back",
    "UPDATE looked SET version = ?, answer = ?, round = round - 1, was_version = -1, was_answer = -1"
    " WHERE conversation = ? AND contribution = ?",
    NULL,
};
static const DbQuery looked_forget_query = {
    "looked forget", "DELETE FROM looked WHERE conversation = ? AND contribution = ?", NULL,
};

#define ABOUT(scope, contribution) DB_ID(&(scope)->conversation), DB_ID(contribution)

bool
act_add(const Scope *scope, const ActRow *row, GError **error)
{
    return db_run(scope->db, &act_add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->version), DB_INT(row->act),
                            DB_INT(row->reason), DB_TEXT(row->note), DB_INT(row->staff), DB_INT(row->slot),
                            DB_TEXT(row->undo)),
                  error);
}

bool
act_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &act_of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
act_latest(const Scope *scope, size_t limit, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &act_latest_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT((int64_t)limit)), ret_rows,
                     error);
}

bool
act_set_undone(const Scope *scope, const Id *contribution, int64_t version, GError **error)
{
    return db_run(scope->db, &act_undone_query, DB_PARAMS(ABOUT(scope, contribution), DB_INT(version)), error);
}

bool
act_counts(const Scope *scope, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &act_counts_query, DB_PARAMS(DB_ID(&scope->conversation)), ret_rows, error);
}

bool
act_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &act_counts_before_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), ret_rows,
                     error);
}

bool
act_slots_before(const Scope *scope, int64_t slot, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &act_slots_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot)), ret_rows, error);
}

bool
message_count_before(const Scope *scope, int64_t sender, int64_t slot, int64_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!db_select(scope->db, &message_count_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(sender), DB_INT(slot)),
                   &rows, error))
        return false;
    *ret_n = db_rows_at(&rows, NumberRow, 0)->n;
    return true;
}

bool
act_count_merges(const Scope *scope, int64_t merge, const Id *contribution, int64_t *ret_n, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    char id[ID_TEXT_SIZE];

    id_to_text(contribution, id);
    g_autofree char *into = g_strdup_printf("\"into\":\"%s\"", id);
    if (!db_select(scope->db, &merges_query, DB_PARAMS(DB_ID(&scope->conversation), DB_INT(merge), DB_ID(contribution), DB_TEXT(into)), &rows, error))
        return false;
    *ret_n = db_rows_at(&rows, NumberRow, 0)->n;
    return true;
}

Id
merged_vote_tag(const Scope *scope, const Id *contribution, const Id *voice)
{
    return seal_tag(scope->key, "merged", contribution, voice->bytes, sizeof voice->bytes);
}

bool
merged_vote_add(const Scope *scope, const Id *contribution, const Id *voice, GError **error)
{
    Id tag = merged_vote_tag(scope, contribution, voice);

    return db_run(scope->db, &merged_add_query, DB_PARAMS(ABOUT(scope, contribution), DB_ID(&tag)), error);
}

bool
merged_vote_unlink(const Scope *scope, const Id *contribution, const Id *voice, const Id *stranger, GError **error)
{
    Id old = merged_vote_tag(scope, contribution, voice), fresh = merged_vote_tag(scope, contribution, stranger);

    return db_run(scope->db, &merged_unlink_query,
                  DB_PARAMS(DB_ID(&fresh), ABOUT(scope, contribution), DB_ID(&old)), error);
}

bool
merged_vote_all(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &merged_all_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
merged_vote_clear(const Scope *scope, const Id *contribution, GError **error)
{
    return db_run(scope->db, &merged_clear_query, DB_PARAMS(ABOUT(scope, contribution)), error);
}

bool
message_add(const Scope *scope, const MessageRow *row, GError **error)
{
    return db_run(scope->db, &message_add_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->number), DB_INT(row->sender),
                            DB_INT(row->kind), DB_INT(row->staff), DB_TEXT(row->text), DB_INT(row->slot)),
                  error);
}

bool
message_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &message_of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
message_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &message_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
looked_put(const Scope *scope, const LookedRow *row, GError **error)
{
    return db_run(scope->db, &looked_put_query,
                  DB_PARAMS(ABOUT(scope, &row->contribution), DB_INT(row->version), DB_INT(row->answer), DB_INT(row->slot),
                            DB_INT(row->round)),
                  error);
}

bool
looked_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &looked_of_query, DB_PARAMS(ABOUT(scope, contribution)), ret_rows, error);
}

bool
looked_take_back(const Scope *scope, const LookedRow *row, int64_t version, GError **error)
{
    if (version == 0 && row->was_answer == 0)
        return db_run(scope->db, &looked_forget_query, DB_PARAMS(ABOUT(scope, &row->contribution)), error);
    return db_run(scope->db, &looked_back_query,
                  DB_PARAMS(DB_INT(version), DB_INT(row->was_answer), ABOUT(scope, &row->contribution)), error);
}

bool
looked_each(const Scope *scope, DbEach each, void *data, GError **error)
{
    return db_each(scope->db, &looked_each_query, DB_PARAMS(DB_ID(&scope->conversation)), each, data, error);
}

bool
looked_waits(const Scope *scope, int64_t slot, DbRows *ret_rows, GError **error)
{
    return db_select(scope->db, &looked_waits_query,
                     DB_PARAMS(DB_ID(&scope->conversation), DB_INT(slot), DB_INT(SOURCE_FACILITATOR)), ret_rows, error);
}
