#include "num/bootstrap.h"
#include <math.h>
#include <stdlib.h>

size_t
num_replicates(double work)
{
    double n = 4e8 / fmax(work, 1);

    return n >= NUM_REPLICATES         ? NUM_REPLICATES
           : n <= NUM_REPLICATES_LEAST ? NUM_REPLICATES_LEAST
                                       : (size_t)n;
}

static int
compare_rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

NumInterval
num_percentile_interval(double *values, size_t n)
{
    size_t cut = (size_t)floor(0.025 * (double)n);

    qsort(values, n, sizeof(double), compare_rising);
    return (NumInterval){ values[cut], values[n - 1 - cut] };
}
