/* What facilitators did to one's own words, for their author alone. */
#pragma once
#include "domain/history.h"
#include "room/pages/mine.h"
#include "room/view.h"

/* Of what still holds, from the history of one of them (NULL is fine); NULL: nothing was done.  `entries` are kept while it is used. */
const FateView *mine_fate(Look *look, const GArray *entries);
