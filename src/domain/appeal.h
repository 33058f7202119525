/* An author asks for another look at what a facilitator did to their contribution, or had them do
 * through it: once for each act.  A facilitator who did not act decides.  Both stay unknown to each
 * other; the rows are by contribution alone (A9).
 *
 * Facilitators see it from the next slot on, as they do answers (A6). */
#pragma once
#include "domain/facilitate.h"
#include "domain/history.h"

typedef enum { APPEAL_OPEN, APPEAL_STANDS, APPEAL_TAKEN_BACK } AppealState;     /* stored */

typedef struct {
    bool        sanction;               /* about a sanction, not an act */
    int64_t     number;                 /* of the sanction, or the version of the act */
    int64_t     slot;                   /* from when facilitators see it */
    AppealState state;
    unsigned    staff;                  /* who decided */
    int64_t     decided;                /* slot time */
    char       *text, *answer;
} Appeal;

/* GArray of Appeal in the order of asking, which clears its elements; caller unrefs. */
bool appeal_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_appeals, GError **error) MUST_CHECK;
/* About this act or sanction; NULL: none. */
const Appeal *appeal_about(const GArray *appeals, bool sanction, int64_t number);

/* What its author is to see: the one about this act or sanction (0: none holds), or the last by which
 * something was taken back, where this act did that or none holds.  NULL: none. */
const Appeal *appeal_to_show(const GArray *appeals, bool sanction, int64_t number);

/* Until when one can ask: a week after the act, and a week after the closing where it was before that;
 * never after completion. */
int64_t appeal_until(const Calendar *dates, int64_t acted);

typedef enum {
    APPEAL_DONE = 1,
    APPEAL_NOT_FOUND,                   /* no such contribution, or not this reader's */
    APPEAL_NO_KEY,
    APPEAL_NOTHING,                     /* nothing holds that could be looked at again */
    APPEAL_ASKED,                       /* once already about this */
    APPEAL_LATE,                        /* after appeal_until(), or completed */
    APPEAL_NAMING,                      /* the words may name a colleague: their writer is asked first */
    /* deciding */
    APPEAL_NONE,                        /* nobody asks, or it is decided */
    APPEAL_OWN_ACT,                     /* who decides is who acted */
    APPEAL_ENTANGLED,                   /* something was done since: it can't be taken back by itself */
} AppealOutcome;

/* All on the writer thread. */
bool appeal_ask(Hall *hall, Db *db, const Actor *actor, const Id *id, bool sanction, const char *text,
                AppealOutcome *ret_outcome, GError **error) MUST_CHECK;

typedef struct { bool sanction; int64_t number; bool take_back; const char *answer; } AppealDecision;
/* *ret_cohort: whose mail cohort to mark; zero: nobody's. */
bool appeal_decide(Hall *hall, Db *db, const Actor *actor, const Id *id, const AppealDecision *decision,
                   AppealOutcome *ret_outcome, Id *ret_cohort, GError **error) MUST_CHECK;

/* Those that wait, from the store: part of board_load(). */
bool appeal_load(Board *board, const Scope *scope, GError **error) MUST_CHECK;
