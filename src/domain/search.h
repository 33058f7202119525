/* Search in memory: no index on disk whose row order would tell the order of writing (A6). */
#pragma once
#include "domain/board.h"

/* Readable contributions that have a word beginning with each word of `query`, ideas and
 * comments, most liked first; `section` -1: all.  Returns how many of at most `limit`. */
size_t board_search(const Board *board, uint32_t voice, const char *query, int section, size_t limit, uint32_t *ret_items);

#define HITS_WORDS 64

/* Which items have which words; of more than HITS_WORDS, the first. */
typedef struct {
    uint64_t *has;                      /* of each item: bit i where it may have a word beginning with words[i] */
    uint64_t  all, sure;                /* bits of all that was asked for; of those words that a set bit is sure of */
    bool      more;                     /* there were more words */
} WordHits;

/* Words that are empty are passed over. */
void word_hits_init(WordHits *hits, const Board *board, char *const *words, size_t n);
void word_hits_clear(WordHits *hits);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WordHits, word_hits_clear)

/* Whether an item has all words, as those see it who see no newer face of it; PERHAPS: look at its text. */
typedef enum { HIT_NOT, HIT_PERHAPS, HIT_ALL } Hit;
Hit  word_hits_at(const WordHits *hits, const Board *board, uint32_t at);

/* Does some word of `text` begin with `word`?  Both folded. */
bool        search_has_word(const char *text, const char *word);
/* The same for all of them; empty ones are passed over. */
bool        search_has_all(const char *folded, char *const *words);
/* The folded words that this reader sees: of the item, or made for it into *ret_own, which the caller frees. */
const char *search_folded(const Item *item, uint32_t voice, char **ret_own);
