#include "domain/erase.h"
#include "base/clock.h"
#include "base/log.h"
#include "domain/answers.h"
#include "store/conversation_store.h"
#include "store/erase_store.h"
#include "store/once_store.h"
#include "store/vote_store.h"
#include <jansson.h>

/* Of a conversation that could not be loaded. */
#define K_UNKNOWN 10

/* The stored settings say so, and the conversation is no longer loaded. */
static bool
mark_erased(Hall *hall, Db *db, const Id *conversation, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        ConversationRow row = *db_rows_at(&rows, ConversationRow, i);
        json_t *settings = id_equal(&row.conversation, conversation) ? json_loads(row.settings, 0, NULL) : NULL;

        if (!settings)
            continue;
        json_object_set_new(settings, "erased", json_integer(clock_now()));
        row.settings = json_dumps(settings, JSON_COMPACT);
        bool ok = conversation_put(db, &row, error);
        free(row.settings);
        json_decref(settings);
        if (!ok)
            return false;
    }
    return hall_reload(hall, db, error);
}

/* Whether the store has it, and does not say that it is erased. */
static bool
find_stored(Db *db, const Id *conversation, bool *ret_stored, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;
    bool stored = false;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);

        if (!id_equal(&row->conversation, conversation))
            continue;
        json_t *settings = json_loads(row->settings, 0, NULL);
        stored = json_integer_value(json_object_get(settings, "erased")) == 0;
        json_decref(settings);
    }
    *ret_stored = stored;
    return true;
}

/* No more of them stays than the report may tell. */
static bool
blur_answers(const Scope *scope, unsigned k, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!answer_all(scope, &rows, error))
        return false;
    g_autofree int64_t *told = answers_told(&rows, k, error);
    for (size_t i = 0; told && i < rows.n; i++)
        if (!answer_set(scope, db_rows_at(&rows, AnswerRow, i), told[i], error))
            return false;
    return told != NULL;
}

static bool
erase(Hall *hall, Db *db, const Id *conversation, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    const Board *board = hall_board_by_id(hall, conversation);
    const unsigned k = board ? board->about->k : K_UNKNOWN;
    g_autofree char *fingerprint = NULL;

    if (!vote_fold(&scope, VOTE_FOLD_ALL, error) || !blur_answers(&scope, k, error) || !erase_store(db, conversation, error) || !mark_erased(hall, db, conversation, error))
        return false;
    return !keyring_has_conversation(hall_config(hall)->keys, conversation) ||
           keyring_destroy_conversation(hall_config(hall)->keys, conversation, &fingerprint, error);
}

bool
erase_conversation(Hall *hall, Db *db, const Id *conversation, bool *ret_erased, GError **error)
{
    bool is_there = false;

    if (!find_stored(db, conversation, &is_there, error))
        return false;
    is_there = is_there || keyring_has_conversation(hall_config(hall)->keys, conversation);
    if (is_there && !erase(hall, db, conversation, error))
        return false;
    *ret_erased = is_there;
    return true;
}

static bool
compact(Db *db, void *data, GError **error)
{
    return db_vacuum(db, error);
}

static void
compacted(void *data, const GError *error)
{
    if (error)
        log_error("making the store small after erasure: %s", error->message);
}

void
erase_compact(DbGroup *group)
{
    db_group_submit(group, &(DbJob){ .kind = DB_JOB_ALONE, .run = compact, .done = compacted });
}
