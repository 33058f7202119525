#include "num/proportion.h"
#include "num/memory.h"
#include <math.h>
#include <stdlib.h>

static const double z_95 = 1.959963984540054;

NumInterval
num_wilson(double hits, double n)
{
    if (!(n > 0))
        return (NumInterval){ 0, 1 };
    double share = hits / n, z2 = z_95 * z_95, denominator = 1 + z2 / n;
    double middle = (share + z2 / (2 * n)) / denominator;
    double half = z_95 / denominator * sqrt(share * (1 - share) / n + z2 / (4 * n * n));

    return (NumInterval){ fmax(0, middle - half), fmin(1, middle + half) };
}

double
num_two_proportion_z(double hits_a, double n_a, double hits_b, double n_b)
{
    if (!(n_a > 0) || !(n_b > 0))
        return 0;
    double pooled = (hits_a + hits_b) / (n_a + n_b);
    double variance = pooled * (1 - pooled) * (1 / n_a + 1 / n_b);

    return variance > 0 ? (hits_a / n_a - hits_b / n_b) / sqrt(variance) : 0;
}

double
num_two_sided_p(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

typedef struct {
    double value;
    size_t place;
} Placed;

static int
compare_falling(const void *a, const void *b)
{
    const Placed *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    return x->place < y->place ? 1 : -1;
}

bool
num_benjamini_hochberg(double *values, size_t n)
{
    NUM_AUTO Placed *sorted = num_new(n, sizeof(Placed));
    double least = 1;

    if (sorted == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        sorted[i] = (Placed){ values[i], i };
    qsort(sorted, n, sizeof(Placed), compare_falling);
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, sorted[i].value * (double)n / (double)(n - i));
        values[sorted[i].place] = least;
    }
    return true;
}
