/* Agreement of coders on categories, corrected for chance: the two kappas. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Cohen (1960).  counts[i * n_categories + j]: units that the first coder put
 * in i and the second in j.  False where it is undefined: no units, or both
 * coders used one and the same category throughout. */
bool num_cohen_kappa(const double *counts, size_t n_categories, double *ret_kappa);

/* The same from the codings themselves: first[i] and second[i], below
 * n_categories, are what the two coders said of unit i.  No memory: *ret_kappa
 * is not set either. */
bool num_cohen_kappa_pairs(const size_t *first, const size_t *second, size_t n_units, size_t n_categories,
                           double *ret_kappa);

/* Fleiss (1971).  counts[u * n_categories + c]: coders who put unit u in c; the
 * same number, two or more, for every unit.  False where it is undefined. */
bool num_fleiss_kappa(const double *counts, size_t n_units, size_t n_categories, double *ret_kappa);
