#include "base/clock.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/exposure.h"
#include "domain/order.h"
#include "domain/search.h"
#include "room/api.h"

static void
reply_items(HttpReply *reply, json_t *items, json_t *next)
{
    http_reply_json(reply, 200, json_pack("{s:o, s:o}", "items", items, "next", next ? next : json_null()));
}

void
api_conversations(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    json_t *items = json_array();

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    if (board)
        json_array_append_new(items, api_conversation(board));
    hall_read_end(visitor->room->hall);
    reply_items(reply, items, NULL);
}

void
api_conversation_show(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    hall_read(visitor->room->hall);
    json_t *answer = api_conversation(visitor_board(visitor));
    hall_read_end(visitor->room->hall);
    http_reply_json(reply, 200, answer);
}

static int
query_choice(const HttpRequest *request, const char *name, const char *const *choices, int otherwise)
{
    const char *text = http_query(request, name);

    for (int i = 0; text && choices[i]; i++)
        if (g_str_equal(choices[i], text))
            return i;
    return text ? -1 : otherwise;
}

/* Ideas of all sections one after another: the cursor names the section it stands in. */
typedef struct { unsigned section; char *within; } Cursor;

static Cursor
read_cursor(const char *text, unsigned first)
{
    guint64 section = first;
    const char *colon = text ? strchr(text, ':') : NULL;
    g_autofree char *number = colon ? g_strndup(text, (size_t)(colon - text)) : NULL;

    if (!number || !g_ascii_string_to_unsigned(number, 10, first, LIMIT_SECTIONS, &section, NULL))
        return (Cursor){ first, NULL };
    return (Cursor){ (unsigned)section, colon[1] ? g_strdup(colon + 1) : NULL };
}

/* Fills `items`; *ret_cursor is where the next page begins, NULL at the end. */
static void
list_ideas(const Board *board, const Visitor *visitor, unsigned first, unsigned last, SortOrder sort, size_t limit,
           const char *cursor_text, json_t *items, char **ret_cursor)
{
    uint32_t at[LIMIT_PAGE_ITEMS];
    Cursor cursor = read_cursor(cursor_text, first);

    *ret_cursor = NULL;
    while (cursor.section <= last && cursor.section < board->about->n_sections && json_array_size(items) < limit) {
        g_autofree char *next = NULL;
        size_t n = board_page(board, cursor.section, sort, visitor->reader, cursor.within,
                              limit - json_array_size(items), at, &next);

        for (size_t i = 0; i < n; i++) {
            json_t *idea = api_contribution(board, board_at(board, at[i]), visitor, false);

            if (idea)
                json_array_append_new(items, idea);
        }
        g_free(cursor.within);
        cursor.within = g_steal_pointer(&next);
        if (!cursor.within)
            cursor.section++;
    }
    if (cursor.section <= last && cursor.section < board->about->n_sections)
        *ret_cursor = g_strdup_printf("%u:%s", cursor.section, cursor.within ? cursor.within : "");
    g_free(cursor.within);
}

/* What a section's lists don't have yet: one's own ideas of the present slot. */
static void
own_pending(const Board *board, const Visitor *visitor, unsigned first, unsigned last, json_t *items)
{
    uint32_t voice = actor_voice(board, &visitor->actor);
    const GArray *own = voice ? g_array_index(board->voices, Voice, voice).items : NULL;

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));

        if (!item->public && item->kind == KIND_IDEA && item->now.section >= first && item->now.section <= last &&
            item->now.state == STATE_SHOWN)
            json_array_append_new(items, api_contribution(board, item, visitor, false));
    }
}

void
api_ideas(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *slug = http_query(request, "section"), *cursor = http_query(request, "cursor");
    int sort = query_choice(request, "sort", sort_names, SORT_FAIR);
    g_autofree char *next = NULL;
    json_t *items = json_array();

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    int section = slug ? conversation_section(board->about, slug) : 0;
    unsigned last = slug ? (unsigned)section : (unsigned)board->about->n_sections - 1;
    bool hidden = sort == SORT_LIKED && !visitor_sees_counts(visitor) && board_hides_counts(board, clock_now());
    if (section >= 0 && sort >= 0 && !hidden) {
        if (!cursor)
            own_pending(board, visitor, (unsigned)section, last, items);
        list_ideas(board, visitor, (unsigned)section, last, (SortOrder)sort, api_limit(request), cursor, items, &next);
    }
    hall_read_end(visitor->room->hall);
    if (section < 0 || sort < 0) {
        json_decref(items);
        http_reply_problem(reply, request, section < 0 ? 404 : 422,
                           section < 0 ? _("There is no such section.") : _("Sort by fair, newest, liked or discussed."));
        return;
    }
    if (hidden) {
        json_decref(items);
        http_reply_problem(reply, request, 409, _("This order would tell the counts, which are not shown yet. Sort by fair, newest or discussed."));
        return;
    }
    g_autofree char *more = next ? g_strdup_printf("/api/v1/conversations/%s/ideas?sort=%s&limit=%zu%s%s&cursor=%s",
                                                   http_arg(request, 0), sort_names[sort], api_limit(request),
                                                   slug ? "&section=" : "", slug ? slug : "", next) : NULL;
    reply_items(reply, items, more ? json_string(more) : NULL);
}

enum { SEARCH_Q, SEARCH_SECTION, SEARCH_LIMIT };
static const HttpField search_fields[] = {
    [SEARCH_Q] = { "q", HTTP_FIELD_LINE, LIMIT_SEARCH, true, NULL },
    [SEARCH_SECTION] = { "section", HTTP_FIELD_LINE, 60, false, NULL },
    [SEARCH_LIMIT] = { "limit", HTTP_FIELD_NUMBER, LIMIT_PAGE_ITEMS, false, NULL },
};
const HttpInput api_search_input = { HTTP_INPUT_JSON, search_fields, G_N_ELEMENTS(search_fields), 4096 };

void
api_search(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    const char *slug = http_text(request, SEARCH_SECTION);
    uint32_t found[LIMIT_PAGE_ITEMS];
    json_t *items = json_array();
    size_t limit = (size_t)http_number(request, SEARCH_LIMIT, LIMIT_DEFAULT_ITEMS);

    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    int section = slug ? conversation_section(board->about, slug) : -1;
    size_t n = slug && section < 0 ? 0
        : board_search(board, actor_voice(board, &visitor->actor), http_text(request, SEARCH_Q), section, MAX(limit, 1), found);
    for (size_t i = 0; i < n; i++) {
        json_t *one = api_contribution(board, board_at(board, found[i]), visitor, false);

        if (one)
            json_array_append_new(items, one);
    }
    hall_read_end(visitor->room->hall);
    reply_items(reply, items, NULL);
}

void
api_contribution_show(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);
    json_t *answer = NULL;
    Id id;

    if (!api_path_id(request, reply, 0, &id))
        return;
    hall_read(visitor->room->hall);
    const Board *board = visitor_board(visitor);
    Item *item = board_find(board, &id);
    if (item) {
        answer = api_contribution(board, item, visitor, true);
        item_note_seen(item, calendar_may_write(&board->about->dates, visitor->now));
    }
    hall_read_end(visitor->room->hall);
    if (answer)
        http_reply_json(reply, 200, answer);
    else
        http_reply_problem(reply, request, 404, NULL);
}

void
api_events(HttpRequest *request, HttpReply *reply)
{
    const Visitor *visitor = request_visitor(request);

    hall_read(visitor->room->hall);
    unsigned channel = visitor_board(visitor)->number;
    hall_read_end(visitor->room->hall);
    http_reply_stream(reply, request, visitor->room->hub, channel, visitor->holder);
}
