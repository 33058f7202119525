#include "analysis/saturation.h"
#include "analysis/strength.h"
#include "num/cluster.h"
#include "num/random.h"
#include <math.h>

/* ---- one contribution -------------------------------------------------------- */

typedef struct {
    const char *name;
    size_t likes, dislikes, passes;
    bool has_share, contested;
    double share, low, high;
    int64_t net;
} StrengthCase;

static const StrengthCase strength_cases[] = {
    { "nobody", 0, 0, 0, false, false, 0, 0, 1, 0 },
    { "under-k", 9, 0, 0, false, false, 1, 0.7009, 1, 9 },
    { "k", 10, 0, 0, true, false, 1, 0.7225, 1, 10 },
    /* Newcombe (1998), table I, method 3 */
    { "81-of-263", 81, 182, 0, true, true, 0.3080, 0.2553, 0.3662, -101 },
    { "contested", 11, 9, 0, true, true, 0.55, 0.3421, 0.7418, 2 },
    { "nineteen-voters", 10, 9, 0, true, false, 0.5263, 0.3171, 0.7267, 1 },
    { "thirty-percent-is-not-over", 14, 6, 0, true, false, 0.7, 0.4810, 0.8545, 8 },
    { "passes-count", 10, 10, 15, true, false, 0.2857, 0.1633, 0.4505, 0 },
};

static void
test_strength(gconstpointer data)
{
    const StrengthCase *c = data;
    Strength strength = strength_of(c->likes, c->dislikes, c->passes, 10);

    g_assert_cmpint(strength.has_share, ==, c->has_share);
    g_assert_cmpint(strength.contested, ==, c->contested);
    g_assert_cmpint(strength.net, ==, c->net);
    g_assert_cmpuint(strength.voters, ==, c->likes + c->dislikes + c->passes);
    g_assert_cmpfloat_with_epsilon(strength.share, c->share, 6e-5);
    g_assert_cmpfloat_with_epsilon(strength.interval.low, c->low, 6e-5);
    g_assert_cmpfloat_with_epsilon(strength.interval.high, c->high, 6e-5);
}

/* 90 of 100 is more certain than 10 of 10; small numbers come last, by net support. */
static void
test_order(void)
{
    Strength list[] = {
        strength_of(1, 0, 0, 10),   strength_of(10, 0, 0, 10),  strength_of(3, 0, 0, 10),
        strength_of(90, 10, 0, 10), strength_of(10, 30, 0, 10),
    };
    const size_t want[] = { 90, 10, 10, 3, 1 };

    qsort(list, G_N_ELEMENTS(list), sizeof(Strength), strength_compare);
    for (size_t i = 0; i < G_N_ELEMENTS(list); i++)
        g_assert_cmpuint(list[i].likes, ==, want[i]);
    g_assert_cmpuint(list[1].dislikes, ==, 0);
}

/* ---- themes ------------------------------------------------------------------- */

enum { PEOPLE = 40, ITEMS = 4 };

/* Everybody votes on items 0 and 1; the first 30 like both, the rest dislike
 * both; persons 0 to 4 also vote on item 2; nobody on item 3. */
static NumVotes
make_votes(void)
{
    NumVote cast[2 * PEOPLE + 5];
    size_t n = 0;
    NumVotes votes, by_item;

    for (uint32_t p = 0; p < PEOPLE; p++)
        for (uint32_t i = 0; i < 2; i++)
            cast[n++] = (NumVote){ p, i, p < 30 ? 1 : -1 };
    for (uint32_t p = 0; p < 5; p++)
        cast[n++] = (NumVote){ p, 2, 0 };
    NumVotesCast all = { cast, NULL, n, PEOPLE, ITEMS };
    g_assert_true(num_votes_gather(&all, &votes));
    g_assert_true(num_votes_by_item(&votes, PEOPLE, &by_item));
    num_votes_clear(&votes);
    return by_item;
}

static const guint32 authors[ITEMS] = { 7, 7, 8, STRENGTH_NOBODY };
static const gint32 days[ITEMS] = { 20002, 20000, 20002, 20001 };

static GArray *
measure(const StrengthInput *input)
{
    static const guint32 items[] = { 0, 1, 0, 2, 3, 2, 3 };
    static const size_t starts[] = { 0, 2, 5, 7, 7 };
    g_autoptr(GError) error = NULL;
    GArray *themes = NULL;

    g_assert_true(theme_strengths(input, items, starts, 4, &themes, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(themes->len, ==, 4);
    return themes;
}

static void
check_counts(const ThemeStrength *theme, size_t contributions, size_t contributors, size_t voters,
             size_t votes, size_t likes, size_t dislikes)
{
    g_assert_cmpuint(theme->contributions, ==, contributions);
    g_assert_cmpuint(theme->contributors, ==, contributors);
    g_assert_cmpuint(theme->voters, ==, voters);
    g_assert_cmpuint(theme->votes, ==, votes);
    g_assert_cmpuint(theme->likes, ==, likes);
    g_assert_cmpuint(theme->dislikes, ==, dislikes);
}

static void
test_themes(void)
{
    NumVotes votes = make_votes();
    StrengthInput input = { .votes = &votes, .authors = authors, .days = days, .n_people = PEOPLE, .k = 10 };
    g_autoptr(GArray) themes = measure(&input);
    const ThemeStrength *theme = (const ThemeStrength *)(const void *)themes->data;

    check_counts(&theme[0], 2, 1, 40, 80, 60, 20);
    check_counts(&theme[1], 3, 2, 40, 45, 30, 10);
    check_counts(&theme[2], 2, 1, 5, 5, 0, 0);
    check_counts(&theme[3], 0, 0, 0, 0, 0, 0);
    g_assert_true(theme[0].has_share && theme[0].has_interval);
    g_assert_cmpfloat_with_epsilon(theme[0].share, 0.75, 1e-12);
    /* A voter is a cluster: no surer than one vote each, whatever the number of votes. */
    double half = 1.96 * sqrt(0.75 * 0.25 / 40);
    g_assert_cmpfloat_with_epsilon(theme[0].interval.low, 0.75 - half, 0.03);
    g_assert_cmpfloat_with_epsilon(theme[0].interval.high, 0.75 + half, 0.03);
    g_assert_false(theme[2].has_share || theme[2].has_interval || theme[3].has_share);
    g_assert_true(isnan(theme[0].spread));
    num_votes_clear(&votes);
}

static void
test_days(void)
{
    NumVotes votes = make_votes();
    StrengthInput input = { .votes = &votes, .authors = authors, .days = days, .n_people = PEOPLE, .k = 10 };
    g_autoptr(GArray) themes = measure(&input);
    const GArray *trend = g_array_index(themes, ThemeStrength, 1).days;

    g_assert_cmpuint(trend->len, ==, 2);
    g_assert_cmpint(g_array_index(trend, StrengthDay, 0).day, ==, 20001);
    g_assert_cmpuint(g_array_index(trend, StrengthDay, 0).contributions, ==, 1);
    g_assert_cmpint(g_array_index(trend, StrengthDay, 1).day, ==, 20002);
    g_assert_cmpuint(g_array_index(trend, StrengthDay, 1).contributions, ==, 2);
    num_votes_clear(&votes);
}

/* sizes of groups by person number; the rest is in none */
typedef struct {
    const char *name;
    size_t sizes[4];
    size_t n_shown;
    double spread; /* NAN: none */
} GroupCase;

static const GroupCase group_cases[] = {
    { "all-large", { 20, 20 }, 2, 0.5 },
    { "small-one-hides-the-next", { 25, 11, 4 }, 1, NAN },
    { "two-small-ones", { 20, 10, 5, 5 }, 2, 0 },
    { "small-rest", { 20, 15 }, 1, NAN },
    { "one-group", { 40 }, 1, NAN },
    { "all-small", { 9, 9, 9, 9 }, 0, NAN },
};

static void
test_groups(gconstpointer data)
{
    const GroupCase *c = data;
    NumVotes votes = make_votes();
    guint32 groups[PEOPLE];
    size_t person = 0;

    for (guint32 g = 0; g < 4; g++)
        for (size_t i = 0; i < c->sizes[g]; i++)
            groups[person++] = g;
    while (person < PEOPLE)
        groups[person++] = STRENGTH_NO_GROUP;
    StrengthInput input = {
        .votes = &votes, .authors = authors, .n_people = PEOPLE, .groups = groups, .n_groups = 4, .k = 10
    };
    g_autoptr(GArray) themes = measure(&input);
    const ThemeStrength *theme = &g_array_index(themes, ThemeStrength, 0);
    g_assert_cmpuint(theme->groups->len, ==, c->n_shown);
    for (guint i = 0; i < theme->groups->len; i++)
        g_assert_cmpuint(g_array_index(theme->groups, StrengthGroup, i).voters, >=, 10);
    if (isnan(c->spread))
        g_assert_true(isnan(theme->spread));
    else
        g_assert_cmpfloat_with_epsilon(theme->spread, c->spread, 1e-12);
    g_assert_cmpuint(theme->days->len, ==, 0);
    num_votes_clear(&votes);
}

/* The quick way for many voters gives what drawing person by person gives. */
static void
test_many(void)
{
    NumCluster few[] = { { 0, 1, 300 }, { 1, 1, 500 }, { 1, 3, 400 }, { 5, 6, 200 }, { 9, 30, 90 } };
    NumCluster many[G_N_ELEMENTS(few)];
    NumInterval by_person, by_normal;

    for (size_t i = 0; i < G_N_ELEMENTS(few); i++) {
        many[i] = few[i];
        many[i].persons *= 4;
    }
    g_assert_true(num_cluster_interval(few, G_N_ELEMENTS(few), &by_person));
    g_assert_true(num_cluster_interval(many, G_N_ELEMENTS(many), &by_normal));
    /* Four times the people: half the width. */
    double share = 2710.0 / 5900;
    g_assert_cmpfloat_with_epsilon((by_person.low - share) / 2, by_normal.low - share, 0.002);
    g_assert_cmpfloat_with_epsilon((by_person.high - share) / 2, by_normal.high - share, 0.002);
}

/* ---- saturation ----------------------------------------------------------------- */

static void
test_saturation(void)
{
    enum { READ = 120 };
    guint64 codes[2 * READ];
    size_t starts[READ + 1], n = 0;

    for (size_t i = 0; i < READ; i++) {
        starts[i] = n;
        codes[n++] = i < 50 ? i / 10 : 3;
        if (i == 70 || i == 119)
            codes[n++] = 100 + i;
    }
    starts[READ] = n;
    g_autoptr(GArray) curve = saturation_curve(codes, starts, READ);
    const SaturationPoint *point = (const SaturationPoint *)(const void *)curve->data;
    g_assert_cmpuint(curve->len, ==, 3);
    g_assert_true(point[0].read == 50 && point[0].new_codes == 5 && point[0].codes == 5);
    g_assert_true(point[1].read == 100 && point[1].new_codes == 1 && point[1].codes == 6);
    g_assert_true(point[2].read == 120 && point[2].new_codes == 1 && point[2].codes == 7);
    g_autoptr(GArray) none = saturation_curve(codes, starts, 0);
    g_assert_cmpuint(none->len, ==, 0);
}

#define ADD_ROWS(prefix, rows, test)                                                                         \
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                                                        \
        g_autofree char *path = g_strdup_printf(prefix "/%s", (rows)[i].name);                               \
        g_test_add_data_func(path, &(rows)[i], test);                                                        \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS("/strength/contribution", strength_cases, test_strength)
    g_test_add_func("/strength/order", test_order);
    g_test_add_func("/strength/themes", test_themes);
    g_test_add_func("/strength/days", test_days);
    ADD_ROWS("/strength/groups", group_cases, test_groups)
    g_test_add_func("/strength/many", test_many);
    g_test_add_func("/saturation/curve", test_saturation);
    return g_test_run();
}
