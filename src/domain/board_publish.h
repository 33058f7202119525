/* What is now becomes what others are shown. */
#pragma once
#include "domain/board.h"

/* A slot has come: what is now becomes what is shown.  `each` is called for every changed
 * item, in random order; fresh: nobody but its author had seen it.
 * What has its slot ahead of `now` waits, and so do votes on what only its author could see
 * until now: whose they are would be plain (A9). */
#define BOARD_ALL INT64_MAX             /* for `now`: nothing waits */
void  board_publish(Board *board, int64_t now, void (*each)(const Board *board, const Item *item, bool fresh, void *data),
                    void *data);
/* A comment that others don't see yet is in no count that they see. */
void  board_uncount(Board *board, const Item *comment);
