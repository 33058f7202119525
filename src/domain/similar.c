#include "domain/similar.h"
#include "base/text.h"
#include "domain/everyday.h"
#include "domain/search.h"
#include "domain/talk.h"
#include "domain/word_index.h"
#include <math.h>
#include <string.h>

#define WORDS        40                 /* of the text; the rest is not looked at */
#define LETTERS      4                  /* shorter words join too much */
#define SHARED       2                  /* words, at the least */
#define SHARED_ALIKE 3
#define SHORTEST     4                  /* words of an idea, for its angle */
#define COMMON       3                  /* a word in more than a third of the ideas says nothing */

static const double least_cosine[] = { [SIMILAR_NEAR] = 0.3, [SIMILAR_ALIKE] = 0.48, [SIMILAR_WIDE] = 0.2 };

/* `all`, `mean`: of the weights, of words that nobody used too. */
typedef struct { char *text[WORDS]; double by[WORDS], weight[WORDS], all, mean; size_t n; } Words;
typedef struct { uint32_t at; uint64_t has; double score; bool here; } Match;
/* Ideas that may be read, and of them those that have some of the words. */
typedef struct { GArray *some /* Match */; unsigned all; } Matches;

static void
matches_clear(Matches *matches)
{
    g_clear_pointer(&matches->some, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matches, matches_clear)

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

/* In parts of a word, as one that says something counts for so many that everybody uses. */
static unsigned
parts_of(const EverydayWords *everyday, const char *word, size_t length)
{
    if (g_utf8_strlen(word, (gssize)length) < LETTERS)
        return 0;
    return everyday_has(everyday, word, length) ? 1 : SIMILAR_PARTS;
}

uint8_t
similar_length(const Board *board, const char *folded)
{
    const EverydayWords *everyday = everyday_words(board->about->language);
    unsigned parts = 0;
    size_t length;

    for (const char *word = folded; (word = word_index_next(word, &length)); word += length)
        parts += parts_of(everyday, word, length);
    return (uint8_t)MIN(parts, UINT8_MAX);
}

/* Each once. */
static void
words_add(Words *words, const char *word, size_t length, unsigned parts)
{
    g_autofree char *cut = g_strndup(word, length);

    cut_ending(cut);
    for (size_t i = 0; i < words->n; i++)
        if (g_str_equal(words->text[i], cut))
            return;
    words->by[words->n] = (double)parts / SIMILAR_PARTS;
    words->text[words->n++] = g_steal_pointer(&cut);
}

static void
words_init(Words *words, const Board *board, const char *text)
{
    const EverydayWords *everyday = everyday_words(board->about->language);
    g_autofree char *folded = text_fold(text);
    size_t length;

    *words = (Words){ 0 };
    for (const char *word = folded; words->n < WORDS && (word = word_index_next(word, &length)); word += length) {
        const unsigned parts = parts_of(everyday, word, length);

        if (parts > 0)
            words_add(words, word, length, parts);
    }
}

static void
words_clear(Words *words)
{
    for (size_t i = 0; i < words->n; i++)
        g_free(words->text[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* Goes to the text only for what the index is not sure of. */
static uint64_t
words_in(const Item *item, uint32_t voice, const Words *words, uint64_t may, uint64_t sure)
{
    g_autofree char *own = NULL;
    uint64_t has = may & sure;

    for (uint64_t ask = may & ~sure; ask; ask &= ask - 1) {
        const int i = __builtin_ctzll(ask);

        if (search_has_word(own ? own : search_folded(item, voice, &own), words->text[i]))
            has |= UINT64_C(1) << i;
    }
    return has;
}

/* Whether it is an idea of somebody else that may be read; the item itself is looked at only where it must be. */
static bool
is_meant(const Board *board, const SimilarTo *to, const bool *own, uint32_t at)
{
    const Listed listed = g_array_index(board->listed, Listed, at);

    if (listed.as != LISTED_LOOK)
        return listed.as == LISTED_IDEA && at != to->except && !own[at];
    const Item *item = board_at(board, at);
    return item->kind == KIND_IDEA && at != to->except && !own[at] && item_readable(item, to->voice);
}

static bool *
own_items(const Board *board, uint32_t voice)
{
    const GArray *items = voice ? g_array_index(board->voices, Voice, voice).items : NULL;
    bool *own = g_new0(bool, board->items->len + 1);

    for (guint i = 0; items && i < items->len; i++)
        own[g_array_index(items, uint32_t, i)] = true;
    return own;
}

static void
matches_init(Matches *matches, const Board *board, const SimilarTo *to, const Words *words)
{
    g_auto(WordHits) hits;
    g_autofree bool *own = own_items(board, to->voice);

    *matches = (Matches){ g_array_new(false, false, sizeof(Match)), 0 };
    word_hits_init(&hits, board, words->text, words->n);
    for (uint32_t at = 0; at < board->items->len; at++) {
        if (!is_meant(board, to, own, at))
            continue;
        const uint64_t sure = g_array_index(board->listed, Listed, at).as == LISTED_LOOK ? 0 : hits.sure, may = hits.has[at];
        const Match match = { .at = at, .has = may & ~sure ? words_in(board_at(board, at), to->voice, words, may, sure) : may };

        matches->all++;
        if (match.has)
            g_array_append_val(matches->some, match);
    }
}

/* In too many ideas to say something: none. */
static double
weight_of(const Matches *matches, unsigned with)
{
    if (matches->all >= 4 * COMMON && with * COMMON > matches->all)
        return 0;
    return log(1 + (double)matches->all / MAX(with, 1));
}

static void
weigh(const Matches *matches, Words *words)
{
    unsigned with[WORDS] = { 0 };
    double length = 0;

    for (guint at = 0; at < matches->some->len; at++)
        for (uint64_t has = g_array_index(matches->some, Match, at).has; has; has &= has - 1)
            with[__builtin_ctzll(has)]++;
    for (size_t i = 0; i < words->n; i++) {
        words->weight[i] = words->by[i] * weight_of(matches, with[i]);
        words->all += words->weight[i];
        length += words->weight[i] > 0 ? words->by[i] : 0;
    }
    words->mean = length > 0 ? words->all / length : 0;
}

static double
score(uint64_t has, const Words *words, unsigned least, double length)
{
    double sum = 0;
    unsigned shared = 0;

    for (; has; has &= has - 1) {
        const double weight = words->weight[__builtin_ctzll(has)];

        shared += weight > 0;
        sum += weight;
    }
    return shared >= least ? sum / sqrt(words->all * fmax(length, SHORTEST) * words->mean) : 0;
}

/* ---- the nearest ---- */

static bool
is_here(const Board *board, const SimilarTo *to, uint32_t at)
{
    const Listed listed = g_array_index(board->listed, Listed, at);

    return (listed.as == LISTED_LOOK ? item_face(board_at(board, at), to->voice)->section : listed.section) == to->section;
}

static bool
is_nearer(const Board *board, const Match *one, const Match *two)
{
    if (one->here != two->here)
        return one->here;
    if (fabs(one->score - two->score) > 1e-9)
        return one->score > two->score;
    return memcmp(board_at(board, one->at)->id.bytes, board_at(board, two->at)->id.bytes, sizeof(Id)) < 0;
}

/* Among the first so many of what was found. */
static void
keep_nearest(const Board *board, GArray *nearest, const Match *match, size_t limit)
{
    guint at = nearest->len;

    while (at > 0 && is_nearer(board, match, &g_array_index(nearest, Match, at - 1)))
        at--;
    if (at >= limit)
        return;
    g_array_insert_val(nearest, at, *match);
    g_array_set_size(nearest, MIN(nearest->len, (guint)limit));
}

/* Those that are near enough, the nearest first; caller unrefs. */
static GArray *
find_nearest(const Board *board, const SimilarTo *to, const Matches *matches, Words *words, size_t limit)
{
    GArray *nearest = g_array_new(false, false, sizeof(Match));

    weigh(matches, words);
    for (guint i = 0; i < matches->some->len; i++) {
        Match match = g_array_index(matches->some, Match, i);

        match.score = score(match.has, words, to->how == SIMILAR_ALIKE ? SHARED_ALIKE : SHARED,
                            (double)g_array_index(board->listed, Listed, match.at).length / SIMILAR_PARTS);
        if (match.score < least_cosine[to->how])
            continue;
        match.here = is_here(board, to, match.at);
        keep_nearest(board, nearest, &match, limit);
    }
    return nearest;
}

size_t
board_similar(const Board *board, const SimilarTo *to, size_t limit, uint32_t *ret_items)
{
    g_auto(Words) words;
    g_auto(Matches) matches = { NULL, 0 };

    words_init(&words, board, to->text);
    if (words.n < SHARED)
        return 0;
    matches_init(&matches, board, to, &words);
    g_autoptr(GArray) nearest = find_nearest(board, to, &matches, &words, limit);

    for (guint i = 0; i < nearest->len; i++)
        ret_items[i] = g_array_index(nearest, Match, i).at;
    return nearest->len;
}
