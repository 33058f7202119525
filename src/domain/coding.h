/* The analysts' work in memory: the coding frame, codings, read marks, coverage.
 *
 * Like the rest of a board it is changed on the writer thread alone, after the store has
 * it, and read under hall_read(). */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"
#include "domain/placement.h"

typedef struct {
    Id       id, parent;                /* parent zero: a theme of its own */
    char    *name, *definition;
    uint32_t version;                   /* of the frame, when it was last changed */
    bool     retired;                   /* its codings stay, and count no more */
} Code;

typedef struct {
    uint32_t code;                      /* index into the book's codes */
    int32_t  start, end;                /* characters; -1: the whole */
    uint32_t version;                   /* of the frame, when it was made */
} Coding;

/* What one analyst did with one contribution. */
typedef struct { unsigned staff; bool read; GArray *codings /* Coding; NULL: none */; } Reading;

struct CodingBook {
    GPtrArray  *codes;                  /* Code *, retired ones too */
    GHashTable *code_by_id;             /* Id -> Code * */
    GHashTable *code_at;                /* Id -> index + 1 */
    uint32_t    version;                /* of the frame: grows by one with each change */
    uint64_t    changes;                /* grows with each: to know what was worked out before */
    GHashTable *quotes;                 /* item + 1 -> Quote * (domain/quote.h); NULL: none yet */
    Placement  *placement;              /* of the published report (domain/placement.h); NULL: none yet */
    GPtrArray  *readings;               /* by item: GArray of Reading, or NULL; may be shorter than the items */
};

CodingBook *coding_book_new(void);
void        coding_book_free(CodingBook *book);         /* NULL is fine */
bool        coding_book_load(Board *board, Db *db, GError **error) MUST_CHECK;

const Code    *board_code(const Board *board, const Id *id);            /* NULL: none, or retired */
const Reading *board_reading(const Board *board, uint32_t item, unsigned staff);    /* NULL */
const GArray  *board_readings(const Board *board, uint32_t item);       /* of Reading, by staff number; NULL */

/* Codes in the order of a tree: themes by name, below each its own; retired ones left out. */
typedef struct { const Code *code; uint32_t at; unsigned depth; } CodeLevel;
GArray *board_code_tree(const Board *board);                            /* CodeLevel; caller unrefs */

/* ---- coverage: of the contributions that are shown ---- */
typedef struct { uint32_t coded, read /* and not coded */, unread; } CodingCoverage;
/* Whether an item is to be read at all. */
bool           item_is_read(const Item *item);
CodingCoverage board_coverage(const Board *board, unsigned staff /* 0: by anybody */);
/* Numbers of the analysts who have read or coded anything, rising; caller unrefs. */
GArray        *board_analysts(const Board *board);                            /* unsigned */

/* ---- use cases, on the writer thread ---- */
typedef enum {
    CODING_DONE = 1,
    CODING_NOT_FOUND,           /* no such contribution, or code */
    CODING_OVER,                /* completed */
    CODING_NO_PARENT,
    CODING_CIRCLE,              /* a code below itself */
    CODING_NAME_TAKEN,          /* another code beside it has this name */
    CODING_NO_CODE,             /* codings name a code that is not in the frame */
    CODING_BAD_SPAN,
    CODING_FULL,                /* LIMIT_CODES */
    CODING_LATER,               /* a later step stands in the way of taking this one back */
} CodingOutcome;

typedef struct {
    const char *name, *definition;      /* change: NULL leaves it; add: definition NULL is empty */
    bool        set_parent;
    Id          parent;                 /* zero: none */
} CodeDraft;

bool code_add(Hall *hall, Db *db, const Actor *actor, const CodeDraft *draft, CodingOutcome *ret_outcome, Id *ret_id,
              GError **error) MUST_CHECK;
bool code_change(Hall *hall, Db *db, const Actor *actor, const Id *id, const CodeDraft *draft, CodingOutcome *ret_outcome,
                 GError **error) MUST_CHECK;
/* Codes below it go up to its parent. */
bool code_retire(Hall *hall, Db *db, const Actor *actor, const Id *id, CodingOutcome *ret_outcome, GError **error) MUST_CHECK;

typedef struct { Id code; int32_t start, end; } CodingDraft;
/* In the place of all that this analyst had coded there; none: takes them away.  Counts as read. */
bool coding_put(Hall *hall, Db *db, const Actor *actor, const Id *id, const CodingDraft *drafts, size_t n,
                CodingOutcome *ret_outcome, GError **error) MUST_CHECK;
bool reading_put(Hall *hall, Db *db, const Actor *actor, const Id *id, bool read, CodingOutcome *ret_outcome,
                 GError **error) MUST_CHECK;
