#include "desk/limiter.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/lock.h"
#include "base/secret.h"
#include <glib.h>

#define THINGS_MOST 100000

const LimitRule limit_rules[] = {
    /* Wrong codes: a code has 58 bits, so these are for peace in the log more than for safety. */
    [LIMIT_CODE_NETWORK] = { 30, 600 },
    [LIMIT_CODE_ALL] = { 3000, 600 },
    [LIMIT_LINK_NETWORK] = { 60, 600 },
    [LIMIT_LINK_ADDRESS] = { 3, 3600 },
    [LIMIT_LINK_ALL] = { 6000, 600 },
    [LIMIT_CALL_NETWORK] = { 10, 3600 },
    [LIMIT_CALL_ALL] = { 200, 3600 },
    [LIMIT_TOTP_STAFF] = { 10, 600 },
};

typedef struct { uint64_t key; int64_t ends_ms; unsigned n; } Count;

struct Limiter {
    pthread_mutex_t lock;
    SecretKey   salt;
    GHashTable *counts;         /* by their key */
};

Limiter *
limiter_new(void)
{
    Limiter *limiter = g_new0(Limiter, 1);

    pthread_mutex_init(&limiter->lock, NULL);
    secret_key_new(&limiter->salt);
    limiter->counts = g_hash_table_new_full(hash_int64, g_int64_equal, NULL, g_free);
    return limiter;
}

void
limiter_free(Limiter *limiter)
{
    if (limiter == NULL)
        return;
    g_hash_table_unref(limiter->counts);
    pthread_mutex_destroy(&limiter->lock);
    g_free(limiter);
}

static uint64_t
key_of(const Limiter *limiter, LimitUse use, const void *thing, size_t length)
{
    uint64_t hash[2];

    secret_hash(&limiter->salt, "limit", thing != NULL ? thing : "", thing != NULL ? length : 0, hash, sizeof hash);
    return hash[0] * 31 + use;
}

static gboolean
is_over(gpointer key, gpointer value, gpointer now_ms)
{
    return ((const Count *)value)->ends_ms <= *(const int64_t *)now_ms;
}

/* The count that runs now; NULL: none, or it is over. */
static Count *
running(const Limiter *limiter, uint64_t key, int64_t now_ms)
{
    Count *count = g_hash_table_lookup(limiter->counts, &key);

    return count != NULL && count->ends_ms > now_ms ? count : NULL;
}

bool
limiter_take(Limiter *limiter, LimitUse use, const void *thing, size_t length)
{
    LOCK_HOLD(&limiter->lock);
    int64_t now_ms = clock_monotonic_ms();
    const uint64_t key = key_of(limiter, use, thing, length);
    Count *count = running(limiter, key, now_ms);

    if (count != NULL)
        return count->n < limit_rules[use].most && ++count->n > 0;
    if (g_hash_table_size(limiter->counts) >= THINGS_MOST)
        g_hash_table_foreach_remove(limiter->counts, is_over, &now_ms);
    if (g_hash_table_size(limiter->counts) >= THINGS_MOST)
        return true;            /* so many at once: the limit over all of them holds */
    count = g_new(Count, 1);
    *count = (Count){ key, now_ms + (int64_t)limit_rules[use].seconds * 1000, 1 };
    g_hash_table_replace(limiter->counts, &count->key, count);
    return true;
}

bool
limiter_would(Limiter *limiter, LimitUse use, const void *thing, size_t length)
{
    LOCK_HOLD(&limiter->lock);
    const Count *count = running(limiter, key_of(limiter, use, thing, length), clock_monotonic_ms());

    return count == NULL || count->n < limit_rules[use].most;
}
