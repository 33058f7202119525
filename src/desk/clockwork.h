/* What happens by the clock: openings, batches of the minute, mails to cohorts, the nightly figures,
 * erasure.  Each is done once, and caught up after an outage. */
#pragma once
#include "desk/desk.h"

typedef struct Clockwork Clockwork;

Clockwork *clockwork_new(const Desk *desk);
void       clockwork_free(Clockwork *clockwork);         /* ends the thread, and does the last batch */
bool       clockwork_start(Clockwork *clockwork, GError **error) MUST_CHECK;
/* Does what is due at this moment, but for the batches of the minute; any thread. */
void       clockwork_look(Clockwork *clockwork);
/* The clock jumped by more than an hour while we ran: nothing opens or is erased until somebody says that
 * it is right (A14), or it is set right.  What has no date goes on by the time that has passed (base/clock.h). */
bool       clockwork_doubts(Clockwork *clockwork);
