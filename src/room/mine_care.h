/* My things: what a facilitator asked of the reader. */
#pragma once
#include "room/pages/care.h"
#include "room/view.h"

/* False: nothing is asked.  Borrowed from the look. */
bool mine_restraint(Look *look, RestraintView *ret_view);
