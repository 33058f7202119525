/* The opening of a conversation: labels and cohorts are made and frozen (A8, A11, A19), and
 * everybody with an address is invited, once. */
#pragma once
#include "desk/gatherings.h"

/* Due: it has opened by the clock, has a roster, and this has not been done. */
bool opening_due(const Gathering *gathering, int64_t now);
/* Does it. After an outage that lasted past the closing nobody is invited any more. */
bool opening_do(Gatherings *gatherings, const Id *conversation, int64_t now, GError **error) MUST_CHECK;
