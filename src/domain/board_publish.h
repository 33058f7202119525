/* What is now becomes what others are shown. */
#pragma once
#include "domain/board.h"

/* A slot has come: what is now becomes what is shown.  `each` is called for every changed
 * item, in random order; fresh: nobody but its author had seen it.  Where notices changed it is called once with NULL.
 * What has its slot ahead of `now` waits, and so do votes on what only its author could see
 * until now: whose they are would be plain (A9). */
#define BOARD_ALL INT64_MAX             /* for `now`: nothing waits */
void  board_publish(Board *board, int64_t now, void (*each)(const Board *board, const Item *item, bool fresh, void *data),
                    void *data);
/* What stands right below it, as everybody sees it: what was moved is shown where it was until the slot turns.
 * Item *; caller unrefs. */
GPtrArray *board_children(const Board *board, const Item *item);
void  board_settle_parent(Board *board, Item *item);        /* it is shown where it is */
void  board_know(Item *item, const Face *face);             /* `known` becomes a copy; NULL: nothing */
/* A comment that others don't see yet is in no count that they see. */
void  board_uncount(Board *board, const Item *comment);
