/* The two directions in which people differ most. */
#pragma once
#include "num/votes.h"

typedef struct {
    double x, y;
} NumPoint;

/* Where each row of votes lies on the first two principal components of the
 * matrix whose missing votes are filled with the item's mean.  A filled place
 * is 0 once the mean is taken off, so only the votes cast are ever touched.
 * Items marked in left_out (n_items of them; NULL for none) count for nothing.
 * ret_points has n_rows places; ret_axes (NULL: not wanted) n_items.  The sign
 * of a component makes its greatest weight positive.  False when there is no
 * memory. */
bool num_pca(const NumVotes *votes, const bool *left_out, NumPoint *ret_points, NumPoint *ret_axes);
