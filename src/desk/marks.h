/* Small changes of one person's row. */
#pragma once
#include "desk/desk.h"

/* Sets or takes away a PersonMark. Nothing happens where the person has gone. */
bool marks_set(const Desk *desk, const Gathering *gathering, const Id *person, PersonMark mark, bool on,
               GError **error) MUST_CHECK;
