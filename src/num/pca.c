/* Power iteration on a block of four vectors with a Rayleigh-Ritz step: the two
 * guard vectors make it converge by the ratio of the fifth eigenvalue to the
 * second (Saad, Numerical Methods for Large Eigenvalue Problems, chapter 5). */
#include "num/pca.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>
#include <string.h>

enum { BLOCK = 4, MOST_ROUNDS = 200 };

static const uint64_t seed = 1933;
static const double tolerance = 1e-10; /* relative change of the two eigenvalues */

typedef double Block[BLOCK];

typedef struct {
    const NumVotes *votes;
    float *centred; /* each vote less its item's mean */
    Block *vectors; /* n_items: the orthonormal basis */
    Block *images;  /* n_items: what the covariance (but for a factor) makes of it */
} Problem;

static void
problem_clear(Problem *problem)
{
    free(problem->centred);
    free(problem->vectors);
    free(problem->images);
}

static bool
centre(Problem *problem, const bool *left_out)
{
    const NumVotes *votes = problem->votes;
    NUM_AUTO double *sums = num_new(votes->n_items, sizeof(double));
    NUM_AUTO double *counts = num_new(votes->n_items, sizeof(double));

    if (sums == NULL || counts == NULL)
        return false;
    for (size_t i = 0; i < votes->n_votes; i++) {
        sums[votes->items[i]] += votes->values[i];
        counts[votes->items[i]]++;
    }
    for (size_t i = 0; i < votes->n_votes; i++)
        if (left_out == NULL || !left_out[votes->items[i]])
            problem->centred[i] = (float)(votes->values[i] - sums[votes->items[i]] / counts[votes->items[i]]);
    return true;
}

/* The row's product with each vector. */
static void
project_row(const Problem *problem, size_t row, Block ret_dots)
{
    const NumVotes *votes = problem->votes;
    Block dots = { 0 };

    for (size_t i = votes->starts[row]; i < votes->starts[row + 1]; i++)
        for (size_t b = 0; b < BLOCK; b++)
            dots[b] += (double)problem->centred[i] * problem->vectors[votes->items[i]][b];
    memcpy(ret_dots, dots, sizeof(Block));
}

/* images = transposed matrix * matrix * vectors, in one pass over the votes */
static void
multiply(Problem *problem)
{
    const NumVotes *votes = problem->votes;

    memset(problem->images, 0, votes->n_items * sizeof(Block));
    for (size_t row = 0; row < votes->n_rows; row++) {
        Block dots;

        project_row(problem, row, dots);
        for (size_t i = votes->starts[row]; i < votes->starts[row + 1]; i++)
            for (size_t b = 0; b < BLOCK; b++)
                problem->images[votes->items[i]][b] += (double)problem->centred[i] * dots[b];
    }
}

static double
dot(const Block *a, size_t column_a, const Block *b, size_t column_b, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i][column_a] * b[i][column_b];
    return sum;
}

/* Gram and Schmidt, twice for accuracy; a column that the others make up becomes 0. */
static void
orthonormalise(Block *v, size_t n)
{
    for (size_t c = 0; c < BLOCK; c++) {
        double before = sqrt(dot(v, c, v, c, n));

        for (size_t again = 0; again < 2; again++)
            for (size_t other = 0; other < c; other++) {
                double share = dot(v, c, v, other, n);

                for (size_t i = 0; i < n; i++)
                    v[i][c] -= share * v[i][other];
            }
        double length = sqrt(dot(v, c, v, c, n));
        for (size_t i = 0; i < n; i++)
            v[i][c] = length > 1e-12 * before ? v[i][c] / length : 0;
    }
}

/* Turns rows p and q of the symmetric m so that m[p][q] becomes 0; turn gathers the turns. */
static void
jacobi_turn(Block m[BLOCK], Block turn[BLOCK], size_t p, size_t q)
{
    double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;

    for (size_t i = 0; i < BLOCK; i++) {
        double a = m[i][p], b = m[i][q];

        m[i][p] = c * a - s * b;
        m[i][q] = s * a + c * b;
    }
    for (size_t i = 0; i < BLOCK; i++) {
        double a = m[p][i], b = m[q][i], x = turn[i][p], y = turn[i][q];

        m[p][i] = c * a - s * b;
        m[q][i] = s * a + c * b;
        turn[i][p] = c * x - s * y;
        turn[i][q] = s * x + c * y;
    }
}

/* Eigenvalues on m's diagonal, eigenvectors in the columns of turn. */
static void
diagonalise(Block m[BLOCK], Block turn[BLOCK])
{
    memset(turn, 0, sizeof(Block) * BLOCK);
    for (size_t i = 0; i < BLOCK; i++)
        turn[i][i] = 1;
    for (size_t sweep = 0; sweep < 12; sweep++)
        for (size_t p = 0; p < BLOCK; p++)
            for (size_t q = p + 1; q < BLOCK; q++)
                if (fabs(m[p][q]) > 1e-15 * sqrt(fabs(m[p][p] * m[q][q])))
                    jacobi_turn(m, turn, p, q);
}

/* Which columns have the greatest eigenvalues, in falling order. */
static void
rank_columns(Block m[BLOCK], size_t ret_order[BLOCK])
{
    for (size_t i = 0; i < BLOCK; i++) {
        size_t place = i;

        for (; place > 0 && m[ret_order[place - 1]][ret_order[place - 1]] < m[i][i]; place--)
            ret_order[place] = ret_order[place - 1];
        ret_order[place] = i;
    }
}

static void
turn_block(Block *v, size_t n, Block turn[BLOCK], const size_t order[BLOCK])
{
    for (size_t i = 0; i < n; i++) {
        Block turned = { 0 };

        for (size_t c = 0; c < BLOCK; c++)
            for (size_t k = 0; k < BLOCK; k++)
                turned[c] += v[i][k] * turn[k][order[c]];
        memcpy(v[i], turned, sizeof(Block));
    }
}

/* Rayleigh and Ritz: the best eigenvectors within the block, greatest first. */
static void
refine(Problem *problem, double ret_eigenvalues[2])
{
    size_t n = problem->votes->n_items, order[BLOCK];
    Block m[BLOCK], turn[BLOCK];

    for (size_t p = 0; p < BLOCK; p++)
        for (size_t q = 0; q <= p; q++)
            m[p][q] = m[q][p] = dot(problem->vectors, p, problem->images, q, n);
    diagonalise(m, turn);
    rank_columns(m, order);
    turn_block(problem->vectors, n, turn, order);
    turn_block(problem->images, n, turn, order);
    for (size_t i = 0; i < 2; i++)
        ret_eigenvalues[i] = m[order[i]][order[i]];
}

static void
iterate(Problem *problem)
{
    size_t n = problem->votes->n_items;
    NumRandom random = num_random(seed);
    double last[2] = { 0 };

    for (size_t i = 0; i < n; i++)
        for (size_t b = 0; b < BLOCK; b++)
            problem->vectors[i][b] = num_random_unit(&random) - 0.5;
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        double now[2];

        orthonormalise(problem->vectors, n);
        multiply(problem);
        refine(problem, now);
        if (fabs(now[0] - last[0]) <= tolerance * now[0] && fabs(now[1] - last[1]) <= tolerance * now[0])
            return;
        memcpy(last, now, sizeof(last));
        Block *swap = problem->vectors;
        problem->vectors = problem->images;
        problem->images = swap;
    }
    orthonormalise(problem->vectors, n);
}

static void
fix_signs(Problem *problem)
{
    for (size_t c = 0; c < 2; c++) {
        double greatest = 0;

        for (size_t i = 0; i < problem->votes->n_items; i++)
            if (fabs(problem->vectors[i][c]) > fabs(greatest))
                greatest = problem->vectors[i][c];
        for (size_t i = 0; greatest < 0 && i < problem->votes->n_items; i++)
            problem->vectors[i][c] = -problem->vectors[i][c];
    }
}

bool
num_pca(const NumVotes *votes, const bool *left_out, NumPoint *ret_points, NumPoint *ret_axes)
{
    __attribute__((cleanup(problem_clear))) Problem problem = {
        .votes = votes,
        .centred = num_new(votes->n_votes, sizeof(float)),
        .vectors = num_new(votes->n_items, sizeof(Block)),
        .images = num_new(votes->n_items, sizeof(Block)),
    };
    if (problem.centred == NULL || problem.vectors == NULL || problem.images == NULL ||
        !centre(&problem, left_out))
        return false;
    iterate(&problem);
    fix_signs(&problem);
    for (size_t row = 0; row < votes->n_rows; row++) {
        Block dots;

        project_row(&problem, row, dots);
        ret_points[row] = (NumPoint){ dots[0], dots[1] };
    }
    for (size_t i = 0; ret_axes != NULL && i < votes->n_items; i++)
        ret_axes[i] = (NumPoint){ problem.vectors[i][0], problem.vectors[i][1] };
    return true;
}
