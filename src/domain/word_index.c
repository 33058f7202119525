#include "domain/word_index.h"
#include <string.h>

#define WORD_MOST 48                    /* bytes that are kept of a word; */
#define ASK_MOST  40                    /* and asked for: fewer, as a word is cut before a letter that does not fit whole */

struct WordIndex {
    GTree      *sorted;                 /* word -> GArray of uint32_t, ascending */
    GHashTable *words;                  /* the same, quicker to find; borrows */
};

static int
compare(const void *a, const void *b, void *data)
{
    (void)data;
    return strcmp(a, b);
}

WordIndex *
word_index_new(void)
{
    WordIndex *index = g_new0(WordIndex, 1);

    index->sorted = g_tree_new_full(compare, NULL, g_free, (GDestroyNotify)g_array_unref);
    index->words = g_hash_table_new(g_str_hash, g_str_equal);
    return index;
}

void
word_index_free(WordIndex *index)
{
    if (!index)
        return;
    g_hash_table_unref(index->words);
    g_tree_unref(index->sorted);
    g_free(index);
}

size_t
word_index_size(const WordIndex *index)
{
    return g_hash_table_size(index->words);
}

/* ---- words of a text ---- */

/* The next run of letters and figures; NULL: there is none. */
const char *
word_index_next(const char *at, size_t *ret_length)
{
    while (*at && !g_unichar_isalnum(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    const char *end = at;
    while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    *ret_length = (size_t)(end - at);
    return end > at ? at : NULL;
}

/* As much of the run as fits, whole letters. */
static void
copy_run(const char *run, size_t length, size_t most, char ret_word[static WORD_MOST + 1])
{
    while (length > most)
        length = (size_t)(g_utf8_find_prev_char(run, run + length) - run);
    memcpy(ret_word, run, length);
    ret_word[length] = '\0';
}

/* The first place that is not before `at`. */
static guint
place_in(const GArray *places, uint32_t at)
{
    guint from = 0, to = places->len;

    if (to > 0 && g_array_index(places, uint32_t, to - 1) < at)
        return to;
    while (from < to) {
        const guint middle = (from + to) / 2;

        if (g_array_index(places, uint32_t, middle) < at)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static bool
is_at(const GArray *places, guint i, uint32_t at)
{
    return i < places->len && g_array_index(places, uint32_t, i) == at;
}

static void
add_word(WordIndex *index, const char *word, uint32_t at)
{
    GArray *places = g_hash_table_lookup(index->words, word);

    if (!places) {
        char *kept = g_strdup(word);

        places = g_array_sized_new(false, false, sizeof(uint32_t), 2);
        g_tree_insert(index->sorted, kept, places);
        g_hash_table_insert(index->words, kept, places);
    }
    const guint i = place_in(places, at);
    if (!is_at(places, i, at))
        g_array_insert_val(places, i, at);
}

static void
remove_word(WordIndex *index, const char *word, uint32_t at)
{
    GArray *places = g_hash_table_lookup(index->words, word);
    const guint i = places ? place_in(places, at) : 0;

    if (!places || !is_at(places, i, at))
        return;
    g_array_remove_index(places, i);
    if (places->len > 0)
        return;
    g_hash_table_remove(index->words, word);
    g_tree_remove(index->sorted, word);
}

static void
each_word(WordIndex *index, uint32_t at, const char *folded, void (*each)(WordIndex *index, const char *word, uint32_t at))
{
    char word[WORD_MOST + 1];
    size_t length;

    for (const char *run = folded; (run = word_index_next(run, &length)); run += length) {
        copy_run(run, length, WORD_MOST, word);
        each(index, word, at);
    }
}

void
word_index_add(WordIndex *index, uint32_t at, const char *folded)
{
    each_word(index, at, folded, add_word);
}

void
word_index_remove(WordIndex *index, uint32_t at, const char *folded)
{
    each_word(index, at, folded, remove_word);
}

/* ---- looking ---- */

static void
mark_places(const GArray *places, uint64_t bits, uint64_t *has)
{
    for (guint i = 0; places && i < places->len; i++)
        has[g_array_index(places, uint32_t, i)] |= bits;
}

bool
word_index_mark(const WordIndex *index, const char *word, uint64_t bits, uint64_t *has)
{
    char key[WORD_MOST + 1];
    size_t length;
    const char *run = word_index_next(word, &length);

    if (!run)
        return false;
    copy_run(run, length, ASK_MOST, key);
    if (run[length] && length <= ASK_MOST) {    /* something follows, so it is a word to its end */
        mark_places(g_hash_table_lookup(index->words, key), bits, has);
        return true;
    }
    for (GTreeNode *node = g_tree_lower_bound(index->sorted, key); node && g_str_has_prefix(g_tree_node_key(node), key);
         node = g_tree_node_next(node))
        mark_places(g_tree_node_value(node), bits, has);
    return true;
}

bool
word_index_is_sure(const char *word)
{
    size_t length;

    return word_index_next(word, &length) == word && !word[length] && length <= ASK_MOST;
}
