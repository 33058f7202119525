/* The orders in which a section's ideas are shown: arranged once per slot, never per
 * request.
 *
 * *Fair*: ideas are put into buckets by how often they have been shown (bucket = number
 * of bits of the count, so 0, 1, 2-3, 4-7 ...), least shown first; inside a bucket each
 * reader has a permutation of their own, made from a key by a small Feistel network, so
 * nothing is sorted or stored per reader and paging is stable within an arrangement.
 * A cursor is "EPOCH.POSITION" (fair) or "KEY.SLOT.ID" of the last idea shown (others). */
#pragma once
#include "domain/board.h"


SectionOrder *section_orders_new(size_t n_sections);
void          section_orders_free(SectionOrder *orders, size_t n_sections);
/* Sorts anew what is stale; under the write lock. */
void          board_arrange(Board *board);

/* Up to `limit` indices of ideas from the cursor on (NULL: from the start). `reader`
 * keys the fair order.  A cursor that cannot be read starts from the beginning.
 * *ret_next: the next page's cursor, caller frees; NULL: that was all.
 * Where nobody asks (ret_next is NULL), no cursor is made. */
size_t board_page(const Board *board, unsigned section, SortOrder sort, uint64_t reader, const char *cursor,
                  size_t limit, uint32_t *ret_items, char **ret_next);
/* Ideas of all sections, those first that were shown least when they were last arranged; among those of one bucket in an
 * order of the reader's own, section by section.  Returns how many of at most `limit`. */
size_t board_least_seen(const Board *board, uint64_t reader, size_t limit, uint32_t *ret_items);
size_t board_section_size(const Board *board, unsigned section);
