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

bool
search_has_all(const char *folded, char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (*words[i] && !search_has_word(folded, words[i]))
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

/* ---- what may have the words ---- */

void
word_hits_init(WordHits *hits, const Board *board, char *const *words, size_t n)
{
    const size_t items = board->items->len;

    *hits = (WordHits){ .has = g_new0(uint64_t, items + 1), .more = n > HITS_WORDS };
    for (size_t i = 0; i < MIN(n, HITS_WORDS); i++) {
        const uint64_t bit = UINT64_C(1) << i;

        if (!*words[i])
            continue;
        hits->all |= bit;
        if (word_index_is_sure(words[i]))
            hits->sure |= bit;
        if (!word_index_mark(board->index, words[i], bit, hits->has))
            for (size_t at = 0; at < items; at++)
                hits->has[at] |= bit;
    }
    for (guint i = 0; i < board->dirty->len; i++)
        hits->has[g_array_index(board->dirty, uint32_t, i)] = hits->all;
}

void
word_hits_clear(WordHits *hits)
{
    g_clear_pointer(&hits->has, g_free);
}

Hit
word_hits_at(const WordHits *hits, const Board *board, uint32_t at)
{
    if ((hits->has[at] & hits->all) != hits->all)
        return HIT_NOT;
    return g_array_index(board->listed, Listed, at).as == LISTED_LOOK || hits->more || hits->all != hits->sure ? HIT_PERHAPS : HIT_ALL;
}

/* Goes to the item itself only where it must. */
static bool
found_in(const Board *board, const WordHits *hits, uint32_t at, uint32_t voice, char **words)
{
    const Hit hit = g_array_index(board->listed, Listed, at).as == LISTED_NOT ? HIT_NOT : word_hits_at(hits, board, at);
    g_autofree char *own = NULL;

    if (hit != HIT_PERHAPS)
        return hit == HIT_ALL;
    const Item *item = board_at(board, at);
    return item_readable(item, voice) && search_has_all(search_folded(item, voice, &own), words);
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
    if (!words[0] || !limit)
        return 0;
    g_auto(WordHits) hits;
    word_hits_init(&hits, board, words, g_strv_length(words));
    for (guint i = 0; i < board->items->len; i++) {
        const Item *item = board_at(board, i);

        if (found_in(board, &hits, i, voice, words) && (section < 0 || item_face(item, voice)->section == (unsigned)section))
            note_found(&best, item);
    }
    for (size_t i = 0; i < best.n; i++)
        ret_items[i] = best.items[i]->at;
    return best.n;
}
