/* What waits for facilitators, the most urgent first. */
#pragma once
#include "domain/board.h"

typedef enum {
    WAIT_WORRY,                 /* somebody worries about its author */
    WAIT_NAMES,                 /* reported: names someone */
    WAIT_ABUSE,                 /* reported: abuse */
    WAIT_FLAGGED,               /* reported for something else */
    WAIT_APPEAL,                /* its author asks for another look at what was done */
    WAIT_ANSWERED,              /* its author has answered */
    WAIT_CHANGED,               /* its author has changed it since a facilitator looked at it */
    WAIT_NEW,                   /* no facilitator has looked at it yet */
    WAIT_NOTHING,
} WaitWhy;

typedef struct {
    uint32_t item;
    WaitWhy  why;
    uint32_t flags;             /* open reports */
    int64_t  since;             /* slot time */
} Waiting;

/* As facilitators were told at the last slot (A6). */
WaitWhy item_waits(const Item *item);
/* Up to `limit` from the cursor on (NULL: from the start; one that cannot be read too).
 * *ret_next: the next page's cursor, caller frees; NULL: that was all.  *ret_total: all that waits. */
size_t  board_queue(const Board *board, const char *cursor, size_t limit, Waiting *ret_waiting, char **ret_next,
                    size_t *ret_total);
/* How long the first to come has waited, in seconds; 0: nothing waits. */
int64_t board_longest_wait(const Board *board, int64_t now);

/* Reports on one contribution that facilitators have been told of. */
typedef struct { FlagReason reason; bool open; char *note; } QueueReport;
/* GArray of QueueReport, which clears its elements; caller unrefs. */
bool queue_reports(Db *db, const Id *conversation, const Id *contribution, GArray **ret_reports, GError **error) MUST_CHECK;
