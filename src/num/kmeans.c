#include "num/kmeans.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>
#include <string.h>

enum {
    MOST_ROUNDS = 300,
    STRIP = 64,
};

typedef struct {
    double x, y, n; /* sums over the group */
} Sum;

/* Points are kept in strips of neighbours.  A strip remembers how much nearer
 * its points are to their own centre than to the next (Hamerly 2010, by strip
 * and not by point): until the centres have moved that far, nothing in it can
 * change, and it is passed over. */
typedef struct {
    size_t n, k, n_strips;
    size_t *order; /* which of the caller's points is at each place */
    float *x, *y;
    float *nearest; /* squared distance to the nearest centre */
    float *slack;   /* of each strip */
    uint32_t *groups, *best;
    float centre_x[NUM_KMEANS_MOST], centre_y[NUM_KMEANS_MOST];
    Sum sums[NUM_KMEANS_MOST];
} Problem;

static void
problem_clear(Problem *problem)
{
    free(problem->order);
    free(problem->x);
    free(problem->y);
    free(problem->nearest);
    free(problem->slack);
    free(problem->groups);
    free(problem->best);
}

/* ---- neighbours ------------------------------------------------------------- */

typedef struct {
    double first, second; /* what to sort by */
    size_t point;
} Placed;

static int
compare_placed(const void *a, const void *b)
{
    const Placed *p = a, *q = b;

    if (p->first != q->first)
        return p->first < q->first ? -1 : 1;
    if (p->second != q->second)
        return p->second < q->second ? -1 : 1;
    return p->point < q->point ? -1 : 1;
}

/* By x into columns, each column by y; a column has about as many strips as there are columns. */
static bool
order_points(const NumPoint *points, Problem *problem)
{
    size_t n = problem->n, column = STRIP * (size_t)ceil(sqrt((double)problem->n_strips));
    NUM_AUTO Placed *placed = num_new(n, sizeof(Placed));

    if (placed == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        placed[i] = (Placed){ points[i].x, points[i].y, i };
    qsort(placed, n, sizeof(Placed), compare_placed);
    for (size_t i = 0; i < n; i++)
        placed[i].first = (double)(i / column);
    qsort(placed, n, sizeof(Placed), compare_placed);
    for (size_t i = 0; i < n; i++) {
        problem->order[i] = placed[i].point;
        problem->x[i] = (float)points[placed[i].point].x;
        problem->y[i] = (float)points[placed[i].point].y;
    }
    return true;
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

static void
offer_centre(Problem *problem, size_t group)
{
    float cx = problem->centre_x[group], cy = problem->centre_y[group], *nearest = problem->nearest;

    for (size_t i = 0; i < problem->n; i++) {
        float dx = problem->x[i] - cx, dy = problem->y[i] - cy, d = dx * dx + dy * dy;

        nearest[i] = d < nearest[i] ? d : nearest[i];
    }
}

/* Sets first centres; returns how many there can be. */
static size_t
start(Problem *problem, NumRandom *random)
{
    size_t k = 0;

    for (size_t i = 0; i < problem->n; i++)
        problem->nearest[i] = INFINITY;
    set_centre(problem, 0, (size_t)num_random_below(random, problem->n));
    for (;;) {
        double total = 0;

        offer_centre(problem, k++);
        for (size_t i = 0; i < problem->n; i++)
            total += (double)problem->nearest[i];
        if (k == problem->k || !(total > 0))
            return k;
        set_centre(problem, k, draw_far_point(problem, total, random));
    }
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

/* Moves each centre to the middle of its group; returns the longest way. */
static float
move_centres(Problem *problem, size_t k)
{
    float longest = 0;

    for (size_t g = 0; g < k; g++) {
        const Sum *sum = &problem->sums[g];

        if (!(sum->n > 0))
            continue;
        float x = (float)(sum->x / sum->n), y = (float)(sum->y / sum->n);
        float way = hypotf(x - problem->centre_x[g], y - problem->centre_y[g]);

        longest = way > longest ? way : longest;
        problem->centre_x[g] = x;
        problem->centre_y[g] = y;
    }
    return longest;
}

/* Nearest centre, and squared distances to it and to the next, of a strip's points. */
typedef struct {
    float nearest[STRIP], second[STRIP];
    uint32_t groups[STRIP];
} Ranking;

static void
rank_strip(const Problem *problem, size_t from, size_t n, size_t k, Ranking *ret_ranking)
{
    Ranking *r = ret_ranking;

    for (size_t i = 0; i < n; i++) {
        r->nearest[i] = r->second[i] = INFINITY;
        r->groups[i] = 0;
    }
    for (uint32_t g = 0; g < k; g++) {
        float cx = problem->centre_x[g], cy = problem->centre_y[g];

        for (size_t i = 0; i < n; i++) {
            float dx = problem->x[from + i] - cx, dy = problem->y[from + i] - cy, d = dx * dx + dy * dy;
            float lesser = d < r->second[i] ? d : r->second[i];
            bool nearer = d < r->nearest[i];

            r->second[i] = nearer ? r->nearest[i] : lesser;
            r->groups[i] = nearer ? g : r->groups[i];
            r->nearest[i] = nearer ? d : r->nearest[i];
        }
    }
}

static float
slack_of(const Ranking *ranking, size_t n)
{
    float slack = INFINITY;

    for (size_t i = 0; i < n; i++) {
        float more = sqrtf(ranking->second[i]) - sqrtf(ranking->nearest[i]);

        slack = more < slack ? more : slack;
    }
    return slack;
}

static bool
regroup_strip(Problem *problem, size_t strip, size_t k)
{
    size_t from = strip * STRIP, n = problem->n - from < STRIP ? problem->n - from : STRIP;
    bool changed = false;
    Ranking ranking;

    rank_strip(problem, from, n, k, &ranking);
    for (size_t i = 0; i < n; i++)
        if (problem->groups[from + i] != ranking.groups[i]) {
            count_in(problem, from + i, problem->groups[from + i], -1);
            count_in(problem, from + i, ranking.groups[i], 1);
            problem->groups[from + i] = ranking.groups[i];
            changed = true;
        }
    problem->slack[strip] = slack_of(&ranking, n);
    return changed;
}

/* Gives each point to the nearest centre, after the centres have moved by at
 * most `way`; true when one has changed its group. */
static bool
regroup(Problem *problem, size_t k, float way)
{
    bool changed = false;

    for (size_t strip = 0; strip < problem->n_strips; strip++) {
        /* One centre may have come nearer and the other gone away; a little more for rounding. */
        problem->slack[strip] -= 2.001F * way;
        if (problem->slack[strip] <= 1e-5F)
            changed |= regroup_strip(problem, strip, k);
    }
    return changed;
}

/* The sum of squared distances to the groups' centres. */
static double
spread(const Problem *problem)
{
    double sum = 0;

    for (size_t i = 0; i < problem->n; i++) {
        double dx = (double)(problem->x[i] - problem->centre_x[problem->groups[i]]);
        double dy = (double)(problem->y[i] - problem->centre_y[problem->groups[i]]);

        sum += dx * dx + dy * dy;
    }
    return sum;
}

/* From the first centres to rest; returns the spread. */
static double
settle(Problem *problem, size_t k)
{
    float way = 0;

    memset(problem->groups, 0, problem->n * sizeof(*problem->groups));
    memset(problem->slack, 0, problem->n_strips * sizeof(*problem->slack));
    memset(problem->sums, 0, sizeof(problem->sums));
    for (size_t i = 0; i < problem->n; i++)
        count_in(problem, i, 0, 1);
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        if (!regroup(problem, k, way) && round > 0)
            break;
        way = move_centres(problem, k);
    }
    return spread(problem);
}

/* ---- the best --------------------------------------------------------------- */

/* Numbers groups by falling size; returns how many are not empty. */
static size_t
number_by_size(const Problem *problem, uint32_t *ret_groups)
{
    size_t sizes[NUM_KMEANS_MOST] = { 0 }, n_groups = 0;
    uint32_t ranks[NUM_KMEANS_MOST] = { 0 };

    for (size_t i = 0; i < problem->n; i++)
        sizes[problem->best[i]]++;
    for (size_t g = 0; g < problem->k; g++) {
        n_groups += sizes[g] > 0;
        for (size_t other = 0; other < problem->k; other++)
            ranks[g] += sizes[other] > sizes[g] || (sizes[other] == sizes[g] && other < g);
    }
    for (size_t i = 0; i < problem->n; i++)
        ret_groups[problem->order[i]] = ranks[problem->best[i]];
    return n_groups;
}

static void
find_best(Problem *problem, size_t n_starts, uint64_t seed)
{
    NumRandom random = num_random(seed);
    double least = INFINITY;

    for (size_t s = 0; s < n_starts; s++) {
        double sum = settle(problem, start(problem, &random));

        if (sum < least) {
            uint32_t *swap = problem->best;

            least = sum;
            problem->best = problem->groups;
            problem->groups = swap;
        }
    }
}

size_t
num_kmeans(const NumPoint *points, size_t n, size_t k, size_t n_starts, uint64_t seed, uint32_t *ret_groups)
{
    size_t n_strips = (n + STRIP - 1) / STRIP;
    __attribute__((cleanup(problem_clear))) Problem problem = {
        .n = n,
        .k = k < NUM_KMEANS_MOST ? k : NUM_KMEANS_MOST,
        .n_strips = n_strips,
        .order = num_new(n, sizeof(size_t)),
        .x = num_new(n, sizeof(float)),
        .y = num_new(n, sizeof(float)),
        .nearest = num_new(n, sizeof(float)),
        .slack = num_new(n_strips, sizeof(float)),
        .groups = num_new(n, sizeof(uint32_t)),
        .best = num_new(n, sizeof(uint32_t)),
    };
    if (problem.order == NULL || problem.x == NULL || problem.y == NULL || problem.nearest == NULL ||
        problem.slack == NULL || problem.groups == NULL || problem.best == NULL || n == 0 || k == 0 ||
        !order_points(points, &problem))
        return 0;
    find_best(&problem, n_starts, seed);
    return number_by_size(&problem, ret_groups);
}
