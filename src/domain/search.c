#include "domain/search.h"
#include "base/clock.h"
#include "base/text.h"
#include "domain/talk.h"

/* A letter or a figure stands before; most are ASCII. */
static bool
is_inside(const char *at)
{
    return (at[-1] & 0x80) ? g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at))) : g_ascii_isalnum(at[-1]);
}

bool
search_has_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        if (at == text || !is_inside(at))
            return true;
    }
    return false;
}

static bool
has_all(const char *folded, char **words)
{
    for (size_t i = 0; words[i]; i++)
        if (!search_has_word(folded, words[i]))
            return false;
    return true;
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

bool
search_may_have(const Board *board, uint32_t at, const char *word)
{
    return word_marks_may_have(&g_array_index(board->marks, WordMarks, at), word);
}

/* Goes to the item itself only where the marks, which lie side by side, let it. */
static bool
found_in(const Board *board, uint32_t at, uint32_t voice, char **words)
{
    const Item *item = board_at(board, at);
    g_autofree char *own = NULL;

    for (size_t i = 0; words[i]; i++)
        if (!search_may_have(board, at, words[i]))
            return false;
    return item_readable(item, voice) && has_all(search_folded(item, voice, &own), words);
}

static int
by_likes(const Item *one, const Item *two)
{
    if (one->shown.likes != two->shown.likes)
        return one->shown.likes > two->shown.likes ? -1 : 1;
    return memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

/* Where counts are hidden: their order would tell them. */
static int
by_newest(const Item *one, const Item *two)
{
    if (one->slot != two->slot)
        return one->slot > two->slot ? -1 : 1;
    return memcmp(one->id.bytes, two->id.bytes, sizeof(Id));
}

/* The best of what was found, in their order: a common word is in half of all texts. */
typedef int ItemOrder(const Item *one, const Item *two);
typedef struct { const Item **items; size_t n, limit; ItemOrder *order; } Best;

static void
note_found(Best *best, const Item *item)
{
    size_t at = best->n;

    if (at == best->limit && best->order(item, best->items[at - 1]) > 0)
        return;
    if (at == best->limit)
        at--;
    else
        best->n++;
    for (; at > 0 && best->order(item, best->items[at - 1]) < 0; at--)
        best->items[at] = best->items[at - 1];
    best->items[at] = item;
}

static void
drop_empty(char **words)
{
    size_t n = 0;

    for (size_t i = 0; words[i]; i++)
        if (*words[i])
            words[n++] = words[i];
        else
            g_free(words[i]);
    words[n] = NULL;
}

size_t
board_search(const Board *board, uint32_t voice, const char *query, int section, size_t limit, uint32_t *ret_items)
{
    g_autofree char *folded = text_fold(query);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t\n,.;:!?\"'()", -1);
    g_autofree const Item **items = g_new(const Item *, MAX(limit, 1));
    Best best = { items, 0, limit, board_hides_counts(board, clock_now()) ? by_newest : by_likes };

    drop_empty(words);
    for (guint i = 0; words[0] && limit && i < board->items->len; i++) {
        const Item *item = board_at(board, i);

        if (found_in(board, i, voice, words) && (section < 0 || item_face(item, voice)->section == (unsigned)section))
            note_found(&best, item);
    }
    for (size_t i = 0; i < best.n; i++)
        ret_items[i] = best.items[i]->at;
    return best.n;
}
