/* What facilitators have done in a conversation, in numbers that everybody may see.
 *
 * Small numbers would tell of single people: numbers under k are withheld, and the others, totals too, are
 * rounded down to multiples of k.  So what is withheld cannot be worked out by adding and taking away: a total of
 * 20 to 29 less a part of 20 to 29 is anything up to 9.  And no two looks differ by a single act (A10). */
#pragma once
#include "db/db.h"
#include "model/contribution.h"

/* The acts in their order, and three more; the last is what reports have hidden by themselves. */
enum { LEDGER_SLOWED = ACT__COUNT, LEDGER_PAUSED, LEDGER_BY_REPORTS, LEDGER_ROWS };
#define LEDGER_DAYS 14

typedef struct { uint64_t n; bool shown; } LedgerFigure;    /* shown: rounded; else it is withheld */
typedef struct { int day; LedgerFigure figure; } LedgerDay; /* days since 1970 in the zone */

typedef struct {
    uint64_t acts[ACT__COUNT];
    LedgerFigure totals[LEDGER_ROWS], reasons[LEDGER_ROWS][REASON__COUNT];
    LedgerDay days[LEDGER_DAYS];        /* the latest on which something was done, newest first */
    size_t   n_days;
    uint64_t messages, answers;         /* to authors, and by them */
    LedgerFigure written, answered;     /* the same, as everybody may see them */
    LedgerFigure cared;                 /* posts whose author facilitators worried about, and did something */
    LedgerFigure stands, taken_back;    /* decided upon another look */
    LedgerFigure pinned;                /* notices */
    bool     has_wait;                  /* enough posts have been looked at to say the next */
    int64_t  usual_wait;                /* seconds from a post's slot to its first look, the median */
    int64_t  as_of;                     /* start of the present slot; 0: they change at once */
} Ledger;

typedef struct { Id conversation; unsigned slot_minutes, k; const char *timezone; } LedgerOf;

/* A number of acts as everybody may see it. */
LedgerFigure ledger_figure(uint64_t n, unsigned k);
/* Up to the present slot (A6): what was done in it counts from the next one on. */
bool ledger_read(Db *db, const LedgerOf *of, int64_t now, Ledger *ret_ledger, GError **error) MUST_CHECK;
