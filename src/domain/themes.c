#include "domain/themes.h"

/* Where a code stands in the tree, by its index in the book; NOWHERE: retired. */
#define NOWHERE UINT32_MAX

typedef struct { const Board *board; Themes *themes; uint32_t *place_of, *above, *seen; } Making;

static void
making_clear(Making *making)
{
    g_free(making->place_of);
    g_free(making->above);
    g_free(making->seen);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Making, making_clear)

static void
number_codes(Making *making)
{
    const CodingBook *book = making->board->book;
    const GArray *tree = making->themes->tree;

    making->place_of = g_new(uint32_t, book->codes->len + 1);
    making->above = g_new(uint32_t, tree->len + 1);
    making->seen = g_new0(uint32_t, tree->len + 1);
    memset(making->place_of, 0xff, (book->codes->len + 1) * sizeof(uint32_t));
    for (guint t = 0; t < tree->len; t++)
        making->place_of[g_array_index(tree, CodeLevel, t).at] = t;
    for (guint t = 0; t < tree->len; t++) {
        const Code *code = g_array_index(tree, CodeLevel, t).code;
        uint32_t at = GPOINTER_TO_UINT(g_hash_table_lookup(book->code_at, &code->parent));

        making->above[t] = at ? making->place_of[at - 1] : NOWHERE;
    }
}

/* Calls `each` once for every theme of the item. */
static void
themes_of(Making *making, uint32_t item, void (*each)(Making *making, uint32_t theme, uint32_t item))
{
    const GArray *readings = board_readings(making->board, item);

    for (guint r = 0; readings && r < readings->len; r++) {
        const GArray *codings = g_array_index(readings, Reading, r).codings;

        for (guint c = 0; codings && c < codings->len; c++) {
            uint32_t theme = making->place_of[g_array_index(codings, Coding, c).code];

            for (; theme != NOWHERE && making->seen[theme] != item + 1; theme = making->above[theme]) {
                making->seen[theme] = item + 1;
                each(making, theme, item);
            }
        }
    }
}

static void
count_item(Making *making, uint32_t theme, uint32_t item)
{
    (void)item;
    g_array_index(making->themes->starts, size_t, theme + 1)++;
}

/* starts[t] is where the next one goes; afterwards it is where the next theme begins. */
static void
place_item(Making *making, uint32_t theme, uint32_t item)
{
    size_t *next = &g_array_index(making->themes->starts, size_t, theme);

    g_array_index(making->themes->items, uint32_t, (*next)++) = item;
}

static void
for_items(Making *making, void (*each)(Making *making, uint32_t theme, uint32_t item))
{
    memset(making->seen, 0, (making->themes->tree->len + 1) * sizeof(uint32_t));
    for (uint32_t at = 0; at < making->board->book->readings->len; at++)
        if (item_is_read(board_at(making->board, at)))
            themes_of(making, at, each);
}

Themes *
themes_new(const Board *board)
{
    Themes *themes = g_new0(Themes, 1);
    g_auto(Making) making = { .board = board, .themes = themes };

    themes->tree = board_code_tree(board);
    themes->items = g_array_new(false, true, sizeof(uint32_t));
    themes->starts = g_array_new(false, true, sizeof(size_t));
    g_array_set_size(themes->starts, themes->tree->len + 1);
    number_codes(&making);
    for_items(&making, count_item);
    for (guint t = 1; t <= themes->tree->len; t++)
        g_array_index(themes->starts, size_t, t) += g_array_index(themes->starts, size_t, t - 1);
    g_array_set_size(themes->items, (guint)g_array_index(themes->starts, size_t, themes->tree->len));
    for_items(&making, place_item);
    memmove(&g_array_index(themes->starts, size_t, 1), themes->starts->data, themes->tree->len * sizeof(size_t));
    g_array_index(themes->starts, size_t, 0) = 0;
    return themes;
}

void
themes_free(Themes *themes)
{
    if (!themes)
        return;
    g_array_unref(themes->tree);
    g_array_unref(themes->items);
    g_array_unref(themes->starts);
    g_free(themes);
}

size_t
themes_size(const Themes *themes, size_t theme, const uint32_t **ret_items)
{
    size_t start = g_array_index(themes->starts, size_t, theme);

    if (ret_items)
        *ret_items = &g_array_index(themes->items, uint32_t, start);
    return g_array_index(themes->starts, size_t, theme + 1) - start;
}

const CodeLevel *
themes_level(const Themes *themes, size_t theme)
{
    return &g_array_index(themes->tree, CodeLevel, theme);
}

/* ---- the order of reading ---- */

typedef struct { int64_t slot; Id id; uint32_t item; } Place;

static int
compare_places(const Place *a, const Place *b)
{
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    return memcmp(a->id.bytes, b->id.bytes, sizeof(Id));
}

static bool
is_wanted(const Board *board, const Item *item, unsigned staff, ReadWhich which)
{
    const Reading *reading = item_is_read(item) ? board_reading(board, item->at, staff) : NULL;
    bool coded = reading && reading->codings && reading->codings->len > 0, read = coded || (reading && reading->read);

    switch (which) {
    case READ_ANY:
        return item_is_read(item);
    case READ_UNREAD:
        return item_is_read(item) && !read;
    case READ_UNCODED:
        return read && !coded;
    case READ_CODED:
        return coded;
    }
    return false;
}

/* "SLOT.ID" of the last one shown. */
static bool
read_cursor(const char *text, Place *ret_place)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ".", 2);
    gint64 slot;

    if (g_strv_length(parts) != 2 || !g_ascii_string_to_signed(parts[0], 10, G_MININT64, G_MAXINT64, &slot, NULL) ||
        !id_from_text(parts[1], &ret_place->id))
        return false;
    ret_place->slot = slot;
    return true;
}

/* Keeps the first `most` of all that are offered. */
static void
offer(GArray *places, const Place *place, size_t most)
{
    guint i = places->len;

    while (i > 0 && compare_places(place, &g_array_index(places, Place, i - 1)) < 0)
        i--;
    if (i >= most)
        return;
    g_array_insert_vals(places, i, place, 1);
    if (places->len > most)
        g_array_set_size(places, (guint)most);
}

size_t
board_to_read(const Board *board, unsigned staff, ReadWhich which, const char *cursor, size_t limit, uint32_t *ret_items,
              char **ret_next)
{
    g_autoptr(GArray) places = g_array_new(false, false, sizeof(Place));
    Place after;
    bool from_start = !read_cursor(cursor, &after);
    char id[ID_TEXT_SIZE];

    for (uint32_t at = 0; at < board->items->len; at++) {
        const Item *item = board_at(board, at);
        Place place = { item->slot, item->id, at };

        if (is_wanted(board, item, staff, which) && (from_start || compare_places(&place, &after) > 0))
            offer(places, &place, limit + 1);
    }
    size_t n = MIN(places->len, limit);
    for (size_t i = 0; i < n; i++)
        ret_items[i] = g_array_index(places, Place, i).item;
    *ret_next = NULL;
    if (places->len <= limit || n == 0)
        return n;
    const Place *last = &g_array_index(places, Place, n - 1);
    id_to_text(&last->id, id);
    *ret_next = g_strdup_printf("%lld.%s", (long long)last->slot, id);
    return n;
}
