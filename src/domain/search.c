#include "domain/search.h"
#include "base/text.h"
#include "domain/talk.h"

bool
search_has_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        gunichar before = at == text ? ' ' : g_utf8_get_char(g_utf8_prev_char(at));

        if (!g_unichar_isalnum(before))
            return true;
    }
    return false;
}

static bool
matches(const char *folded, char **words)
{
    bool any = false;

    for (size_t i = 0; words[i]; i++) {
        if (*words[i] && !search_has_word(folded, words[i]))
            return false;
        any = any || *words[i];
    }
    return any;
}

/* Others' changes are found from their slot on. */
const char *
search_folded(const Item *item, uint32_t voice, char **ret_own)
{
    const Face *face = item_face(item, voice);

    if (!item->dirty || g_str_equal(face->text, item->now.text))
        return item->folded;
    return *ret_own = text_fold(face->text);
}

static bool
found_in(const Item *item, uint32_t voice, char **words)
{
    g_autofree char *own = NULL;

    return matches(search_folded(item, voice, &own), words);
}

static int
by_likes(const void *a, const void *b)
{
    const Item *one = *(Item *const *)a, *two = *(Item *const *)b;

    if (one->shown.likes != two->shown.likes)
        return one->shown.likes > two->shown.likes ? -1 : 1;
    return memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

size_t
board_search(const Board *board, uint32_t voice, const char *query, int section, size_t limit, uint32_t *ret_items)
{
    g_autofree char *folded = text_fold(query);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t\n,.;:!?\"'()", -1);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    size_t n = 0;

    for (guint i = 0; i < board->items->len; i++) {
        Item *item = board_at(board, i);

        if (item_readable(item, voice) && (section < 0 || item_face(item, voice)->section == (unsigned)section) &&
            found_in(item, voice, words))
            g_ptr_array_add(found, item);
    }
    g_ptr_array_sort(found, by_likes);
    for (; n < limit && n < found->len; n++)
        ret_items[n] = ((Item *)g_ptr_array_index(found, n))->at;
    return n;
}
