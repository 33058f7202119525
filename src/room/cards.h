/* Cards that have been rendered: a bounded, direct-mapped cache.
 *
 * A listed card is the same for every reader who voted alike, as long as its face, the day
 * and the phase are the same.  An author's own card, marked as theirs, is another card. */
#pragma once
#include "domain/board.h"
#include "html/gzip.h"
#include "html/html.h"

typedef struct CardCache CardCache;
/* A rendered card; references are atomic. */
typedef struct { SafeHtml *html; GzipPiece gzip; /* once pressed */ } Card;

/* What is the same for all cards of a page. */
typedef struct { int today; bool open, posting, all_counts; unsigned language; } CardTimes;

typedef struct {
    uint64_t board;                     /* its serial */
    uint32_t item, face_version;
    VotePair vote;                      /* the reader's */
    bool     mine;
    CardTimes times;
} CardKey;

CardCache *card_cache_new(void);
void       card_cache_free(CardCache *cache);

Card *card_new(SafeHtml *html /* taken */);
/* Makes the compressed twin where there is none; while nobody else has the card: those from the cache have it. */
void  card_press(Card *card);
void  card_unref(Card *card);
/* A new reference, or NULL. */
Card *card_cache_find(CardCache *cache, const CardKey *key);
/* Pressed first. */
void  card_cache_keep(CardCache *cache, const CardKey *key, Card *card);
