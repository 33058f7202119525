/* How alike two ways of grouping the same things are. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The adjusted Rand index (Hubert and Arabie 1985): 1 for the same groups
 * whatever their numbers, about 0 for chance.  Numbers are below n_a and n_b.
 * False when there is no memory, or it is undefined (all in one group, or each
 * alone, on both sides). */
bool num_rand_index(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b, size_t n,
                    double *ret_index);
