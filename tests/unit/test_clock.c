#include "base/clock.h"
#include "base/clock_guard.h"
#include <glib.h>

typedef struct { const char *name; int64_t at; unsigned minutes; int64_t slot, next; } SlotCase;

static const SlotCase cases[] = {
    { "inside", 1000, 15, 900, 1800 },
    { "on-the-boundary", 1800, 15, 1800, 2700 },
    { "last-second", 1799, 15, 900, 1800 },
    { "an-hour", 7199, 60, 3600, 7200 },
    { "at-once", 1234, 0, 1234, 1234 },
    { "before-1970", -1, 15, -900, 0 },
};

static void
test_slot(const void *data)
{
    const SlotCase *c = data;

    g_assert_cmpint(clock_slot(c->at, c->minutes), ==, c->slot);
    g_assert_cmpint(clock_next_slot(c->at, c->minutes), ==, c->next);
}

static void
test_offset(void)
{
    int64_t day = 24 * 60 * 60, real, shifted;

    g_unsetenv("CANDOUR_CLOCK_OFFSET");
    real = clock_now();
    g_setenv("CANDOUR_CLOCK_OFFSET", "864000", TRUE);
    shifted = clock_now();
    g_assert_cmpint(shifted - real, >=, 10 * day);
    g_assert_cmpint(shifted - real, <, 11 * day);
    g_setenv("CANDOUR_CLOCK_OFFSET", "-864000", TRUE);
    g_assert_cmpint(clock_now(), <, real);
    g_unsetenv("CANDOUR_CLOCK_OFFSET");
    g_assert_cmpint(clock_now(), >=, real);
}

/* ---- jumps ---- */

#define HOUR 3600
#define MS   1000
#define DAY  (24 * HOUR)

/* Milliseconds.  The gap is 1000: at 50 on the steady clock the other one should say 1050. */
typedef struct { const char *name; int64_t wall, steady; bool doubts; int64_t now, gap_after; } JumpCase;

static const JumpCase jumps[] = {
    { "as-it-should-be", 1050, 50, false, 1050, 1000 },
    { "an-hour-ahead", 1050 + HOUR * MS, 50, false, 1050 + HOUR * MS, 1000 + HOUR * MS },
    { "an-hour-behind", 1050 - HOUR * MS, 50, false, 1050 - HOUR * MS, 1000 - HOUR * MS },
    { "a-bit-more-ahead", 1051 + HOUR * MS, 50, true, 1050, 1000 },
    { "a-bit-more-behind", 1049 - HOUR * MS, 50, true, 1050, 1000 },
    { "years-ahead", 1000LL * DAY * MS, 50, true, 1050, 1000 },
    { "back-to-1970", 0, 10LL * DAY * MS, true, 1000 + 10LL * DAY * MS, 1000 },
    { "a-long-time-later", 1000 + 10LL * DAY * MS, 10LL * DAY * MS, false, 1000 + 10LL * DAY * MS, 1000 },
};

static void
test_jump(const void *data)
{
    const JumpCase *c = data;

    g_assert_true(clock_guard_doubts(1000, c->wall, c->steady) == c->doubts);
    g_assert_cmpint(clock_guard_now(1000, c->wall, c->steady), ==, c->now);
    g_assert_cmpint(clock_guard_follow(1000, c->wall, c->steady), ==, c->gap_after);
}

static void
set_offset(int64_t seconds)
{
    g_autofree char *text = g_strdup_printf("%lld", (long long)seconds);

    g_setenv("CANDOUR_CLOCK_OFFSET", text, TRUE);
}

/* A jump in a process, set right again; then one that is confirmed. */
static void
test_guarded(gconstpointer data)
{
    const int64_t jump = GPOINTER_TO_INT(data);

    set_offset(0);
    clock_guard_start();
    const int64_t before = clock_now();
    g_assert_false(clock_doubts());
    set_offset(jump);
    g_assert_true(clock_doubts());
    g_assert_cmpint(clock_now(), >=, before);
    g_assert_cmpint(clock_now(), <, before + HOUR);
    clock_follow();
    g_assert_true(clock_doubts());
    set_offset(0);
    g_assert_false(clock_doubts());
    set_offset(jump);
    clock_trust();
    g_assert_false(clock_doubts());
    g_assert_cmpint(ABS(clock_now() - before - jump), <, HOUR);
}

/* Steps of half an hour, each taken along. */
static void
test_follows(void)
{
    set_offset(0);
    clock_guard_start();
    for (int i = 1; i <= 5; i++) {
        set_offset(i * HOUR / 2);
        g_assert_false(clock_doubts());
        clock_follow();
    }
}

/* What the supervisor believes counts in a program that it starts again, and what the desk believes in the room. */
static void
test_believes_others(void)
{
    set_offset(0);
    clock_guard_start();
    const int64_t before = clock_now();
    set_offset(DAY);
    g_autofree char *gap = g_strdup_printf("%lld", (long long)clock_gap());
    g_setenv(CLOCK_BELIEVED, gap, TRUE);
    clock_guard_start();
    g_assert_true(clock_doubts());
    g_assert_cmpint(clock_now(), <, before + HOUR);
    clock_believe(before + DAY);
    g_assert_false(clock_doubts());
    clock_believe(before - DAY);
    g_assert_true(clock_doubts());
    g_assert_cmpint(clock_now(), <, before - DAY + HOUR);
    g_unsetenv(CLOCK_BELIEVED);
}

static void
test_monotonic(void)
{
    int64_t before = clock_monotonic_ms();

    g_setenv("CANDOUR_CLOCK_OFFSET", "-864000", TRUE);
    g_assert_cmpint(clock_monotonic_ms(), >=, before);
    g_unsetenv("CANDOUR_CLOCK_OFFSET");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/clock/slot/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_slot);
    }
    g_test_add_func("/clock/offset", test_offset);
    g_test_add_func("/clock/monotonic", test_monotonic);
    for (size_t i = 0; i < G_N_ELEMENTS(jumps); i++) {
        g_autofree char *path = g_strdup_printf("/clock/jump/%s", jumps[i].name);
        g_test_add_data_func(path, &jumps[i], test_jump);
    }
    g_test_add_data_func("/clock/guarded/ahead", GINT_TO_POINTER(2 * DAY), test_guarded);
    g_test_add_data_func("/clock/guarded/back", GINT_TO_POINTER(-2 * DAY), test_guarded);
    g_test_add_func("/clock/follows", test_follows);
    g_test_add_func("/clock/believes-others", test_believes_others);
    return g_test_run();
}
