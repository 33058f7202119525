#include "domain/release.h"
#include "base/clock.h"
#include "domain/decision.h"
#include "store/conversation_store.h"
#include "store/release_store.h"
#include <jansson.h>

ReleaseOutcome
release_may(const Board *board)
{
    if (board->about->dates.published)
        return RELEASE_OUT;
    return calendar_phase(&board->about->dates, clock_now()) == PHASE_CLOSED ? RELEASE_YES : RELEASE_STILL_OPEN;
}

bool
release_keep(Db *db, const Id *conversation, const char *format, GBytes *file, GError **error)
{
    size_t length;
    const void *bytes = g_bytes_get_data(file, &length);

    return release_put(db, conversation, format, bytes, length, error);
}

bool
release_file(Db *db, const Id *conversation, const char *format, GBytes **ret_file, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!release_get(db, conversation, format, &rows, error))
        return false;
    const DbBytes *file = rows.n ? &db_rows_at(&rows, ReleaseRow, 0)->bytes : NULL;
    *ret_file = file ? g_bytes_new(file->bytes, file->length) : NULL;
    return true;
}

bool
release_mark(Hall *hall, Db *db, const Id *conversation, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);
        json_t *content = id_equal(&row->conversation, conversation) ? json_loads(row->content, 0, NULL) : NULL;

        if (!content)
            continue;
        /* The day, not the moment. */
        json_object_set_new(content, "published", json_integer(clock_now() / 86400 * 86400));
        char *text = json_dumps(content, JSON_COMPACT);
        bool ok = hall_put_conversation(hall, db, row->settings, text, error);
        free(text);
        json_decref(content);
        return ok && placement_load(hall, conversation, db, error);
    }
    return error_set(error, ERROR_UNAVAILABLE, "the conversation has gone");
}
