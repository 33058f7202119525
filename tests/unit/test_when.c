#include "base/when.h"
#include <string.h>

typedef struct { const char *name, *text; int64_t at; bool ok; } ParseCase;

static const ParseCase parses[] = {
    { "epoch", "1970-01-01T00:00:00Z", 0, true },
    { "plain", "2026-11-29T09:00:00Z", 1795942800, true },
    { "offset", "2026-11-29T10:30:00+01:30", 1795942800, true },
    { "negative-offset", "2026-11-29T01:00:00-08:00", 1795942800, true },
    { "small-letters", "2026-11-29t09:00:00z", 1795942800, true },
    { "blank-between", "2026-11-29 09:00:00Z", 1795942800, true },
    { "fraction", "2026-11-29T09:00:00.999Z", 1795942800, true },
    { "leap-day", "2028-02-29T00:00:00Z", 1835395200, true },
    { "leap-day-2000", "2000-02-29T00:00:00Z", 951782400, true },
    { "before-1970", "1969-12-31T23:59:59Z", -1, true },
    { "leap-second", "2016-12-31T23:59:60Z", 1483228800, true },
    { "no-leap-day", "2027-02-29T00:00:00Z", 0, false },
    { "no-leap-day-2100", "2100-02-29T00:00:00Z", 0, false },
    { "no-zone", "2026-11-29T09:00:00", 0, false },
    { "no-seconds", "2026-11-29T09:00Z", 0, false },
    { "date-alone", "2026-11-29", 0, false },
    { "month-13", "2026-13-01T00:00:00Z", 0, false },
    { "day-0", "2026-11-00T00:00:00Z", 0, false },
    { "day-31", "2026-11-31T00:00:00Z", 0, false },
    { "hour-24", "2026-11-29T24:00:00Z", 0, false },
    { "minute-60", "2026-11-29T09:60:00Z", 0, false },
    { "second-61", "2026-11-29T09:00:61Z", 0, false },
    { "two-digit-year", "26-11-29T09:00:00Z", 0, false },
    { "trailing", "2026-11-29T09:00:00Z ", 0, false },
    { "empty-fraction", "2026-11-29T09:00:00.Z", 0, false },
    { "empty", "", 0, false },
};

static void
test_parse(const void *data)
{
    const ParseCase *c = data;
    int64_t at = 7;

    g_assert_cmpint(when_parse(c->text, &at), ==, c->ok);
    g_assert_cmpint(at, ==, c->ok ? c->at : 7);
}

/* Every day of 800 years goes there and back. */
static void
test_there_and_back(void)
{
    for (int64_t day = -150000; day < 150000; day += 1) {
        int64_t at = day * 86400 + 3661, back;
        g_autofree char *text = when_rfc3339(at);

        g_assert_true(when_parse(text, &back));
        g_assert_cmpint(back, ==, at);
    }
}

typedef struct { const char *name, *at, *zone, *said, *clock; } SaidCase;

static const SaidCase saids[] = {
    { "winter", "2026-12-13T17:00:00Z", "Europe/London", "5 pm on Sunday 13 December 2026", "17:00" },
    { "summer", "2026-07-01T16:30:00Z", "Europe/London", "5:30 pm on Wednesday 1 July 2026", "17:30" },
    { "before-the-clocks-change", "2026-03-29T00:59:59Z", "Europe/London", "12:59 am on Sunday 29 March 2026", "00:59" },
    { "after-the-clocks-change", "2026-03-29T01:00:00Z", "Europe/London", "2 am on Sunday 29 March 2026", "02:00" },
    { "midday", "2026-12-13T12:00:00Z", "UTC", "midday on Sunday 13 December 2026", "12:00" },
    { "midnight", "2026-12-13T00:00:00Z", "UTC", "the very start of Sunday 13 December 2026", "00:00" },
    { "next-day-there", "2026-12-31T15:00:00Z", "Asia/Tokyo", "the very start of Friday 1 January 2027", "00:00" },
    { "half-hour-zone", "2026-12-13T12:00:00Z", "Asia/Kolkata", "5:30 pm on Sunday 13 December 2026", "17:30" },
    { "unknown-counts-as-utc", "2026-12-13T12:00:00Z", "Mars/Olympus", "midday on Sunday 13 December 2026", "12:00" },
};

static void
test_said(const void *data)
{
    const SaidCase *c = data;
    int64_t at = 0;

    g_assert_true(when_parse(c->at, &at));
    g_autofree char *said = when_date_time(at, c->zone), *clock = when_clock(at, c->zone);
    g_autofree char *date = when_date(at, c->zone);
    g_assert_cmpstr(said, ==, c->said);
    g_assert_cmpstr(clock, ==, c->clock);
    g_assert_true(g_str_has_suffix(c->said, date));
}

typedef struct { const char *zone; bool known; } ZoneCase;

static const ZoneCase zones[] = {
    { "Europe/London", true }, { "UTC", true }, { "America/Argentina/Buenos_Aires", true }, { "Etc/GMT+5", true },
    { "Mars/Olympus", false }, { "+01:00", false }, { "", false }, { "EST5EDT,M3.2.0,M11.1.0", false },
    { "../../etc/passwd", false }, { "/usr/share/zoneinfo/UTC", false }, { "Europe/../UTC", false },
};

static void
test_zone(const void *data)
{
    const ZoneCase *c = data;

    g_assert_cmpint(when_zone_known(c->zone), ==, c->known);
}

static void
test_day(void)
{
    g_assert_cmpint(when_day(0, "UTC"), ==, 0);
    g_assert_cmpint(when_day(86399, "UTC"), ==, 0);
    g_assert_cmpint(when_day(-1, "UTC"), ==, -1);
    g_assert_cmpint(when_day(86399, "Asia/Tokyo"), ==, 1);
    g_assert_cmpint(when_civil(0, "UTC").weekday, ==, 4);
    g_assert_cmpint(when_civil(4 * 86400, "UTC").weekday, ==, 1);
    g_assert_cmpint(when_civil(3 * 86400, "UTC").weekday, ==, 7);
}

typedef struct { const char *name; int back; const char *said; } AgoCase;

static const AgoCase agos[] = {         /* seen from Thursday 10 December 2026 */
    { "today", 0, "today" },
    { "yesterday", 1, "yesterday" },
    { "two-days", 2, "on Tuesday" },
    { "six-days", 6, "on Friday" },
    { "a-week", 7, "on 3 December" },
    { "last-year", 345, "on 30 December 2025" },
    { "tomorrow", -1, "on 11 December" },
};

static void
test_ago(const void *data)
{
    const AgoCase *c = data;
    int64_t today = 0;

    g_assert_true(when_parse("2026-12-10T10:00:00Z", &today));
    g_autofree char *said = when_day_ago(when_day(today, "UTC") - c->back, when_day(today, "UTC"));
    g_assert_cmpstr(said, ==, c->said);
}

#define ADD_ROWS(rows, prefix, called, test)                                                \
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                                       \
        g_autofree char *path = g_strdup_printf("/when/" prefix "/%s", rows[i].called);     \
        g_test_add_data_func(path, &rows[i], test);                                         \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS(parses, "parse", name, test_parse)
    ADD_ROWS(saids, "said", name, test_said)
    for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
        g_autofree char *path = g_strdup_printf("/when/zone/%zu", i);
        g_test_add_data_func(path, &zones[i], test_zone);
    }
    ADD_ROWS(agos, "ago", name, test_ago)
    g_test_add_func("/when/there-and-back", test_there_and_back);
    g_test_add_func("/when/day", test_day);
    return g_test_run();
}
