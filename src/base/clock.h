/* The only reader of the wall clock.  CANDOUR_CLOCK_OFFSET=SECONDS (may be
 * negative) shifts it for rehearsals and tests.  Seconds since 1970, UTC. */
#pragma once
#include <stdint.h>

int64_t clock_now(void);
int64_t clock_now_ms(void);             /* the same in milliseconds: for nothing that is stored */
int64_t clock_monotonic_ms(void);       /* for deadlines; not shifted */

/* The start of the slot that `at` lies in; with minutes == 0, `at` itself (A6). */
int64_t clock_slot(int64_t at, unsigned minutes);
int64_t clock_next_slot(int64_t at, unsigned minutes);
