#include "base/clock.h"
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

int64_t
clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec + offset();
}

int64_t
clock_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return ((int64_t)now.tv_sec + offset()) * 1000 + now.tv_nsec / 1000000;
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
