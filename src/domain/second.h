/* A facilitator would like a colleague to decide: from then on the contribution waits until another facilitator has looked
 * at it, and who asked can do nothing to it but take the question back.  Staff alone are told of it, at once.
 *
 * All run on the writer thread, see domain/hall.h. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum {
    SECOND_DONE = 1,
    SECOND_NOT_FOUND,
    SECOND_OVER,                /* not open yet, or completed */
    SECOND_GONE,                /* deleted, merged or split: there is nothing to decide */
    SECOND_ASKED,               /* somebody has asked already */
    SECOND_NONE,                /* nothing to take back */
    SECOND_FULL,                /* LIMIT_SECONDS of this contribution */
} SecondOutcome;

bool second_ask(Hall *hall, Db *db, const Actor *actor, const Id *id, const char *note, SecondOutcome *ret_outcome,
                GError **error) MUST_CHECK;
/* Asks a colleague to confirm that it is merged into another idea; `note` as above, "": none. */
bool second_propose(Hall *hall, Db *db, const Actor *actor, const Id *id, const Id *into, const char *note,
                    SecondOutcome *ret_outcome, GError **error) MUST_CHECK;
/* By who asked. */
bool second_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, SecondOutcome *ret_outcome, GError **error) MUST_CHECK;

typedef struct { unsigned staff, ended_by; int64_t slot; bool open, taken_back; char *note; Id into /* zero: a question */; } Second;
/* GArray of Second, oldest first, which clears its elements; caller unrefs. */
bool second_read(Db *db, const Id *conversation, const Id *contribution, GArray **ret_seconds, GError **error) MUST_CHECK;
bool second_load(Board *board, const Scope *scope, GError **error) MUST_CHECK;
