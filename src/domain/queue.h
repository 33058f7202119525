/* What waits for facilitators, the most urgent first.
 *
 * Kept in order beside the board, as facilitators were told at the last slot (A6): whatever may make something wait or
 * not is noted with queue_note(), and put in its place by queue_settle() before readers come.  So a page costs one walk
 * over what waits, and none over what does not. */
#pragma once
#include "base/limits.h"
#include "domain/board.h"

typedef struct QueueKey QueueKey;

typedef enum {
    WAIT_CARE,                  /* facilitators worry about its author, and have not closed that yet */
    WAIT_HIDDEN,                /* reports have hidden it until somebody looks */
    WAIT_WORRY,                 /* somebody worries about its author */
    WAIT_DISTRESS,              /* its words may be of distress (domain/signal.h) */
    WAIT_NAMES,                 /* reported: names someone */
    WAIT_ABUSE,                 /* reported: abuse */
    WAIT_FLAGGED,               /* reported for something else */
    WAIT_APPEAL,                /* its author asks for another look at what was done */
    WAIT_ANSWERED,              /* its author has answered */
    WAIT_OPINION,               /* a facilitator would like a colleague to decide, and nothing more urgent is open */
    WAIT_MAY_NAME,              /* its words may name somebody */
    WAIT_MAY_ABUSE,             /* ... or hurt */
    WAIT_NEAR,                  /* others say nearly the same */
    WAIT_CHANGED,               /* its author has changed it since a facilitator looked at it */
    WAIT_NEW,                   /* no facilitator has looked at it yet */
    WAIT_NOTHING,
} WaitWhy;
extern const char *const wait_names[WAIT_NOTHING + 1];          /* "worry" ... NULL */

typedef struct {
    uint32_t item;
    WaitWhy  why;
    uint32_t flags;             /* open reports */
    int64_t  since;             /* slot time */
    uint32_t alike;             /* WAIT_NEAR of a grouped list: so many more, up to LIMIT_BULK, that it stands for */
} Waiting;

/* ---- keeping the order; under the write lock ---- */
GArray *queue_places_new(void);         /* for a new board */
void queue_note(Board *board, const Item *item);
void queue_settle(Board *board);

/* ---- reading ---- */
/* Without what its words say by themselves, and with it: that counts until somebody has looked at these words. */
WaitWhy item_waits(const Item *item);
WaitWhy item_why(const Board *board, const Item *item);

#define QUEUE_SPANS 4
/* What of it is wanted. */
typedef struct {
    WaitWhy  why;               /* WAIT_NOTHING: any */
    int      section;           /* -1: any */
    ContributionKind kind;      /* 0: any */
    size_t   span;              /* has waited longer than so many of `spans`; 0: any */
    int64_t  spans[QUEUE_SPANS];        /* slot times: the span i + 1 is what waits since then or before */
    GHashTable *held;           /* Id *: open with another facilitator; NULL: not known */
    const Item *alike;          /* this one and its near-duplicates; NULL: any */
    bool     grouped;           /* of near-duplicates one stands for all */
    bool     free;              /* and these not */
    bool     asked;             /* a colleague would like a second opinion */
    unsigned staff;             /* who looks: questions of their own are not asked of them */
    const char *words;          /* all of them begin a word of it; NULL: any */
} QueueFilter;
#define QUEUE_ALL ((const QueueFilter){ .why = WAIT_NOTHING, .section = -1 })

/* How many there are: in all, and of each sort what the filter would let by if it asked for that one. */
typedef struct {
    size_t  total, all, whys[WAIT_NOTHING], sections[LIMIT_SECTIONS], kinds[KIND_COMMENT + 1], spans[QUEUE_SPANS + 1], free, asked;
    int64_t oldest;             /* of what passes; 0: nothing does */
} QueueCounts;

/* Up to `limit` from the cursor on (NULL: from the start; one that cannot be read too).
 * *ret_next: the next page's cursor, caller frees; NULL: that was all. */
size_t  board_queue(const Board *board, const QueueFilter *filter, const char *cursor, size_t limit, Waiting *ret_waiting,
                    char **ret_next, QueueCounts *ret_counts);
/* A cursor that begins behind the item, or where it would stand; NULL: it does not wait.  Caller frees. */
char   *item_cursor(const Item *item);
size_t  board_waiting(const Board *board);

/* Reports on one contribution that facilitators have been told of. */
typedef struct { FlagReason reason; bool open; char *note; } QueueReport;
/* GArray of QueueReport, which clears its elements; caller unrefs. */
bool queue_reports(Db *db, const Id *conversation, const Id *contribution, GArray **ret_reports, GError **error) MUST_CHECK;
