/* Whether the machine's clock is to be believed (A14): it is while it goes along with the steady one.  Pure.
 *
 * All in milliseconds.  What is kept is the gap: from the steady clock to the wall clock when it was last believed. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define CLOCK_JUMP 3600000      /* a jump of more is not believed, in either direction */

/* Ends by itself when the wall clock comes back to where it should be. */
bool    clock_guard_doubts(int64_t gap, int64_t wall, int64_t steady);
/* The time to go by: the wall clock's, or in doubt what has passed since it was last believed. */
int64_t clock_guard_now(int64_t gap, int64_t wall, int64_t steady);
/* The gap from now on: small steps, as when a clock is set right bit by bit, are believed.  In doubt it stays. */
int64_t clock_guard_follow(int64_t gap, int64_t wall, int64_t steady);
