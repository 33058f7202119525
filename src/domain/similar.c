#include "domain/similar.h"
#include "base/text.h"
#include "domain/search.h"
#include "domain/talk.h"
#include <math.h>
#include <string.h>

#define WORDS        40                 /* of the text; the rest is not looked at */
#define LETTERS      4                  /* shorter words join too much */
#define SHARED       2                  /* words, at the least */
#define PART         0.3                /* of the weight of all words that somebody has used */
#define COMMON       3                  /* a word in more than a third of the ideas says nothing */

typedef struct { char *text; double weight; } Word;
typedef struct { Item *item; uint64_t has; double score; bool here; } Match;

/* "rotas" finds "rota", and "working" "works". */
static void
cut_ending(char *word)
{
    static const char *const endings[] = { "ing", "ed", "es", "s" };
    size_t length = strlen(word);

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (length >= LETTERS + strlen(endings[i]) && g_str_has_suffix(word, endings[i])) {
            word[length - strlen(endings[i])] = '\0';
            return;
        }
    }
}

static size_t
words_of(const char *text, Word words[static WORDS])
{
    g_autofree char *folded = text_fold(text);
    g_auto(GStrv) parts = g_strsplit_set(folded, " \t\n,.;:!?\"'()*_-/", -1);
    size_t n = 0;

    for (size_t i = 0; parts[i] && n < WORDS; i++) {
        bool known = g_utf8_strlen(parts[i], -1) < LETTERS;

        cut_ending(parts[i]);
        for (size_t k = 0; k < n && !known; k++)
            known = g_str_equal(words[k].text, parts[i]);
        if (!known)
            words[n++].text = g_strdup(parts[i]);
    }
    return n;
}

static uint64_t
words_in(const Board *board, const Item *item, uint32_t voice, const Word *words, size_t n)
{
    g_autofree char *own = NULL;
    uint64_t has = 0;

    for (size_t i = 0; i < n; i++)
        if (search_may_have(board, item->at, words[i].text))
            has |= (uint64_t)search_has_word(own ? own : search_folded(item, voice, &own), words[i].text) << i;
    return has;
}

/* Every idea that may be read, with the words it has. */
static GArray *
matches_of(const Board *board, const SimilarTo *to, const Word *words, size_t n)
{
    GArray *matches = g_array_new(false, false, sizeof(Match));

    for (guint at = 0; at < board->items->len; at++) {
        Item *item = board_at(board, at);

        if (item->kind != KIND_IDEA || at == to->except || item_mine(item, to->voice) || !item_readable(item, to->voice))
            continue;
        Match match = {
            .item = item,
            .has = words_in(board, item, to->voice, words, n),
            .here = item_face(item, to->voice)->section == to->section,
        };
        g_array_append_val(matches, match);
    }
    return matches;
}

/* Rare words weigh more: log(1 + ideas / ideas with it).  Returns the weight of all. */
static double
weigh(const GArray *matches, Word *words, size_t n)
{
    double all = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned with = 0;

        for (guint at = 0; at < matches->len; at++)
            with += g_array_index(matches, Match, at).has >> i & 1;
        bool says = with > 0 && (matches->len < 4 * COMMON || with * COMMON <= matches->len);
        words[i].weight = says ? log(1 + (double)matches->len / with) : 0;
        all += words[i].weight;
    }
    return all;
}

static double
score(const Match *match, const Word *words, size_t n)
{
    double sum = 0;
    unsigned shared = 0;

    for (size_t i = 0; i < n; i++) {
        bool has = match->has >> i & 1 && words[i].weight > 0;

        shared += has;
        sum += has ? words[i].weight : 0;
    }
    return shared >= SHARED ? sum : 0;
}

static int
by_score(const void *a, const void *b)
{
    const Match *one = a, *two = b;

    if (one->here != two->here)
        return one->here ? -1 : 1;
    if (fabs(one->score - two->score) > 1e-9)
        return one->score > two->score ? -1 : 1;
    return memcmp(one->item->id.bytes, two->item->id.bytes, sizeof(Id));
}

size_t
board_similar(const Board *board, const SimilarTo *to, size_t limit, uint32_t *ret_items)
{
    Word words[WORDS] = { 0 };
    size_t n = words_of(to->text, words), found = 0;
    g_autoptr(GArray) matches = n >= SHARED ? matches_of(board, to, words, n) : g_array_new(false, false, sizeof(Match));
    double all = weigh(matches, words, n);

    g_autoptr(GArray) close = g_array_new(false, false, sizeof(Match));

    for (guint at = 0; at < matches->len; at++) {
        Match match = g_array_index(matches, Match, at);

        match.score = score(&match, words, n);
        if (match.score > 0 && match.score >= PART * all)
            g_array_append_val(close, match);
    }
    g_array_sort(close, by_score);
    for (; found < limit && found < close->len; found++)
        ret_items[found] = g_array_index(close, Match, found).item->at;
    for (size_t i = 0; i < n; i++)
        g_free(words[i].text);
    return found;
}
