#include "room/claims.h"
#include "base/lock.h"

#define CLAIM_SECONDS (10 * 60)
#define MOST_CLAIMS   1000

typedef struct { unsigned staff; gint64 until; } Claim;

struct Claims {
    pthread_mutex_t lock;
    GHashTable     *held;               /* Id -> Claim */
};

Claims *
claims_new(void)
{
    Claims *claims = g_new0(Claims, 1);

    pthread_mutex_init(&claims->lock, NULL);
    claims->held = g_hash_table_new_full(id_hash, id_equal_func, g_free, g_free);
    return claims;
}

void
claims_free(Claims *claims)
{
    if (!claims)
        return;
    g_hash_table_unref(claims->held);
    pthread_mutex_destroy(&claims->lock);
    g_free(claims);
}

static gboolean
is_over(void *id, void *claim, void *now)
{
    (void)id;
    return ((const Claim *)claim)->until <= *(const gint64 *)now;
}

static unsigned
holder_of(const Claims *claims, const Id *contribution, unsigned staff, gint64 now)
{
    const Claim *claim = g_hash_table_lookup(claims->held, contribution);

    return claim && claim->until > now && claim->staff != staff ? claim->staff : 0;
}

unsigned
claims_take(Claims *claims, const Id *contribution, unsigned staff, gint64 now)
{
    LOCK_HOLD(&claims->lock);
    unsigned holder = holder_of(claims, contribution, staff, now);
    const Claim claim = { staff, now + CLAIM_SECONDS };

    if (g_hash_table_size(claims->held) >= MOST_CLAIMS)
        g_hash_table_foreach_remove(claims->held, is_over, &now);
    if (holder == 0 && g_hash_table_size(claims->held) < MOST_CLAIMS)
        g_hash_table_replace(claims->held, g_memdup2(contribution, sizeof *contribution), g_memdup2(&claim, sizeof claim));
    return holder;
}

unsigned
claims_holder(Claims *claims, const Id *contribution, unsigned staff, gint64 now)
{
    LOCK_HOLD(&claims->lock);
    return holder_of(claims, contribution, staff, now);
}

void
claims_give_back(Claims *claims, const Id *contribution, unsigned staff)
{
    LOCK_HOLD(&claims->lock);
    const Claim *claim = g_hash_table_lookup(claims->held, contribution);

    if (claim && claim->staff == staff)
        g_hash_table_remove(claims->held, contribution);
}

GHashTable *
claims_held(Claims *claims, unsigned staff, gint64 now)
{
    GHashTable *held = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    GHashTableIter iter;
    void *id;

    LOCK_HOLD(&claims->lock);
    g_hash_table_iter_init(&iter, claims->held);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        if (holder_of(claims, id, staff, now))
            g_hash_table_add(held, g_memdup2(id, sizeof(Id)));
    return held;
}
