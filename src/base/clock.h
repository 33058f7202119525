/* The only reader of the wall clock.  CANDOUR_CLOCK_OFFSET=SECONDS (may be
 * negative) shifts it for rehearsals and tests.  Seconds since 1970, UTC. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

int64_t clock_now(void);
int64_t clock_now_ms(void);             /* the same in milliseconds: for nothing that is stored */

/* ---- jumps (base/clock_guard.h): in a process that guards its clock, clock_now() goes steadily on through them ---- */

/* From now on.  A program that the supervisor starts again goes on with what the supervisor believes. */
void    clock_guard_start(void);
bool    clock_doubts(void);             /* now; false where nothing guards */
void    clock_follow(void);             /* to be called every minute or so: takes small steps along */
void    clock_trust(void);              /* somebody says that the machine's clock is right */
void    clock_believe(int64_t now);     /* so late it is, by one who knows; no matter where we agree but for seconds */
/* What we believe, for a program that is about to be started: into its environment by this name. */
#define CLOCK_BELIEVED "CANDOUR_CLOCK_BELIEVED"
int64_t clock_gap(void);

int64_t clock_monotonic_ms(void);       /* for deadlines; not shifted */

/* The start of the slot that `at` lies in; with minutes == 0, `at` itself (A6). */
int64_t clock_slot(int64_t at, unsigned minutes);
int64_t clock_next_slot(int64_t at, unsigned minutes);
