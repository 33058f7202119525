/* Ideas that say much the same as a text: by the words they share, the rare ones weighing more.
 *
 * The words of both are vectors of 0 and 1, a word w weighing log(1 + ideas / ideas that have w); what is compared is the
 * cosine of their angle, with the words that only the idea has at the mean weight of the text's:
 *     sum of what they share / sqrt(sum of the text's x words of the idea x mean of the text's).
 * A word is what the index takes for one (domain/word_index.h); one that everybody uses (domain/everyday.h) weighs and counts a third.
 * So long ideas, which share some words with everything, come no nearer for it.  On the arguments of IBM's key point
 * analysis 0.70 of what is offered makes the same point, and 0.8 of what somebody is held up for (tests/unit/test_similar.c). */
#pragma once
#include "domain/board.h"

typedef enum {
    SIMILAR_NEAR,
    SIMILAR_ALIKE,                      /* only what says nearly the same: enough to hold somebody up for it */
    SIMILAR_WIDE,                       /* what may: for those who look for what can be joined */
} SimilarHow;

typedef struct {
    const char *text;
    uint32_t    voice;                  /* who asks: what it may read */
    unsigned    section;                /* ideas of this one come first */
    uint32_t    except;                 /* this item is left out; NO_ITEM */
    SimilarHow  how;
} SimilarTo;

#define SIMILAR_PARTS 3
/* How many words a folded text has that count here, in so many parts of a word, at most UINT8_MAX; one that everybody
 * uses has one part (domain/everyday.h).  Kept for each item, Listed.length. */
uint8_t similar_length(const Board *board, const char *folded);

/* Readable ideas of others, the most similar first; with a text of one or two words, nothing.
 * Returns how many of at most `limit`. */
size_t board_similar(const Board *board, const SimilarTo *to, size_t limit, uint32_t *ret_items);
