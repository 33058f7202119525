#include "num/logistic.h"
#include "num/memory.h"
#include <math.h>

enum { MOST_ROUNDS = 200, MOST_STEPS = 60 };

/* Near enough: no multiplier moved by more than this share of the cost. */
static const double tolerance = 1e-3;

static double
sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static double
product(const NumSparse *matrix, size_t row, const double *weights)
{
    double sum = weights[matrix->n_columns];

    for (size_t i = matrix->starts[row]; i < matrix->starts[row + 1]; i++)
        sum += matrix->values[i] * weights[matrix->columns[i]];
    return sum;
}

static double
square(const NumSparse *matrix, size_t row)
{
    double sum = 1;

    for (size_t i = matrix->starts[row]; i < matrix->starts[row + 1]; i++)
        sum += matrix->values[i] * matrix->values[i];
    return sum;
}

static void
add_row(const NumSparse *matrix, size_t row, double times, double *weights)
{
    weights[matrix->n_columns] += times;
    for (size_t i = matrix->starts[row]; i < matrix->starts[row + 1]; i++)
        weights[matrix->columns[i]] += times * matrix->values[i];
}

/* The multiplier a = cost * sigmoid(t) at which the derivative, a's distance from where it was times
 * the row's square, plus the margin, plus t, is nothing.  It rises with t: Newton's steps inside a
 * bracket that only narrows. */
static double
best_multiplier(double before, double squared, double margin, double cost)
{
    double low = -margin - squared * cost, high = -margin + squared * cost, t = fmin(fmax(-margin, low), high);

    for (int step = 0; step < MOST_STEPS && high - low > 1e-9; step++) {
        double share = sigmoid(t), slope = squared * cost * share * (1 - share) + 1;
        double derivative = squared * (cost * share - before) + margin + t;

        if (derivative > 0)
            high = t;
        else
            low = t;
        double next = t - derivative / slope;
        if (fabs(next - t) < 1e-10)
            break;
        t = next > low && next < high ? next : (low + high) / 2;
    }
    return cost * sigmoid(t);
}

static double
one_round(const NumSparse *matrix, const NumLesson *lesson, const double *squares, double *multipliers, double *weights)
{
    double largest = 0;

    for (size_t i = 0; i < lesson->n_rows; i++) {
        double side = lesson->chosen[i] ? 1 : -1, before = multipliers[i];
        double margin = side * product(matrix, lesson->rows[i], weights);
        double after = best_multiplier(before, squares[i], margin, lesson->cost);

        add_row(matrix, lesson->rows[i], side * (after - before), weights);
        multipliers[i] = after;
        largest = fmax(largest, fabs(after - before));
    }
    return largest;
}

bool
num_logistic_fit(const NumSparse *matrix, const NumLesson *lesson, double *ret_weights)
{
    NUM_AUTO double *multipliers = num_new(lesson->n_rows, sizeof(double));
    NUM_AUTO double *squares = num_new(lesson->n_rows, sizeof(double));

    if (multipliers == NULL || squares == NULL)
        return false;
    for (size_t i = 0; i <= matrix->n_columns; i++)
        ret_weights[i] = 0;
    for (size_t i = 0; i < lesson->n_rows; i++)
        squares[i] = square(matrix, lesson->rows[i]);
    for (int round = 0; round < MOST_ROUNDS; round++)
        if (one_round(matrix, lesson, squares, multipliers, ret_weights) < tolerance * lesson->cost)
            break;
    return true;
}

double
num_logistic_chance(const NumSparse *matrix, size_t row, const double *weights)
{
    return sigmoid(product(matrix, row, weights));
}
