/* A conversation that was held elsewhere comes in: what was said and how people voted, never
 * who they were.  Its people get random pseudonyms that nobody holds a badge for. */
#pragma once
#include "domain/hall.h"
#include <jansson.h>

typedef enum {
    ARRIVAL_DONE = 1,
    ARRIVAL_OVER,               /* completed or erased */
    ARRIVAL_UNREADABLE,         /* not as told below */
    ARRIVAL_NO_SECTION,
    ARRIVAL_TOO_LONG,           /* a text is empty or longer than one may be here */
    ARRIVAL_FULL,               /* too many contributions, or comments under one idea */
} ArrivalOutcome;

typedef struct { size_t contributions, known, votes, voices; } ArrivalCounts;

/* `content` is {"items": [{"key", "text", "section", "parent"?, "author"?}], "voices": n, "votes": [voice, item, 1 or -1, ...]}:
 * `key` and text tell an item from others, and one that has come in before stays as it is, with its votes;
 * `parent` is the place of an earlier item, `author` and voice are numbers from 1 to n.  All is in the slot that comes next,
 * as if it had been said now.  Writer thread; the boards are loaded anew. */
bool arrival_take(Hall *hall, Db *db, const Id *conversation, const json_t *content, ArrivalOutcome *ret_outcome,
                  ArrivalCounts *ret_counts, GError **error) MUST_CHECK;
