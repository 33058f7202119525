#include "num/rand_index.h"
#include "num/memory.h"

static double
pairs(double n)
{
    return n * (n - 1) / 2;
}

static double
pairs_within(const double *counts, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += pairs(counts[i]);
    return sum;
}

bool
num_rand_index(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b, size_t n, double *ret_index)
{
    NUM_AUTO double *both = num_new(n_a * n_b, sizeof(double));
    NUM_AUTO double *only_a = num_new(n_a, sizeof(double));
    NUM_AUTO double *only_b = num_new(n_b, sizeof(double));

    if (both == NULL || only_a == NULL || only_b == NULL || n < 2)
        return false;
    for (size_t i = 0; i < n; i++) {
        both[a[i] * n_b + b[i]]++;
        only_a[a[i]]++;
        only_b[b[i]]++;
    }
    double in_a = pairs_within(only_a, n_a), in_b = pairs_within(only_b, n_b);
    double expected = in_a * in_b / pairs((double)n), most = (in_a + in_b) / 2;
    if (most == expected)
        return false;
    *ret_index = (pairs_within(both, n_a * n_b) - expected) / (most - expected);
    return true;
}
