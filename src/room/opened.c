#include "room/opened.h"
#include <glib.h>

#define N_SLOTS (1u << 12)              /* of about 120 bytes each: half a megabyte */
#define N_LOCKS 64

typedef struct { OpenedTag tag; Opened opened; bool used; } Slot;

struct OpenedCache { SecretKey key; Slot slots[N_SLOTS]; GMutex locks[N_LOCKS]; };

OpenedCache *
opened_cache_new(void)
{
    OpenedCache *cache = g_new0(OpenedCache, 1);

    secret_key_new(&cache->key);
    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_init(&cache->locks[i]);
    return cache;
}

void
opened_cache_free(OpenedCache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_clear(&cache->locks[i]);
    secret_wipe(cache, sizeof *cache);
    g_free(cache);
}

OpenedTag
opened_tag(const OpenedCache *cache, const char *cookies)
{
    OpenedTag tag;

    secret_quick_hash(&cache->key, cookies, strlen(cookies), tag.bytes);
    return tag;
}

static size_t
place_of(const OpenedTag *tag)
{
    return (tag->bytes[0] | (size_t)tag->bytes[1] << 8) & (N_SLOTS - 1);
}

bool
opened_find(OpenedCache *cache, const OpenedTag *tag, Opened *ret_opened)
{
    size_t at = place_of(tag);
    const Slot *slot = &cache->slots[at];

    g_mutex_lock(&cache->locks[at % N_LOCKS]);
    bool found = slot->used && secret_equal(&slot->tag, tag, sizeof *tag);
    if (found)
        *ret_opened = slot->opened;
    g_mutex_unlock(&cache->locks[at % N_LOCKS]);
    return found;
}

void
opened_keep(OpenedCache *cache, const OpenedTag *tag, const Opened *opened)
{
    size_t at = place_of(tag);

    g_mutex_lock(&cache->locks[at % N_LOCKS]);
    cache->slots[at] = (Slot){ *tag, *opened, true };
    g_mutex_unlock(&cache->locks[at % N_LOCKS]);
}
