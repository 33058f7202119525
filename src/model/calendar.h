/* The phase of a conversation: a pure function of its dates and the clock, the same on
 * both sides.  Opening, closing and completing by hand move a date. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef enum { PHASE_DRAFT = 1, PHASE_OPEN, PHASE_CLOSED, PHASE_COMPLETED, PHASE_ERASED } Phase;

typedef struct {
    int64_t opens, closes;          /* seconds since 1970 */
    int64_t posting_ends;           /* from then on it is voted on, and nothing new is said; 0: as long as it is open */
    int64_t completes;              /* closes + complete-after-days at the latest, fixed at opening */
    int64_t erases;                 /* completes + erase-after-days */
    int64_t published;              /* the report; 0: not yet */
    int64_t held;                   /* a hold: not erased before (A14); 0: there was none */
    int64_t erased;                 /* 0: not yet */
    int64_t stopped;                /* in doubt about the clock (A14): phases stay as they were then; 0: no doubt */
} Calendar;

Phase       calendar_phase(const Calendar *dates, int64_t now);
bool        calendar_may_write(const Calendar *dates, int64_t now);     /* open */
bool        calendar_may_post(const Calendar *dates, int64_t now);      /* open, and not yet for votes alone */
bool        calendar_may_read(const Calendar *dates, int64_t now);      /* open or closed: until completion */
#define CALENDAR_HOLD (90 * 86400)      /* seconds that a hold puts erasing off, at most */
bool        calendar_may_facilitate(const Calendar *dates, int64_t now); /* until completion, and before it opens */
/* When it is erased: the latest that dates and hold allow. */
int64_t     calendar_erases(const Calendar *dates);
bool        calendar_erasure_due(const Calendar *dates, int64_t now);
/* "draft" "open" "closed" "analysed" (closed and published) "completed" "erased": the contract's words. */
const char *calendar_phase_name(const Calendar *dates, int64_t now);
/* NULL, or what is wrong with dates that somebody typed: opens before closes, and so on. */
const char *calendar_fault(const Calendar *dates);
