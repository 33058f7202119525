/* Who leaves or wants what is held deleted (A13): the row goes at once, a keyed mark stays so that
 * nobody is invited again, and the room is told to unlink in the next minute's batch. */
#pragma once
#include "desk/desk.h"

bool leave_do(const Desk *desk, const Gathering *gathering, const Id *person, int64_t now, GError **error) MUST_CHECK;

/* Pseudonyms to be told to the room. */
typedef struct { Id conversation; uint8_t pseudonym[16]; } LeaveNote;
/* Those of the last day, told or not: for a room that was away. */
bool leave_notes(const Desk *desk, GArray **ret_notes /* of LeaveNote */, GError **error) MUST_CHECK;
/* Those that were not told yet; they count as told now, and those of days before are dropped. */
bool leave_take_new(const Desk *desk, int64_t now, GArray **ret_notes, GError **error) MUST_CHECK;
