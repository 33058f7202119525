#include "num/kmeans.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>
#include <string.h>

enum {
    MOST_ROUNDS = 300,
    STRIP = 1024, /* points looked at together, so that they stay in the nearest cache */
};

typedef struct {
    double x, y, n; /* sums over the group */
} Sum;

typedef struct {
    size_t n, k;
    float *x, *y;
    float *nearest; /* squared distance to the nearest centre */
    uint32_t *groups, *new_groups, *best;
    float centre_x[NUM_KMEANS_MOST], centre_y[NUM_KMEANS_MOST];
    Sum sums[NUM_KMEANS_MOST];
} Problem;

static void
problem_clear(Problem *problem)
{
    free(problem->x);
    free(problem->y);
    free(problem->nearest);
    free(problem->groups);
    free(problem->new_groups);
    free(problem->best);
}

/* Makes the centre the group of every point that is nearer to it than to those before. */
static void
offer_centre(Problem *problem, size_t from, size_t to, uint32_t group, uint32_t *groups)
{
    const float *x = problem->x, *y = problem->y;
    float *nearest = problem->nearest;
    float cx = problem->centre_x[group], cy = problem->centre_y[group];

    for (size_t i = from; i < to; i++) {
        float dx = x[i] - cx, dy = y[i] - cy, d = dx * dx + dy * dy;
        bool nearer = d < nearest[i];

        groups[i] = nearer ? group : groups[i];
        nearest[i] = nearer ? d : nearest[i];
    }
}

static void
forget_distances(Problem *problem, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        problem->nearest[i] = INFINITY;
}

/* ---- k-means++ -------------------------------------------------------------- */

static void
set_centre(Problem *problem, size_t group, size_t point)
{
    problem->centre_x[group] = problem->x[point];
    problem->centre_y[group] = problem->y[point];
}

/* A point by the chance of its squared distance to the centres so far. */
static size_t
draw_far_point(const Problem *problem, double total, NumRandom *random)
{
    double target = num_random_unit(random) * total;
    size_t last = 0;

    for (size_t i = 0; i < problem->n; i++) {
        if (problem->nearest[i] > 0)
            last = i;
        target -= (double)problem->nearest[i];
        if (target < 0)
            return last;
    }
    return last;
}

/* Sets first centres and groups; returns how many groups there can be. */
static size_t
start(Problem *problem, NumRandom *random)
{
    size_t k = 0;

    forget_distances(problem, 0, problem->n);
    set_centre(problem, 0, (size_t)num_random_below(random, problem->n));
    while (k < problem->k) {
        double total = 0;

        offer_centre(problem, 0, problem->n, (uint32_t)k++, problem->groups);
        for (size_t i = 0; i < problem->n; i++)
            total += (double)problem->nearest[i];
        if (k == problem->k || !(total > 0))
            break;
        set_centre(problem, k, draw_far_point(problem, total, random));
    }
    return k;
}

/* ---- Lloyd ------------------------------------------------------------------ */

static void
count_in(Problem *problem, size_t point, uint32_t group, double sign)
{
    Sum *sum = &problem->sums[group];

    sum->x += sign * (double)problem->x[point];
    sum->y += sign * (double)problem->y[point];
    sum->n += sign;
}

static void
sum_up(Problem *problem)
{
    memset(problem->sums, 0, sizeof(problem->sums));
    for (size_t i = 0; i < problem->n; i++)
        count_in(problem, i, problem->groups[i], 1);
}

static void
move_centres(Problem *problem, size_t k)
{
    for (size_t g = 0; g < k; g++)
        if (problem->sums[g].n > 0) {
            problem->centre_x[g] = (float)(problem->sums[g].x / problem->sums[g].n);
            problem->centre_y[g] = (float)(problem->sums[g].y / problem->sums[g].n);
        }
}

/* Gives each point to the nearest centre; true when one has changed its group. */
static bool
regroup(Problem *problem, size_t k)
{
    bool changed = false;

    for (size_t from = 0; from < problem->n; from += STRIP) {
        size_t to = from + STRIP < problem->n ? from + STRIP : problem->n;

        forget_distances(problem, from, to);
        for (uint32_t g = 0; g < k; g++)
            offer_centre(problem, from, to, g, problem->new_groups);
        if (memcmp(problem->groups + from, problem->new_groups + from, (to - from) * sizeof(uint32_t)) == 0)
            continue;
        changed = true;
        for (size_t i = from; i < to; i++)
            if (problem->groups[i] != problem->new_groups[i]) {
                count_in(problem, i, problem->groups[i], -1);
                count_in(problem, i, problem->new_groups[i], 1);
                problem->groups[i] = problem->new_groups[i];
            }
    }
    return changed;
}

/* From one start to rest; returns the sum of squared distances. */
static double
settle(Problem *problem, size_t k)
{
    double sum = 0;

    sum_up(problem);
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        move_centres(problem, k);
        if (!regroup(problem, k))
            break;
    }
    for (size_t i = 0; i < problem->n; i++)
        sum += (double)problem->nearest[i];
    return sum;
}

/* ---- the best --------------------------------------------------------------- */

/* Numbers groups by falling size; returns how many are not empty. */
static size_t
number_by_size(const uint32_t *groups, size_t n, size_t k, uint32_t *ret_groups)
{
    size_t sizes[NUM_KMEANS_MOST] = { 0 }, n_groups = 0;
    uint32_t ranks[NUM_KMEANS_MOST] = { 0 };

    for (size_t i = 0; i < n; i++)
        sizes[groups[i]]++;
    for (size_t g = 0; g < k; g++) {
        n_groups += sizes[g] > 0;
        for (size_t other = 0; other < k; other++)
            ranks[g] += sizes[other] > sizes[g] || (sizes[other] == sizes[g] && other < g);
    }
    for (size_t i = 0; i < n; i++)
        ret_groups[i] = ranks[groups[i]];
    return n_groups;
}

static void
find_best(Problem *problem, size_t n_starts, uint64_t seed)
{
    NumRandom random = num_random(seed);
    double best = INFINITY;

    for (size_t s = 0; s < n_starts; s++) {
        double sum = settle(problem, start(problem, &random));

        if (sum < best) {
            uint32_t *swap = problem->best;

            best = sum;
            problem->best = problem->groups;
            problem->groups = swap;
        }
    }
}

size_t
num_kmeans(const NumPoint *points, size_t n, size_t k, size_t n_starts, uint64_t seed, uint32_t *ret_groups)
{
    __attribute__((cleanup(problem_clear))) Problem problem = {
        .n = n,
        .k = k < NUM_KMEANS_MOST ? k : NUM_KMEANS_MOST,
        .x = num_new(n, sizeof(float)),
        .y = num_new(n, sizeof(float)),
        .nearest = num_new(n, sizeof(float)),
        .groups = num_new(n, sizeof(uint32_t)),
        .new_groups = num_new(n, sizeof(uint32_t)),
        .best = num_new(n, sizeof(uint32_t)),
    };
    if (problem.x == NULL || problem.y == NULL || problem.nearest == NULL || problem.groups == NULL ||
        problem.new_groups == NULL || problem.best == NULL || n == 0 || k == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        problem.x[i] = (float)points[i].x;
        problem.y[i] = (float)points[i].y;
    }
    find_best(&problem, n_starts, seed);
    return number_by_size(problem.best, n, problem.k, ret_groups);
}
