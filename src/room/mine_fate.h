/* What facilitators did to one's own words, for their author alone. */
#pragma once
#include "domain/history.h"
#include "room/pages/mine.h"
#include "room/view.h"

/* Of the act that still holds; NULL where `told` is, for nothing was done. */
const FateView *mine_fate(Look *look, const HistoryEntry *told);
