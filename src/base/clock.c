#include "base/clock.h"
#include "base/clock_guard.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

/* The environment does not change while a process runs: reading it at each call costs
 * less than a writable global would in reasoning. */
static int64_t
offset(void)
{
    const char *seconds = getenv("CANDOUR_CLOCK_OFFSET");

    return seconds == NULL ? 0 : strtoll(seconds, NULL, 10);
}

#define NEAR 60000              /* milliseconds: another program's seconds are no better than ours */

/* ---- whether it is to be believed ---- */

static _Atomic bool guarded;
static _Atomic int64_t believed_gap;

static int64_t
read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Goes on while the machine sleeps, which is no jump. */
static int64_t
steady_now(void)
{
    return read_clock(CLOCK_BOOTTIME);
}

static int64_t
wall_now(void)
{
    return read_clock(CLOCK_REALTIME) + offset() * 1000;
}

void
clock_guard_start(void)
{
    const char *gap = getenv(CLOCK_BELIEVED);

    atomic_store(&believed_gap, gap == NULL ? wall_now() - steady_now() : strtoll(gap, NULL, 10));
    atomic_store(&guarded, true);
}

bool
clock_doubts(void)
{
    return atomic_load(&guarded) && clock_guard_doubts(atomic_load(&believed_gap), wall_now(), steady_now());
}

void
clock_follow(void)
{
    int64_t gap = atomic_load(&believed_gap);

    /* Somebody else's word in between counts for more. */
    atomic_compare_exchange_strong(&believed_gap, &gap, clock_guard_follow(gap, wall_now(), steady_now()));
}

void
clock_believe(int64_t now)
{
    const int64_t off = now * 1000 - clock_now_ms();

    if (off > NEAR || off < -NEAR)
        atomic_store(&believed_gap, now * 1000 - steady_now());
}

void
clock_trust(void)
{
    atomic_store(&believed_gap, wall_now() - steady_now());
}

int64_t
clock_gap(void)
{
    return atomic_load(&believed_gap);
}

/* ---- the time ---- */

int64_t
clock_now_ms(void)
{
    const int64_t wall = wall_now();

    if (!atomic_load_explicit(&guarded, memory_order_relaxed))
        return wall;
    return clock_guard_now(atomic_load_explicit(&believed_gap, memory_order_relaxed), wall, steady_now());
}

int64_t
clock_now(void)
{
    return clock_now_ms() / 1000;
}

int64_t
clock_monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_slot(int64_t at, unsigned minutes)
{
    int64_t slot = (int64_t)minutes * 60;

    if (slot == 0)
        return at;
    return at - ((at % slot) + slot) % slot;
}

int64_t
clock_next_slot(int64_t at, unsigned minutes)
{
    return clock_slot(at, minutes) + (int64_t)minutes * 60;
}
