#include "room/cards.h"

#define N_SLOTS (1u << 14)              /* of about 2.5 KB each: 40 MB when full */
#define N_LOCKS 64

typedef struct { CardKey key; Card *card; } Slot;

struct CardCache { Slot slots[N_SLOTS]; GMutex locks[N_LOCKS]; };

CardCache *
card_cache_new(void)
{
    CardCache *cache = g_new0(CardCache, 1);

    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_init(&cache->locks[i]);
    return cache;
}

static void
card_clear(void *data)
{
    Card *card = data;

    safe_html_free(card->html);
    gzip_piece_clear(&card->gzip);
}

Card *
card_new(SafeHtml *html)
{
    Card *card = g_atomic_rc_box_new0(Card);

    card->html = html;
    return card;
}

void
card_press(Card *card)
{
    size_t length;
    const char *text = safe_html_text(card->html, &length);

    if (!card->gzip.bytes)
        gzip_piece_make(text, length, &card->gzip);
}

void
card_unref(Card *card)
{
    if (card)
        g_atomic_rc_box_release_full(card, card_clear);
}

void
card_cache_free(CardCache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < N_SLOTS; i++)
        card_unref(cache->slots[i].card);
    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_clear(&cache->locks[i]);
    g_free(cache);
}

/* Neighbouring items lie in neighbouring places, so a conversation that fits never collides but for
 * authors' own cards and votes of the present slot: these few lie anywhere. */
static size_t
place_of(const CardKey *key)
{
    unsigned rare = key->times.language * 64u + key->mine * 4u + (key->vote.now != key->vote.shown) * (1u + (unsigned)key->vote.shown) +
                    key->times.all_counts * 8u;

    return (key->item * 3u + (unsigned)key->vote.now + rare * 0x9E37u + (unsigned)key->board) & (N_SLOTS - 1);
}

static bool
same_key(const CardKey *a, const CardKey *b)
{
    return a->board == b->board && a->item == b->item && a->vote.now == b->vote.now &&
           a->vote.shown == b->vote.shown && a->mine == b->mine && a->face_version == b->face_version &&
           a->times.today == b->times.today && a->times.open == b->times.open && a->times.posting == b->times.posting &&
           a->times.all_counts == b->times.all_counts && a->times.language == b->times.language;
}

Card *
card_cache_find(CardCache *cache, const CardKey *key)
{
    size_t at = place_of(key);
    Card *card = NULL;

    g_mutex_lock(&cache->locks[at % N_LOCKS]);
    if (cache->slots[at].card && same_key(&cache->slots[at].key, key))
        card = g_atomic_rc_box_acquire(cache->slots[at].card);
    g_mutex_unlock(&cache->locks[at % N_LOCKS]);
    return card;
}

void
card_cache_keep(CardCache *cache, const CardKey *key, Card *card)
{
    size_t at = place_of(key);

    card_press(card);
    g_mutex_lock(&cache->locks[at % N_LOCKS]);
    Card *old = cache->slots[at].card;
    cache->slots[at] = (Slot){ *key, g_atomic_rc_box_acquire(card) };
    g_mutex_unlock(&cache->locks[at % N_LOCKS]);
    card_unref(old);
}
