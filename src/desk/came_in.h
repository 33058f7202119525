/* Who has been in at least once, for the nightly figures: noted in memory when somebody comes in
 * and written once a minute, in random order, so that neither a time nor an order is stored (A6). */
#pragma once
#include "desk/desk.h"

CameIn *came_in_new(void);
void    came_in_free(CameIn *came_in);
void    came_in_note(CameIn *came_in, const Gathering *gathering, const Id *person);
bool    came_in_flush(const Desk *desk, GError **error) MUST_CHECK;
