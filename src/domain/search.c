#include "domain/search.h"
#include "base/text.h"
#include "domain/talk.h"

/* Does some word of `text` begin with `word`?  Both folded. */
static bool
has_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        gunichar before = at == text ? ' ' : g_utf8_get_char(g_utf8_prev_char(at));

        if (!g_unichar_isalnum(before))
            return true;
    }
    return false;
}

static bool
matches(const Item *item, char **words)
{
    for (size_t i = 0; words[i]; i++)
        if (*words[i] && !has_word(item->folded, words[i]))
            return false;
    return true;
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

        /* The words of a change that others don't see yet are not found by others either. */
        if (!item_readable(item, voice) || (item->dirty && !item_mine(item, voice) && item->now.text != item->shown.text &&
                                            !g_str_equal(item->now.text, item->shown.text)))
            continue;
        if ((section < 0 || item_face(item, voice)->section == (unsigned)section) && matches(item, words))
            g_ptr_array_add(found, item);
    }
    g_ptr_array_sort(found, by_likes);
    for (; n < limit && n < found->len; n++)
        ret_items[n] = ((Item *)g_ptr_array_index(found, n))->at;
    return n;
}
