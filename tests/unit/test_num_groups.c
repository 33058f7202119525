#include "num/kmeans.h"
#include "num/pca.h"
#include "num/rand_index.h"
#include "num/random.h"
#include "num/votes.h"
#include <glib.h>
#include <math.h>
#include <string.h>

/* ---- votes ------------------------------------------------------------------ */

/* person, item, value; rows as text: "person: item=value ..." */
typedef struct {
    const char *name;
    NumVote votes[10];
    int64_t when[10];
    size_t n_votes;
    bool timed;
    size_t least;
    const char *want;
} VotesCase;

static const VotesCase votes_cases[] = {
    { "none", { { 0 } }, { 0 }, 0, false, 1, "" },
    { "sorted", { { 1, 2, 1 }, { 0, 1, -1 }, { 1, 0, 0 } }, { 0 }, 3, false, 1, "0: 1=-1; 1: 0=0 2=1; " },
    { "last-counts",
      { { 0, 1, -1 }, { 0, 2, 1 }, { 0, 1, 1 }, { 0, 1, 0 } },
      { 0 },
      4,
      false,
      1,
      "0: 1=0 2=1; " },
    { "latest-counts", { { 0, 1, -1 }, { 0, 1, 1 }, { 0, 1, 0 } }, { 5, 9, 7 }, 3, true, 1, "0: 1=1; " },
    { "same-time", { { 0, 1, -1 }, { 0, 1, 1 } }, { 5, 5 }, 2, true, 1, "0: 1=1; " },
    { "too-few",
      { { 0, 1, -1 }, { 1, 1, 1 }, { 1, 2, 1 }, { 2, 0, 1 } },
      { 0 },
      4,
      false,
      2,
      "1: 1=1 2=1; " },
    { "changed-votes-are-one",
      { { 0, 1, -1 }, { 0, 1, 1 }, { 1, 1, 1 }, { 1, 0, 0 } },
      { 0 },
      4,
      false,
      2,
      "1: 0=0 1=1; " },
};

static void
test_votes(gconstpointer data)
{
    const VotesCase *c = data;
    NumVotesCast cast = { c->votes, c->timed ? c->when : NULL, c->n_votes, 4, 3 };
    NumVotes votes;
    g_autoptr(GString) seen = g_string_new(NULL);

    g_assert_true(num_votes_gather(&cast, &votes));
    num_votes_drop_short_rows(&votes, NULL, c->least);
    for (size_t row = 0; row < votes.n_rows; row++) {
        g_string_append_printf(seen, "%u:", votes.people[row]);
        for (size_t i = votes.starts[row]; i < votes.starts[row + 1]; i++)
            g_string_append_printf(seen, " %u=%d", votes.items[i], votes.values[i]);
        g_string_append(seen, "; ");
    }
    g_assert_cmpstr(seen->str, ==, c->want);
    g_assert_cmpuint(votes.n_rows == 0 ? 0 : votes.starts[votes.n_rows], ==, votes.n_votes);
    num_votes_clear(&votes);
    num_votes_clear(&votes);
}

static void
test_left_out(void)
{
    const NumVote cast_votes[] = { { 0, 0, 1 }, { 0, 1, 1 }, { 1, 1, 1 }, { 1, 2, 1 } };
    const bool left_out[] = { true, false, false };
    NumVotesCast cast = { cast_votes, NULL, 4, 2, 3 };
    NumVotes votes;

    g_assert_true(num_votes_gather(&cast, &votes));
    num_votes_drop_short_rows(&votes, left_out, 2);
    g_assert_cmpuint(votes.n_rows, ==, 1);
    g_assert_cmpuint(votes.people[0], ==, 1);
    num_votes_clear(&votes);
}

/* ---- principal components --------------------------------------------------- */

enum { PEOPLE = 60, ITEMS = 9 };

/* Three camps with their own opinions; each person leaves out some items. */
static NumVotes
make_camps(double missing)
{
    g_autofree NumVote *votes = g_new(NumVote, PEOPLE * ITEMS);
    NumRandom random = num_random(5);
    NumVotes gathered;
    size_t n = 0;

    for (uint32_t p = 0; p < PEOPLE; p++)
        for (uint32_t i = 0; i < ITEMS; i++) {
            bool own = i % 3 == p % 3, stray = num_random_below(&random, 10) == 0;

            if (num_random_unit(&random) >= missing)
                votes[n++] = (NumVote){ p, i, (int8_t)(own != stray ? 1 : -1) };
        }
    NumVotesCast cast = { votes, NULL, n, PEOPLE, ITEMS };
    g_assert_true(num_votes_gather(&cast, &gathered));
    return gathered;
}

/* The dense matrix, missing places filled with the column's mean, less the mean. */
static void
make_dense(const NumVotes *votes, double dense[PEOPLE][ITEMS])
{
    memset(dense, 0, sizeof(double) * PEOPLE * ITEMS);
    for (size_t i = 0; i < ITEMS; i++) {
        double sum = 0, n = 0;

        for (size_t v = 0; v < votes->n_votes; v++)
            if (votes->items[v] == i) {
                sum += votes->values[v];
                n++;
            }
        for (size_t row = 0; row < votes->n_rows; row++)
            for (size_t v = votes->starts[row]; v < votes->starts[row + 1]; v++)
                if (votes->items[v] == i)
                    dense[row][i] = votes->values[v] - sum / n;
    }
}

/* Each axis is an eigenvector of the dense covariance, and no direction has more spread. */
static void
check_axes(double dense[PEOPLE][ITEMS], const NumPoint *axes)
{
    double last = INFINITY;

    for (int c = 0; c < 2; c++) {
        double image[ITEMS] = { 0 }, length = 0, spread = 0;

        for (size_t p = 0; p < PEOPLE; p++) {
            double dot = 0;
            for (size_t i = 0; i < ITEMS; i++)
                dot += dense[p][i] * (c == 0 ? axes[i].x : axes[i].y);
            for (size_t i = 0; i < ITEMS; i++)
                image[i] += dot * dense[p][i];
            spread += dot * dot;
        }
        for (size_t i = 0; i < ITEMS; i++) {
            double v = c == 0 ? axes[i].x : axes[i].y;

            length += v * v;
            g_assert_cmpfloat_with_epsilon(image[i], spread * v, 1e-3 * spread);
        }
        g_assert_cmpfloat_with_epsilon(length, 1, 1e-9);
        g_assert_cmpfloat(spread, <=, last);
        last = spread;
    }
    for (size_t i = 0; i < ITEMS; i++) {
        double spread = 0;
        for (size_t p = 0; p < PEOPLE; p++)
            spread += dense[p][i] * dense[p][i];
        g_assert_cmpfloat(spread, <=, last * 3);
    }
}

static void
test_pca(void)
{
    NumVotes votes = make_camps(0.3);
    NumPoint points[PEOPLE], axes[ITEMS];
    double dense[PEOPLE][ITEMS];

    g_assert_true(num_pca(&votes, NULL, points, axes));
    make_dense(&votes, dense);
    check_axes(dense, axes);
    for (size_t p = 0; p < PEOPLE; p++) {
        double x = 0;
        for (size_t i = 0; i < ITEMS; i++)
            x += dense[p][i] * axes[i].x;
        g_assert_cmpfloat_with_epsilon(points[p].x, x, 1e-5);
    }
    num_votes_clear(&votes);
}

/* An item left out has no weight, and the rest is as if it were not there. */
static void
test_pca_left_out(void)
{
    NumVotes votes = make_camps(0.3);
    NumPoint points[PEOPLE], axes[ITEMS];
    bool left_out[ITEMS] = { [4] = true };

    g_assert_true(num_pca(&votes, left_out, points, axes));
    g_assert_cmpfloat_with_epsilon(axes[4].x, 0, 1e-9);
    g_assert_cmpfloat_with_epsilon(axes[4].y, 0, 1e-9);
    num_votes_clear(&votes);
}

static void
test_pca_edges(void)
{
    const NumVote one[] = { { 0, 0, 1 }, { 1, 0, -1 } }, same[] = { { 0, 0, 1 }, { 1, 0, 1 } };
    NumVotesCast casts[] = { { one, NULL, 2, 2, 1 }, { same, NULL, 2, 2, 1 }, { one, NULL, 0, 0, 0 } };

    for (size_t i = 0; i < G_N_ELEMENTS(casts); i++) {
        NumPoint points[2] = { { 9, 9 }, { 9, 9 } };
        NumVotes votes;

        g_assert_true(num_votes_gather(&casts[i], &votes));
        g_assert_true(num_pca(&votes, NULL, points, NULL));
        if (i == 0)
            g_assert_cmpfloat_with_epsilon(fabs(points[0].x - points[1].x), 2, 1e-9);
        if (i == 1)
            g_assert_cmpfloat(points[0].x, ==, 0);
        g_assert_cmpuint(votes.n_rows == 0, ==, i == 2);
        num_votes_clear(&votes);
    }
}

/* ---- k-means ---------------------------------------------------------------- */

/* n points in k clouds far apart; cloud i has a share of them that grows with i. */
static void
make_clouds(NumPoint *points, uint32_t *clouds, size_t n, size_t k)
{
    NumRandom random = num_random(9);

    for (size_t i = 0; i < n; i++) {
        size_t cloud = (size_t)num_random_below(&random, k * (k + 1) / 2), c = 0;

        while (cloud > c)
            cloud -= ++c;
        clouds[i] = (uint32_t)c;
        points[i].x = 10 * cos(6.283 * (double)c / (double)k) + num_random_unit(&random);
        points[i].y = 10 * sin(6.283 * (double)c / (double)k) + num_random_unit(&random);
    }
}

static void
test_kmeans(void)
{
    enum { N = 3000 };
    g_autofree NumPoint *points = g_new(NumPoint, N);
    g_autofree uint32_t *clouds = g_new(uint32_t, N), *groups = g_new(uint32_t, N);

    for (size_t k = 2; k <= 5; k++) {
        double index = 0;

        make_clouds(points, clouds, N, k);
        g_assert_cmpuint(num_kmeans(points, N, k, 20, 1, groups), ==, k);
        g_assert_true(num_rand_index(groups, k, clouds, k, N, &index));
        g_assert_cmpfloat(index, ==, 1);
        double best = num_silhouette(points, groups, N, k, 2000);
        g_assert_cmpfloat(best, >, 0.8);
        num_kmeans(points, N, k + 1, 20, 1, groups);
        g_assert_cmpfloat(num_silhouette(points, groups, N, k + 1, 2000), <, best);
    }
}

/* What the quick search finds is a resting point: each point is in the group with the nearest middle. */
static void
test_kmeans_rests(void)
{
    enum { N = 5000, K = 4 };
    g_autofree NumPoint *points = g_new(NumPoint, N);
    g_autofree uint32_t *groups = g_new(uint32_t, N);
    NumPoint middles[K] = { { 0 } };
    size_t sizes[K] = { 0 }, wrong = 0;
    NumRandom random = num_random(2);

    for (size_t i = 0; i < N; i++)
        points[i] = (NumPoint){ num_random_unit(&random), num_random_unit(&random) };
    g_assert_cmpuint(num_kmeans(points, N, K, 5, 1, groups), ==, K);
    for (size_t i = 0; i < N; i++) {
        sizes[groups[i]]++;
        middles[groups[i]].x += points[i].x;
        middles[groups[i]].y += points[i].y;
    }
    for (size_t i = 0; i < N; i++) {
        double own = 0, least = INFINITY;

        for (size_t g = 0; g < K; g++) {
            double d = hypot(points[i].x - middles[g].x / (double)sizes[g],
                             points[i].y - middles[g].y / (double)sizes[g]);
            own = g == groups[i] ? d : own;
            least = fmin(least, d);
        }
        wrong += own > least + 1e-5;
    }
    g_assert_cmpuint(wrong, ==, 0);
    for (size_t g = 1; g < K; g++)
        g_assert_cmpuint(sizes[g - 1], >=, sizes[g]);
}

static void
test_kmeans_edges(void)
{
    const NumPoint same[] = { { 1, 1 }, { 1, 1 }, { 1, 1 } }, two[] = { { 0, 0 }, { 5, 5 }, { 5, 5 } };
    uint32_t groups[3];

    g_assert_cmpuint(num_kmeans(same, 3, 2, 5, 1, groups), ==, 1);
    g_assert_true(isnan(num_silhouette(same, groups, 3, 2, 10)));
    g_assert_cmpuint(num_kmeans(two, 3, 3, 5, 1, groups), ==, 2);
    g_assert_cmpuint(groups[1], ==, 0);
    g_assert_cmpuint(groups[0], ==, 1);
    g_assert_cmpuint(num_kmeans(two, 0, 2, 5, 1, groups), ==, 0);
    g_assert_cmpuint(num_kmeans(two, 3, 1, 5, 1, groups), ==, 1);
}

/* Rousseeuw's definition by hand: 0 and 1 against 5; the lonely 5 counts 0. */
static void
test_silhouette(void)
{
    const NumPoint points[] = { { 0, 0 }, { 1, 0 }, { 5, 0 } };
    const uint32_t groups[] = { 0, 0, 1 };

    g_assert_cmpfloat_with_epsilon(num_silhouette(points, groups, 3, 2, 10), (0.8 + 0.75) / 3, 1e-6);
}

/* ---- likeness of groupings -------------------------------------------------- */

static void
test_rand_index(void)
{
    const uint32_t a[] = { 0, 0, 0, 1, 1, 1 }, b[] = { 0, 0, 1, 1, 2, 2 }, turned[] = { 1, 1, 1, 0, 0, 0 };
    const uint32_t all[] = { 0, 0, 0, 0, 0, 0 };
    double index;

    g_assert_true(num_rand_index(a, 2, turned, 2, 6, &index));
    g_assert_cmpfloat(index, ==, 1);
    /* pairs in both 2, in a 6, in b 3 of 15: (2 - 1.2) / (4.5 - 1.2) */
    g_assert_true(num_rand_index(a, 2, b, 3, 6, &index));
    g_assert_cmpfloat_with_epsilon(index, 0.8 / 3.3, 1e-12);
    g_assert_true(num_rand_index(a, 2, all, 1, 6, &index));
    g_assert_cmpfloat(index, ==, 0);
    g_assert_false(num_rand_index(all, 1, all, 1, 6, &index));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(votes_cases); i++) {
        g_autofree char *path = g_strdup_printf("/votes/%s", votes_cases[i].name);
        g_test_add_data_func(path, &votes_cases[i], test_votes);
    }
    g_test_add_func("/votes/left-out", test_left_out);
    g_test_add_func("/pca/eigenvectors", test_pca);
    g_test_add_func("/pca/left-out", test_pca_left_out);
    g_test_add_func("/pca/edges", test_pca_edges);
    g_test_add_func("/kmeans/clouds", test_kmeans);
    g_test_add_func("/kmeans/rests", test_kmeans_rests);
    g_test_add_func("/kmeans/edges", test_kmeans_edges);
    g_test_add_func("/silhouette/by-hand", test_silhouette);
    g_test_add_func("/rand-index/by-hand", test_rand_index);
    return g_test_run();
}
