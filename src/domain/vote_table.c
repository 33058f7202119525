#include "domain/vote_table.h"
#include <glib.h>

/* Entry: voice 30 bits, item 30 bits, now 2, shown 2.  Zero is an empty slot: voices begin at 1. */
struct VoteTable { uint64_t *slots; size_t n_slots, n_used; };

#define KEY_SHIFT 4

static uint64_t
make_key(uint32_t voice, uint32_t item)
{
    return ((uint64_t)voice << 30 | item) << KEY_SHIFT;
}

static size_t
hash_key(uint64_t key, size_t n_slots)
{
    key >>= KEY_SHIFT;
    key *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(key >> 24) & (n_slots - 1);
}

/* The slot that holds the key, or the empty one where it would go. */
static uint64_t *
find_slot(const VoteTable *table, uint64_t key)
{
    size_t at = hash_key(key, table->n_slots);

    while (table->slots[at] && (table->slots[at] >> KEY_SHIFT) != (key >> KEY_SHIFT))
        at = (at + 1) & (table->n_slots - 1);
    return &table->slots[at];
}

VoteTable *
vote_table_new(void)
{
    VoteTable *table = g_new0(VoteTable, 1);

    table->n_slots = 1024;
    table->slots = g_new0(uint64_t, table->n_slots);
    return table;
}

void
vote_table_free(VoteTable *table)
{
    if (!table)
        return;
    g_free(table->slots);
    g_free(table);
}

static void
grow(VoteTable *table)
{
    g_autofree uint64_t *old = table->slots;
    size_t n_old = table->n_slots;

    table->n_slots *= 2;
    table->slots = g_new0(uint64_t, table->n_slots);
    for (size_t i = 0; i < n_old; i++)
        if (old[i])
            *find_slot(table, old[i]) = old[i];
}

VotePair
vote_table_get(const VoteTable *table, uint32_t voice, uint32_t item)
{
    uint64_t entry = *find_slot(table, make_key(voice, item));

    return (VotePair){ (Vote)(entry >> 2 & 3), (Vote)(entry & 3) };
}

bool
vote_table_has(const VoteTable *table, uint32_t voice, uint32_t item)
{
    return *find_slot(table, make_key(voice, item)) != 0;
}

void
vote_table_set(VoteTable *table, uint32_t voice, uint32_t item, VotePair pair)
{
    uint64_t key = make_key(voice, item);

    g_assert(voice > 0 && voice <= VOTE_TABLE_MAX_INDEX && item <= VOTE_TABLE_MAX_INDEX);
    if (table->n_used * 10 >= table->n_slots * 6)
        grow(table);
    uint64_t *slot = find_slot(table, key);
    if (!*slot)
        table->n_used++;
    *slot = key | (uint64_t)pair.now << 2 | (uint64_t)pair.shown;
}

size_t
vote_table_size(const VoteTable *table)
{
    return table->n_used;
}

void
vote_table_each(const VoteTable *table, void (*each)(uint32_t voice, uint32_t item, VotePair pair, void *data), void *data)
{
    for (size_t i = 0; i < table->n_slots; i++) {
        uint64_t entry = table->slots[i];

        if (entry)
            each((uint32_t)(entry >> 34), (uint32_t)(entry >> KEY_SHIFT) & VOTE_TABLE_MAX_INDEX,
                 (VotePair){ (Vote)(entry >> 2 & 3), (Vote)(entry & 3) }, data);
    }
}
