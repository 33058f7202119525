/* How many have been in: counted once a night, rounded down to multiples of k; after the closing
 * once more, exactly where that singles nobody out, and then never again (A10, A17). */
#pragma once
#include "desk/desk.h"
#include "wire/messages.h"

/* Makes tonight's snapshot where it is due. */
bool participation_snapshot(const Desk *desk, const Gathering *gathering, int64_t now, GError **error) MUST_CHECK;
/* The last one; `known` false: none yet. The serial is the caller's. */
bool participation_read(const Desk *desk, const Gathering *gathering, WireFigures *ret_figures,
                        GError **error) MUST_CHECK;
