/* Letters on paper, for people on the roster who have no e-mail address. */
#pragma once
#include "desk/desk.h"
#include "paper/paper.h"

typedef enum { POST_PRINTED, POST_EMPTY_ROSTER, POST_NOBODY, POST_OVER } PostOutcome;

/* One page each, sorted by name; the PDF goes to `write` as it grows.  Printing again gives the same
 * links and codes. */
bool post_print(const Desk *desk, const Gathering *gathering, PaperWrite write, void *data, size_t *ret_letters,
                PostOutcome *ret_outcome, GError **error) MUST_CHECK;
