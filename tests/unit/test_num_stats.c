#include "num/bootstrap.h"
#include "num/cluster.h"
#include "num/proportion.h"
#include "num/random.h"
#include <glib.h>
#include <math.h>

/* ---- random numbers --------------------------------------------------------- */

/* The first numbers from the state 1, 2, 3, 4, as the authors' own code gives them. */
static void
test_random_reference(void)
{
    NumRandom random = { { 1, 2, 3, 4 } };
    const uint64_t want[] = { 11520, 0, 1509978240, 1215971899390074240 };

    for (size_t i = 0; i < G_N_ELEMENTS(want); i++)
        g_assert_cmpuint(num_random_next(&random), ==, want[i]);
}

static void
test_random_repeats(void)
{
    NumRandom a = num_random(7), b = num_random(7), c = num_random(8);

    for (size_t i = 0; i < 100; i++)
        g_assert_cmpuint(num_random_next(&a), ==, num_random_next(&b));
    g_assert_cmpuint(num_random_next(&a), !=, num_random_next(&c));
}

static void
test_random_below(void)
{
    NumRandom random = num_random(1);
    size_t seen[6] = { 0 };

    for (size_t i = 0; i < 6000; i++) {
        uint64_t x = num_random_below(&random, 6);

        g_assert_cmpuint(x, <, 6);
        seen[x]++;
    }
    for (size_t i = 0; i < 6; i++)
        g_assert_cmpfloat(fabs((double)seen[i] - 1000), <, 150);
    g_assert_cmpuint(num_random_below(&random, 1), ==, 0);
}

typedef struct {
    const char *name;
    uint64_t n;
    double p;
} BinomialCase;

static const BinomialCase binomial_cases[] = {
    { "none", 0, 0.5 },
    { "never", 100, 0 },
    { "always", 100, 1 },
    { "few", 12, 0.2 },
    { "rare", 30000, 1e-4 },
    { "many", 400, 0.3 },
    { "more-than-half", 1000, 0.9 },
    { "huge", 1000000, 0.5 },
};

/* Mean and spread of many draws are those of the distribution, within five standard errors. */
static void
test_binomial(gconstpointer data)
{
    const BinomialCase *c = data;
    enum { DRAWS = 20000 };
    NumRandom random = num_random(3);
    double sum = 0, square = 0, mean = (double)c->n * c->p, variance = mean * (1 - c->p);

    for (size_t i = 0; i < DRAWS; i++) {
        uint64_t x = num_random_binomial(&random, c->n, c->p);

        g_assert_cmpuint(x, <=, c->n);
        sum += (double)x - mean;
        square += ((double)x - mean) * ((double)x - mean);
    }
    g_assert_cmpfloat(fabs(sum / DRAWS), <=, 5 * sqrt(variance / DRAWS));
    g_assert_cmpfloat(fabs(square / DRAWS - variance), <=, 5 * variance * sqrt(3.0 / DRAWS) + 1e-12);
}

static void
test_sample(void)
{
    NumRandom random = num_random(4);
    size_t chosen[50], often[100] = { 0 };

    for (size_t round = 0; round < 1000; round++) {
        num_random_sample(&random, 100, 50, chosen);
        for (size_t i = 0; i < 50; i++) {
            g_assert_true(chosen[i] < 100 && (i == 0 || chosen[i] > chosen[i - 1]));
            often[chosen[i]]++;
        }
    }
    for (size_t i = 0; i < 100; i++)
        g_assert_cmpfloat(fabs((double)often[i] - 500), <, 100);
    num_random_sample(&random, 3, 3, chosen);
    g_assert_cmpuint(chosen[0] + 10 * chosen[1] + 100 * chosen[2], ==, 210);
}

/* ---- shares ----------------------------------------------------------------- */

typedef struct {
    const char *name;
    double hits, n, low, high;
} WilsonCase;

/* Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3. */
static const WilsonCase wilson_cases[] = {
    { "81-of-263", 81, 263, 0.2553, 0.3662 },
    { "15-of-148", 15, 148, 0.0624, 0.1605 },
    { "0-of-20", 0, 20, 0, 0.1611 },
    { "1-of-29", 1, 29, 0.0061, 0.1718 },
    { "all", 20, 20, 0.8389, 1 },
    { "none-asked", 0, 0, 0, 1 },
};

static void
test_wilson(gconstpointer data)
{
    const WilsonCase *c = data;
    NumInterval interval = num_wilson(c->hits, c->n);

    g_assert_cmpfloat_with_epsilon(interval.low, c->low, 6e-5);
    g_assert_cmpfloat_with_epsilon(interval.high, c->high, 6e-5);
}

static void
test_two_proportions(void)
{
    /* 30/100 against 15/100: pooled 0.225, standard error sqrt(0.225 * 0.775 * 0.02) */
    g_assert_cmpfloat_with_epsilon(num_two_proportion_z(30, 100, 15, 100), 0.15 / sqrt(0.0034875), 1e-12);
    g_assert_cmpfloat(num_two_proportion_z(5, 0, 3, 10), ==, 0);
    g_assert_cmpfloat(num_two_proportion_z(10, 10, 20, 20), ==, 0);
    g_assert_cmpfloat_with_epsilon(num_two_sided_p(1.959963984540054), 0.05, 1e-12);
    g_assert_cmpfloat_with_epsilon(num_two_sided_p(-2.5758293035489), 0.01, 1e-12);
}

/* The fifteen p-values of Benjamini and Hochberg (1995), section 4: four are findings at 0.05. */
static void
test_benjamini_hochberg(void)
{
    double p[] = { 0.0459, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298,
                   0.0344, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000 };
    size_t n_found = 0;

    g_assert_true(num_benjamini_hochberg(p, G_N_ELEMENTS(p)));
    for (size_t i = 0; i < G_N_ELEMENTS(p); i++)
        n_found += p[i] <= 0.05;
    g_assert_cmpuint(n_found, ==, 4);
    g_assert_cmpfloat_with_epsilon(p[1], 0.0015, 1e-12);
    g_assert_cmpfloat_with_epsilon(p[4], 0.0095 * 15 / 4, 1e-12);
    g_assert_cmpfloat_with_epsilon(p[5], 0.0201 * 15 / 5, 1e-12);
    g_assert_cmpfloat(p[14], ==, 1);
    g_assert_true(num_benjamini_hochberg(p, 0));
}

static void
test_percentiles(void)
{
    double values[1000];

    for (size_t i = 0; i < 1000; i++)
        values[i] = (double)((i * 617) % 1000);
    NumInterval interval = num_percentile_interval(values, 1000);
    g_assert_cmpfloat(interval.low, ==, 25);
    g_assert_cmpfloat(interval.high, ==, 974);
    interval = num_percentile_interval(values, 1);
    g_assert_cmpfloat(interval.low, ==, interval.high);
}

/* ---- clusters --------------------------------------------------------------- */

/* With one vote a person the interval is that of a plain share. */
static void
test_cluster_of_one(void)
{
    const NumCluster clusters[] = { { 1, 1, 120 }, { 0, 1, 280 } };
    NumInterval interval;

    g_assert_true(num_cluster_interval(clusters, 2, &interval));
    double half = 1.96 * sqrt(0.3 * 0.7 / 400);
    g_assert_cmpfloat_with_epsilon(interval.low, 0.3 - half, 0.006);
    g_assert_cmpfloat_with_epsilon(interval.high, 0.3 + half, 0.006);
}

/* When everybody says the same ten times the interval is no narrower than of saying it once. */
static void
test_cluster_of_many(void)
{
    const NumCluster once[] = { { 1, 1, 120 }, { 0, 1, 280 } }, ten[] = { { 10, 10, 120 }, { 0, 10, 280 } };
    NumInterval a, b;

    g_assert_true(num_cluster_interval(once, 2, &a));
    g_assert_true(num_cluster_interval(ten, 2, &b));
    g_assert_cmpfloat_with_epsilon(a.low, b.low, 1e-12);
    g_assert_cmpfloat_with_epsilon(a.high, b.high, 1e-12);
}

static void
test_cluster_edges(void)
{
    const NumCluster nothing[] = { { 0, 0, 50 } }, one[] = { { 1, 2, 1 } };
    NumCluster joined[] = { { 1, 2, 1 }, { 0, 2, 1 }, { 1, 2, 3 }, { 1, 1, 1 }, { 0, 2, 5 } };
    NumInterval interval;

    g_assert_false(num_cluster_interval(nothing, 1, &interval));
    g_assert_false(num_cluster_interval(one, 1, &interval));
    g_assert_false(num_cluster_interval(one, 0, &interval));
    g_assert_cmpuint(num_clusters_join(joined, 5), ==, 3);
    g_assert_cmpuint(joined[0].votes, ==, 1);
    g_assert_cmpuint(joined[1].persons, ==, 6);
    g_assert_cmpuint(joined[2].persons, ==, 4);
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
    g_test_add_func("/random/reference", test_random_reference);
    g_test_add_func("/random/repeats", test_random_repeats);
    g_test_add_func("/random/below", test_random_below);
    g_test_add_func("/random/sample", test_sample);
    ADD_ROWS("/random/binomial", binomial_cases, test_binomial)
    ADD_ROWS("/proportion/wilson", wilson_cases, test_wilson)
    g_test_add_func("/proportion/two", test_two_proportions);
    g_test_add_func("/proportion/benjamini-hochberg", test_benjamini_hochberg);
    g_test_add_func("/bootstrap/percentiles", test_percentiles);
    g_test_add_func("/cluster/one", test_cluster_of_one);
    g_test_add_func("/cluster/many", test_cluster_of_many);
    g_test_add_func("/cluster/edges", test_cluster_edges);
    return g_test_run();
}
