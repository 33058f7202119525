/* Logistic regression with an L2 penalty, on sparse rows: what makes a row one of the chosen ones?
 * By coordinate descent in the dual (Yu, Huang and Lin 2011, Dual coordinate descent methods for
 * logistic regression and maximum entropy models).  The same input gives the same weights. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Row r has values[starts[r]] up to values[starts[r + 1]], each in its own column. */
typedef struct {
    const size_t *starts;       /* n_rows + 1 */
    const uint32_t *columns;    /* below n_columns */
    const double *values;
    size_t n_rows, n_columns;
} NumSparse;

typedef struct {
    const size_t *rows;         /* of the matrix, to learn from */
    const bool *chosen;         /* n_rows: is it one? */
    size_t n_rows;
    double cost;                /* of a mistake, against large weights: C in the paper */
} NumLesson;

/* ret_weights has n_columns + 1 places; the last is the constant's.  False when there is no memory. */
bool num_logistic_fit(const NumSparse *matrix, const NumLesson *lesson, double *ret_weights);

double num_logistic_chance(const NumSparse *matrix, size_t row, const double *weights);     /* 0 to 1 */
