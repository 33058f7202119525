#include "domain/texts.h"
#include "store/conversation_store.h"
#include <jansson.h>

static char *
with_pages(const char *content_text, const char *const pages[PAGE__COUNT])
{
    json_t *content = json_loads(content_text, 0, NULL), *stored = json_object_get(content, "pages");

    if (content && !stored) {
        stored = json_object();
        json_object_set_new(content, "pages", stored);
    }
    for (size_t i = 0; stored && i < PAGE__COUNT; i++)
        if (pages[i])
            json_object_set_new(stored, page_names[i], json_string(pages[i]));
    char *text = content ? json_dumps(content, JSON_COMPACT) : NULL;
    json_decref(content);
    return text;
}

bool
texts_put(Hall *hall, Db *db, const Id *conversation, const char *const pages[PAGE__COUNT], GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);

        if (!id_equal(&row->conversation, conversation))
            continue;
        char *content = with_pages(row->content, pages);
        bool ok = content ? hall_put_conversation(hall, db, row->settings, content, error)
                          : error_set(error, ERROR_CORRUPT, "a conversation's content cannot be read");
        free(content);
        return ok;
    }
    return error_set(error, ERROR_UNAVAILABLE, "the conversation has gone");
}
