#include "domain/near.h"
#include "base/hash.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

#define BAND_ROWS 3
#define HASHES    (NEAR_BANDS * BAND_ROWS)
#define FEW_WORDS 4
#define LONG_WORD 1u            /* the bit of a word's hash that says so */
#define LONG_LEAST 5            /* bytes */
#define NOBODY    UINT32_MAX
#define MOST_KEPT 400           /* different words of one text that are compared */
#define TRIES     8             /* of one band: what half the texts share tells nothing */

/* What a text is compared by; its group is that of its leader. */
typedef struct {
    uint32_t *hashes;           /* of its different words, in order */
    uint32_t  n, firm;          /* firm: of the negations and numbers */
    uint64_t  bands[NEAR_BANDS];
    uint32_t  next[NEAR_BANDS]; /* leaders with the same band; NOBODY: the last */
    uint32_t  leader;
    GArray   *members;          /* a leader's: uint32_t; NULL: none */
} Entry;

struct NearBook {
    GHashTable *entries;        /* item -> Entry */
    GHashTable *bands[NEAR_BANDS];      /* band -> the last leader that has it, and 1 */
};

static void
entry_free(Entry *entry)
{
    if (entry->members)
        g_array_unref(entry->members);
    g_free(entry->hashes);
    g_free(entry);
}

NearBook *
near_book_new(void)
{
    NearBook *book = g_new0(NearBook, 1);

    book->entries = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)entry_free);
    for (unsigned b = 0; b < NEAR_BANDS; b++)
        book->bands[b] = g_hash_table_new(NULL, NULL);
    return book;
}

void
near_book_free(NearBook *book)
{
    if (!book)
        return;
    for (unsigned b = 0; b < NEAR_BANDS; b++)
        g_hash_table_unref(book->bands[b]);
    g_hash_table_unref(book->entries);
    g_free(book);
}

/* ---- what a text is compared by ---- */

static int
compare_hashes(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;

    return (one > two) - (one < two);
}

static bool
is_firm(const char *word)
{
    static const char *const negations[] = {
        "no", "not", "never", "none", "nobody", "nothing", "without", "cannot", "cant", "dont", "doesnt", "didnt", "wont", "wouldnt",
        "isnt", "arent", "wasnt", "werent", "shouldnt", "couldnt", "havent", "hasnt", "mustnt", "against", "stop", "dim", "ddim",
        "peidiwch", "لا", "ليس", "لم", "لن", NULL,
    };

    return strpbrk(word, "0123456789") || text_is_one_of(word, negations);
}

static void
fill_hashes(Entry *entry, const char *const *words, size_t n)
{
    size_t kept = 0;

    n = MIN(n, MOST_KEPT);
    for (size_t i = 0; i < n; i++)
        entry->firm += is_firm(words[i]) ? (uint32_t)hash_mix(g_str_hash(words[i])) : 0;
    entry->hashes = g_new(uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        entry->hashes[i] = (g_str_hash(words[i]) & ~LONG_WORD) | (strlen(words[i]) >= LONG_LEAST ? LONG_WORD : 0u);
    qsort(entry->hashes, n, sizeof *entry->hashes, compare_hashes);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || entry->hashes[i] != entry->hashes[kept - 1])
            entry->hashes[kept++] = entry->hashes[i];
    entry->n = (uint32_t)kept;
}

/* By the long words, where there are enough: the short ones are in nearly every text. */
static void
fill_bands(Entry *entry)
{
    uint64_t least[HASHES];
    uint32_t n_long = 0, only = 0;

    for (uint32_t i = 0; i < entry->n; i++)
        n_long += entry->hashes[i] & LONG_WORD;
    only = n_long >= FEW_WORDS ? LONG_WORD : 0;

    for (unsigned h = 0; h < HASHES; h++) {
        least[h] = UINT64_MAX;
        for (uint32_t i = 0; i < entry->n; i++)
            if ((entry->hashes[i] & only) == only)
                least[h] = MIN(least[h], hash_mix(entry->hashes[i] + ((uint64_t)(h + 1) << 32)));
    }
    for (unsigned b = 0; b < NEAR_BANDS; b++)
        entry->bands[b] = hash_mix(least[BAND_ROWS * b] ^ hash_mix(least[BAND_ROWS * b + 1] + b));
}

static bool
is_near(const Entry *a, const Entry *b)
{
    uint32_t shared = 0, fewest = MIN(a->n, b->n), most = MAX(a->n, b->n);

    if (fewest < NEAR_SHARE * most || a->firm != b->firm)
        return false;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        int by = compare_hashes(&a->hashes[i], &b->hashes[j]);

        shared += by == 0;
        i += by <= 0;
        j += by >= 0;
    }
    uint32_t all = a->n + b->n - shared;
    return fewest < FEW_WORDS ? shared == all : shared >= NEAR_SHARE * all;
}

/* ---- groups ---- */

static Entry *
entry_at(const NearBook *book, uint32_t at)
{
    return g_hash_table_lookup(book->entries, GUINT_TO_POINTER(at));
}

static uint32_t
first_in(const NearBook *book, unsigned band, uint64_t value)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(book->bands[band], GSIZE_TO_POINTER(value))) - 1;
}

static bool
find_leader(const NearBook *book, const Entry *entry, uint32_t *ret_leader)
{
    for (unsigned b = 0; b < NEAR_BANDS; b++) {
        uint32_t leader = first_in(book, b, entry->bands[b]);

        for (unsigned i = 0; i < TRIES && leader != NOBODY; i++) {
            const Entry *other = entry_at(book, leader);

            if (is_near(entry, other))
                return *ret_leader = leader, true;
            leader = other->next[b];
        }
    }
    return false;
}

static void
set_first(NearBook *book, unsigned band, uint64_t value, uint32_t at)
{
    if (at == NOBODY)
        g_hash_table_remove(book->bands[band], GSIZE_TO_POINTER(value));
    else
        g_hash_table_insert(book->bands[band], GSIZE_TO_POINTER(value), GUINT_TO_POINTER(at + 1));
}

static void
lead(NearBook *book, Entry *entry, uint32_t at)
{
    entry->leader = at;
    for (unsigned b = 0; b < NEAR_BANDS; b++) {
        entry->next[b] = first_in(book, b, entry->bands[b]);
        set_first(book, b, entry->bands[b], at);
    }
}

/* Out of the chain of one band. */
static void
unlead(NearBook *book, const Entry *entry, uint32_t at, unsigned band)
{
    uint32_t before = first_in(book, band, entry->bands[band]);

    if (before == at) {
        set_first(book, band, entry->bands[band], entry->next[band]);
        return;
    }
    while (entry_at(book, before)->next[band] != at)
        before = entry_at(book, before)->next[band];
    entry_at(book, before)->next[band] = entry->next[band];
}

static void
drop(GArray *array, uint32_t at)
{
    for (guint i = 0; array && i < array->len; i++)
        if (g_array_index(array, uint32_t, i) == at) {
            g_array_remove_index(array, i);
            return;
        }
}

static void
place(NearBook *book, Entry *entry, uint32_t at)
{
    uint32_t leader;

    if (!find_leader(book, entry, &leader)) {
        lead(book, entry, at);
        return;
    }
    Entry *first = entry_at(book, leader);
    entry->leader = leader;
    if (!first->members) {
        first->members = g_array_new(false, false, sizeof(uint32_t));
        g_array_append_val(first->members, leader);
    }
    g_array_append_val(first->members, at);
}

/* A leader's group finds itself anew. */
static void
take_out(NearBook *book, uint32_t at)
{
    Entry *entry = entry_at(book, at);

    if (!entry)
        return;
    g_autoptr(GArray) members = g_steal_pointer(&entry->members);
    if (entry->leader != at)
        drop(entry_at(book, entry->leader)->members, at);
    for (unsigned b = 0; b < NEAR_BANDS && entry->leader == at; b++)
        unlead(book, entry, at, b);
    g_hash_table_remove(book->entries, GUINT_TO_POINTER(at));
    for (guint i = 0; members && i < members->len; i++) {
        uint32_t other = g_array_index(members, uint32_t, i);

        if (other != at)
            place(book, entry_at(book, other), other);
    }
}

void
near_book_set(NearBook *book, uint32_t at, const char *const *words, size_t n)
{
    take_out(book, at);
    if (n == 0)
        return;
    Entry *entry = g_new0(Entry, 1);
    fill_hashes(entry, words, n);
    fill_bands(entry);
    place(book, entry, at);
    g_hash_table_insert(book->entries, GUINT_TO_POINTER(at), entry);
}

const GArray *
near_book_group(const NearBook *book, uint32_t at)
{
    const Entry *entry = entry_at(book, at);
    const GArray *members = entry ? entry_at(book, entry->leader)->members : NULL;

    return members && members->len > 1 ? members : NULL;
}
