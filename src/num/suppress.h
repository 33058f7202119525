/* Counts of people that may be shown (promises A1 and A10). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The greatest multiple of k that is no more than n; k > 0. */
static inline uint64_t
num_round_down(uint64_t n, uint64_t k)
{
    return n - n % k;
}

/* A table of counts of people in rows and columns, each person in one cell. */
typedef struct {
    size_t n_rows, n_columns;
    const uint64_t *counts;                     /* row by row, without totals */
    bool shows_row_totals, shows_column_totals; /* the grand total counts as shown with either */
} NumTable;

/* Which cells must not be shown.  ret_hidden has (n_rows + 1) * (n_columns + 1)
 * places: the table with the row totals as its last column and the column
 * totals as its last row.  Hidden are
 *  - counts under k, 0 too;
 *  - as few and small others as will do so that none of these can be worked out
 *    from the rest by adding and taking away, and so that no row or column
 *    gives away a sum of hidden cells that is under k;
 *  - totals that are not shown anyway.
 * What is left is to be rounded with num_round_down().  False when there is no
 * memory. */
bool num_suppress(const NumTable *table, uint64_t k, bool *ret_hidden);
