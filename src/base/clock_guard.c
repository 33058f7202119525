#include "base/clock_guard.h"

bool
clock_guard_doubts(int64_t gap, int64_t wall, int64_t steady)
{
    const int64_t off = wall - steady - gap;

    return off > CLOCK_JUMP || off < -CLOCK_JUMP;
}

int64_t
clock_guard_now(int64_t gap, int64_t wall, int64_t steady)
{
    return clock_guard_doubts(gap, wall, steady) ? steady + gap : wall;
}

int64_t
clock_guard_follow(int64_t gap, int64_t wall, int64_t steady)
{
    return clock_guard_doubts(gap, wall, steady) ? gap : wall - steady;
}
