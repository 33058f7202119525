/* Joining two codes of the frame: what carried the one carries the other from then on. */
#pragma once
#include "domain/coding.h"

/* The codings of all analysts go along, then `from` is retired.  Writer thread. */
bool code_merge(Hall *hall, Db *db, const Actor *actor, const Id *from, const Id *into, CodingOutcome *ret_outcome,
                GError **error) MUST_CHECK;
