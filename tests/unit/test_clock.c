#include "base/clock.h"
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
    return g_test_run();
}
