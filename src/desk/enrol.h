/* Puts a roster's people on a conversation's list.  Doing it twice changes nothing; people who
 * left are not put back; who comes after the opening gets the labels and cohorts of then. */
#pragma once
#include "desk/gatherings.h"
#include "desk/roster.h"

typedef struct { size_t n_new, n_changed, n_same; } EnrolResult;

/* `now` decides whether the new ones are invited at once (the conversation is open). One at a time
 * for an installation: the caller sees to that. */
bool enrol_roster(Gatherings *gatherings, const Id *conversation, const Roster *roster, int64_t now,
                  EnrolResult *ret_result, GError **error) MUST_CHECK;
