/* Landlock by its system calls: the headers of older systems lack the newer constants. */
#pragma once
#include "base/sandbox.h"

/* How landlock_enter() ended. */
typedef enum { LANDLOCK_ENTERED, LANDLOCK_MISSING } LandlockOutcome;

/* Needs no-new-privileges.  LANDLOCK_MISSING: this kernel does not have it. */
bool landlock_enter(const SandboxPlan *plan, LandlockOutcome *ret_outcome, GError **error) MUST_CHECK;
