/* Near-duplicates among what others are shown: groups of contributions that say the same in nearly the same words.
 *
 * Two texts belong together where they share at least NEAR_SHARE of all their different words (Jaccard), whatever the order
 * and the punctuation; those of under four words, only where the words are the same.  Another negation or number ("never",
 * "ward 7") makes another text, for whoever acts on one of them may act on all.  Candidates come from minimum hashes
 * of the words (Broder 1997: the chance that two minima are equal is the Jaccard index), 6 bands of 3: of pairs at 0.9
 * one in 2,500 is missed, of those at 0.8 one in 70, of those at 0.75 one in 27. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define NEAR_SHARE 0.75
#define NEAR_BANDS 6
typedef struct NearBook NearBook;

NearBook *near_book_new(void);
void      near_book_free(NearBook *book);

/* The words of item `at` are these now; n 0: it is out. */
void near_book_set(NearBook *book, uint32_t at, const char *const *words, size_t n);
/* The others of its group; borrowed until the next change, GArray of uint32_t with `at` itself in it; NULL: it stands alone. */
const GArray *near_book_group(const NearBook *book, uint32_t at);
