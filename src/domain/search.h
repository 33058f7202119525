/* Search in memory: no index on disk whose row order would tell the order of writing (A6). */
#pragma once
#include "domain/board.h"

/* Readable contributions that have a word beginning with each word of `query`, ideas and
 * comments, most liked first; `section` -1: all.  Returns how many of at most `limit`. */
size_t board_search(const Board *board, uint32_t voice, const char *query, int section, size_t limit, uint32_t *ret_items);

/* False: no word of the item at this place, as anybody sees it, begins with `word`.  True: look. */
bool        search_may_have(const Board *board, uint32_t at, const char *word);
/* Does some word of `text` begin with `word`?  Both folded. */
bool        search_has_word(const char *text, const char *word);
/* The folded words that this reader sees: of the item, or made for it into *ret_own, which the caller frees. */
const char *search_folded(const Item *item, uint32_t voice, char **ret_own);
