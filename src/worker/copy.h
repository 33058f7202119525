/* The room's store as one file, and whether it is whole. */
#pragma once
#include "wire/control.h"

/* {} -> the database's bytes, then {contributions: n, votes: n, ...} counted in them. */
void copy_backup(ControlCall *call, void *config);
/* {} -> the same counts; failed where the database or the keys are damaged. */
void copy_check(ControlCall *call, void *config);
