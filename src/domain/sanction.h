/* An author is to write less often, or to pause, for some days: a facilitator says so through one
 * contribution and never learns whose it is.
 *
 * What is kept is about the contribution alone.  Whom it meets is found anew each time somebody posts:
 * among what their own voice wrote.  So a second sanction through another contribution of the same
 * person is an act like the first, with the same answers and the same rows, and nobody can tell
 * that they meet one person (A9).  Who starts afresh has another voice, and is met no more: if the sanction
 * went along, whoever has the badge but not the return key could learn of it by starting afresh (A15).
 *
 * Reading, voting, reporting and answering facilitators always go on. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

typedef struct {
    int64_t  number;                    /* within the contribution */
    unsigned hours;                     /* one post in so many hours; 0: none at all */
    int64_t  since, until;              /* slot boundaries */
    unsigned staff;                     /* who set it */
    ActReason reason;
    char    *note;                      /* to the author */
} Sanction;
void sanction_free(Sanction *sanction);

typedef enum {
    SANCTION_DONE = 1,
    SANCTION_NOT_FOUND,
    SANCTION_OVER,                      /* the conversation is not open */
    SANCTION_STANDS,                    /* one holds through this contribution already */
    SANCTION_NONE,                      /* nothing to take back here */
    SANCTION_ANOTHERS,                  /* another facilitator set it */
    SANCTION_FULL,                      /* LIMIT_SANCTIONS */
} SanctionOutcome;

typedef struct { unsigned hours, days; ActReason reason; const char *note; } SanctionOrder;

/* Both on the writer thread.  *ret_cohort: whose mail cohort to mark; zero: nobody's. */
bool sanction_set(Hall *hall, Db *db, const Actor *actor, const Id *id, const SanctionOrder *order,
                  SanctionOutcome *ret_outcome, Id *ret_cohort, GError **error) MUST_CHECK;
/* `anyone`: decided upon an appeal, not by who set it. */
bool sanction_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, bool anyone, SanctionOutcome *ret_outcome,
                        GError **error) MUST_CHECK;

/* That holds through this contribution; NULL: none. */
const Sanction *sanction_at(const Board *board, const Item *item, int64_t now);

/* What a voice may do now. */
typedef struct {
    uint32_t item;                      /* through which the strictest holds; NO_ITEM: nothing does */
    bool     paused;                    /* or only slowed */
    unsigned hours;                     /* slowed: between two posts */
    int64_t  until;                     /* paused: when the last pause ends; slowed: when the next post is taken */
} Restraint;
Restraint restraint_on(const Board *board, uint32_t voice, int64_t now);

/* Those that hold, from the store: part of board_load(). */
bool sanction_load(Board *board, const Scope *scope, int64_t now, GError **error) MUST_CHECK;
