/* Joining two codes of the frame: what carried the one carries the other from then on; and bringing a code back. */
#pragma once
#include "domain/coding.h"

/* The codings of all analysts go along, on whatever has been hidden since too; codes below
 * `from` go up to its parent, and it is retired.  Writer thread. */
bool code_merge(Hall *hall, Db *db, const Actor *actor, const Id *from, const Id *into, CodingOutcome *ret_outcome,
                GError **error) MUST_CHECK;
/* Takes back that the code was retired or joined: its codings come back where nobody has taken them off since, and the
 * codes that lay below it where nobody has moved them.  Writer thread. */
bool code_restore(Hall *hall, Db *db, const Actor *actor, const Id *id, CodingOutcome *ret_outcome, GError **error) MUST_CHECK;
