/* What listeners of a conversation are told when a slot turns: new and changed
 * contributions with their counts, in random order (A6). */
#pragma once
#include "domain/board.h"

/* A HallEach; `data` is the HttpHub. */
void events_shown(const Board *board, const Item *item, bool fresh, void *data);
