/* Facilitators worry about somebody who wrote: the steps they take are written down by the contribution, with no word of
 * who it is, and facilitators alone read them.
 *
 * It is open from the first step on and stands at the top of the queue, whatever else was done to the contribution, until
 * two facilitators say that nothing more is to be done; any step after the first of them keeps it open.  Nothing is sent to
 * the desk: a mail would tell those who read it that somebody here is not well, and when (A8).  Whoever is to be told is
 * told by the facilitators' own means, and that is a step.
 *
 * All run on the writer thread, see domain/hall.h. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum { SAFEGUARD_LOOKED = 1, SAFEGUARD_OFFERED, SAFEGUARD_TOLD, SAFEGUARD_CLOSE, SAFEGUARD__COUNT } SafeguardStep;
extern const char *const safeguard_step_names[SAFEGUARD__COUNT];        /* from SAFEGUARD_LOOKED on: "looked" ... NULL */

typedef enum {
    SAFEGUARD_DONE = 1,
    SAFEGUARD_NOT_FOUND,
    SAFEGUARD_OVER,             /* not open yet, or completed */
    SAFEGUARD_STALE,            /* others have written steps down since */
    SAFEGUARD_NONE,             /* nothing is open that could be closed */
    SAFEGUARD_OWN,              /* who said so first cannot be the second one too */
    SAFEGUARD_FULL,             /* LIMIT_SAFEGUARD_STEPS */
} SafeguardOutcome;

/* `seen`: so many steps were on the page; -1: it does not matter. */
typedef struct { SafeguardStep step; int64_t seen; const char *note; } SafeguardOrder;
bool safeguard_take(Hall *hall, Db *db, const Actor *actor, const Id *id, const SafeguardOrder *order,
                    SafeguardOutcome *ret_outcome, GError **error) MUST_CHECK;

typedef struct { SafeguardStep step; unsigned staff; int64_t slot; char *note; } SafeguardEntry;
/* GArray of SafeguardEntry, oldest first, which clears its elements; caller unrefs. */
bool safeguard_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_entries, GError **error) MUST_CHECK;

/* Where a run of steps leads. */
typedef struct { bool open; unsigned closing; /* staff number of who would close it; 0: nobody */ } SafeguardState;
void safeguard_step(SafeguardState *state, SafeguardStep step, unsigned staff);

bool safeguard_load(Board *board, const Scope *scope, GError **error) MUST_CHECK;
