/* The desk's store as one file, and whether it is whole.  Both read by a connection of their
 * own: the writer is not held up. */
#pragma once
#include "base/config.h"
#include "wire/control.h"

/* {} -> the database's bytes, then {people: n, ...} counted in them. */
void desk_copy_backup(ControlCall *call, const Config *config);
/* {} -> the same counts; failed where the database or the keys are damaged. */
void desk_copy_check(ControlCall *call, const Config *config);
