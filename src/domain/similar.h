/* Ideas that say much the same as a text: by the words they share, the rare ones weighing more. */
#pragma once
#include "domain/board.h"

typedef struct {
    const char *text;
    uint32_t    voice;                  /* who asks: what it may read */
    unsigned    section;                /* ideas of this one come first */
    uint32_t    except;                 /* this item is left out; NO_ITEM */
    bool     alike;                     /* only what says nearly the same: enough to hold somebody up for it */
} SimilarTo;

/* Readable ideas of others, the most similar first; with a text of one or two words, nothing.
 * Returns how many of at most `limit`. */
size_t board_similar(const Board *board, const SimilarTo *to, size_t limit, uint32_t *ret_items);
