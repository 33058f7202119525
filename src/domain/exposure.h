/* How often an idea was shown, to anybody: never to whom. */
#pragma once
#include "domain/board.h"

/* Shown to somebody, while it is open: what has been counted by then is what the analysis is told, once and for all. */
void     item_note_seen(Item *item, bool open);
/* How often, as far as it is told: at least so often, by steps that single readings hardly show in (A17). */
unsigned item_seen_at_least(const Item *item);
