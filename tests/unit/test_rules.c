#include "model/calendar.h"
#include "model/conversation.h"
#include "model/rules.h"
#include <glib.h>

/* ---- what may be done when: open from 100 to 200, erased from 400 on ---- */

typedef struct { const char *name; int64_t posting_ends, now; bool post, vote, read; } TimeCase;

static const TimeCase times[] = {
    { "before", 0, 99, false, false, false },       { "first-second", 0, 100, true, true, true },
    { "last-second", 0, 199, true, true, true },    { "closed", 0, 200, false, false, true },
    { "completed", 0, 300, false, false, false },   { "posting", 150, 149, true, true, true },
    { "posting-over", 150, 150, false, true, true }, { "posting-over-closed", 150, 200, false, false, true },
    { "votes-alone", 100, 100, false, true, true }, { "end-moved-before-it", 250, 200, false, false, true },
};

static void
test_time(gconstpointer data)
{
    const TimeCase *c = data;
    const Calendar dates = { .opens = 100, .closes = 200, .posting_ends = c->posting_ends, .completes = 300, .erases = 400 };

    g_assert_cmpint(calendar_may_post(&dates, c->now), ==, c->post);
    g_assert_cmpint(calendar_may_write(&dates, c->now), ==, c->vote);
    g_assert_cmpint(calendar_may_read(&dates, c->now), ==, c->read);
}

/* ---- counts: open and not voted, open and voted, closed ---- */

typedef struct { const char *name; CountsShown counts; bool before, voted, closed; } CountsCase;

static const CountsCase counts[] = {
    { "open", COUNTS_OPEN, true, true, true },
    { "after-voting", COUNTS_AFTER_VOTING, false, true, true },
    { "after-closing", COUNTS_AFTER_CLOSING, false, false, true },
};

static void
test_counts(gconstpointer data)
{
    const CountsCase *c = data;
    const Rules rules = { .counts = c->counts };

    g_assert_cmpint(rules_counts(c->name), ==, c->counts);
    g_assert_cmpint(rules_show_counts(&rules, false, false), ==, c->before);
    g_assert_cmpint(rules_show_counts(&rules, false, true), ==, c->voted);
    g_assert_cmpint(rules_show_counts(&rules, true, false), ==, c->closed);
}

static void
test_no_name(void)
{
    g_assert_cmpint(rules_counts("closed"), ==, -1);
    g_assert_cmpint(rules_counts(""), ==, -1);
    g_assert_cmpint(rules_counts(NULL), ==, -1);
}

/* ---- answers that are no group ---- */

static void
test_no_group(void)
{
    static const char *const none[] = { "أفضّل عدم الإجابة", "Prefer not to say", "no answer", "Gwell gen i beidio \xc3\xa2 dweud",
                                        "Gwell Peidio \xc3\x82 Dweud", "Dim ateb" };

    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_true(conversation_is_no_group(none[i]));
    g_assert_false(conversation_is_no_group("Nursing"));
    g_assert_false(conversation_is_no_group("Nyrsio"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        g_autofree char *path = g_strconcat("/rules/time/", times[i].name, NULL);
        g_test_add_data_func(path, &times[i], test_time);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_autofree char *path = g_strconcat("/rules/counts/", counts[i].name, NULL);
        g_test_add_data_func(path, &counts[i], test_counts);
    }
    g_test_add_func("/rules/no-name", test_no_name);
    g_test_add_func("/rules/no-group", test_no_group);
    return g_test_run();
}
