/* Slowing down and pausing: which of several counts, until when, and that rows tie nothing together. */
#include "domain/sanction.h"
#include "base/clock.h"
#include "staff_fixture.h"

#define SLOT (15 * 60)
#define HOUR (60 * 60)
#define NOT_SET 99

typedef struct {
    const char *name;
    unsigned    hours[2], days[2];      /* through two contributions of one person; NOT_SET: not */
    bool        paused;
    unsigned    left;                   /* hours: of the one that counts */
    int         until;                  /* in hours from the slot of the last post; -1: days of the pause */
} Case;

static const Case cases[] = {
    { "pause", { 0, NOT_SET }, { 1, 0 }, true, 0, -1 },
    { "slow", { 6, NOT_SET }, { 1, 0 }, false, 6, 6 },
    { "pause-over-slow", { 6, 0 }, { 7, 1 }, true, 0, -1 },
    { "slow-under-pause", { 0, 6 }, { 1, 7 }, true, 0, -1 },
    { "slower", { 1, 6 }, { 3, 3 }, false, 6, 6 },
    { "slower-first", { 6, 1 }, { 3, 3 }, false, 6, 6 },
};

static SanctionOutcome
set(Fixture *f, const Id *id, unsigned hours, unsigned days, Id *ret_cohort)
{
    const SanctionOrder order = { .hours = hours, .days = days, .reason = REASON_ABUSE };
    g_autoptr(GError) error = NULL;
    const Actor staff = fixture_staff(f);
    SanctionOutcome outcome = SANCTION_NOT_FOUND;

    g_assert_true(sanction_set(f->hall, f->db, &staff, id, &order, &outcome, ret_cohort, &error));
    g_assert_no_error(error);
    return outcome;
}

static void
test_counts(const void *data)
{
    const Case *c = data;
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f), other = fixture_person(f);
    Id ids[2] = { fixture_idea(f, &author, 0, "One"), fixture_idea(f, &author, 0, "Two") }, cohort;

    fixture_idea(f, &other, 0, "Somebody else's");
    fixture_later(f, SLOT);
    for (size_t i = 0; i < 2; i++)
        if (c->hours[i] != NOT_SET)
            g_assert_cmpint(set(f, &ids[i], c->hours[i], c->days[i], &cohort), ==, SANCTION_DONE);
    for (size_t again = 0; again < 2; again++, fixture_reload(f)) {
        const Board *board = fixture_board(f);
        const Item *item = fixture_item(f, &ids[0]);
        Restraint restraint = restraint_on(board, item->voice, clock_now());

        g_assert_cmpint(restraint.paused, ==, c->paused);
        g_assert_cmpuint(restraint.hours, ==, c->left);
        g_assert_cmpint(restraint.until % SLOT, ==, 0);
        if (c->until >= 0)
            g_assert_cmpint(restraint.until, ==, item->slot + c->until * HOUR);
        else
            g_assert_cmpint(restraint.until, >=, clock_now() + 24 * HOUR);
        g_assert_cmpuint(restraint_on(board, actor_voice(board, &other), clock_now()).item, ==, NO_ITEM);
        g_assert_cmpuint(restraint_on(board, 0, clock_now()).item, ==, NO_ITEM);
    }
    fixture_later(f, 8 * 24 * HOUR);
    g_assert_cmpuint(restraint_on(fixture_board(f), fixture_item(f, &ids[0])->voice, clock_now()).item, ==, NO_ITEM);
}

/* A slowed author's next post is never later than the end. */
static void
test_slow_ends(void)
{
    g_autoptr(Fixture) f = fixture_new(15);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "One"), cohort;

    fixture_later(f, SLOT);
    g_assert_cmpint(set(f, &id, 24, 1, &cohort), ==, SANCTION_DONE);
    const Item *item = fixture_item(f, &id);
    Restraint restraint = restraint_on(fixture_board(f), item->voice, clock_now());
    g_assert_cmpint(restraint.until, <=, sanction_at(fixture_board(f), item, clock_now())->until);
}

/* Words of a person who has left are nobody's: taken like any other, and nobody is told (A9, A13). */
static void
test_nobodys(void)
{
    g_autoptr(Fixture) f = fixture_new(0);
    Actor author = fixture_person(f);
    Id id = fixture_idea(f, &author, 0, "One"), cohort = { .bytes = { 1 } };

    fixture_item(f, &id)->voice = 0;
    g_assert_cmpint(set(f, &id, 0, 1, &cohort), ==, SANCTION_DONE);
    g_assert_true(id_is_zero(&cohort));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/sanction/counts/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_counts);
    }
    g_test_add_func("/sanction/slow-ends", test_slow_ends);
    g_test_add_func("/sanction/nobodys", test_nobodys);
    return g_test_run();
}
