#include "num/kmeans.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>

static const uint64_t seed = 1987;

/* The sample, by group: group g has the places starts[g] up to starts[g + 1]. */
typedef struct {
    size_t n, k;
    float *x, *y;
    size_t starts[NUM_KMEANS_MOST + 1];
} Sample;

static void
sample_clear(Sample *sample)
{
    free(sample->x);
    free(sample->y);
}

static double
distance_sum(const Sample *sample, size_t point, size_t group)
{
    float px = sample->x[point], py = sample->y[point], sums[4] = { 0 };
    size_t i = sample->starts[group], end = sample->starts[group + 1];

    for (; i + 4 <= end; i += 4)
        for (size_t lane = 0; lane < 4; lane++) {
            float dx = sample->x[i + lane] - px, dy = sample->y[i + lane] - py;

            sums[lane] += sqrtf(dx * dx + dy * dy);
        }
    for (; i < end; i++)
        sums[0] += hypotf(sample->x[i] - px, sample->y[i] - py);
    return (double)sums[0] + (double)sums[1] + (double)sums[2] + (double)sums[3];
}

static double
silhouette_of(const Sample *sample, size_t point, size_t own)
{
    double within = 0, nearest = INFINITY;

    for (size_t g = 0; g < sample->k; g++) {
        double n = (double)(sample->starts[g + 1] - sample->starts[g]);

        if (g == own && n < 2)
            return 0;
        if (g == own)
            within = distance_sum(sample, point, g) / (n - 1);
        else if (n > 0)
            nearest = fmin(nearest, distance_sum(sample, point, g) / n);
    }
    double greater = fmax(within, nearest);
    return greater > 0 ? (nearest - within) / greater : 0;
}

static size_t
count_groups(const Sample *sample)
{
    size_t n = 0;

    for (size_t g = 0; g < sample->k; g++)
        n += sample->starts[g + 1] > sample->starts[g];
    return n;
}

static double
mean_silhouette(const Sample *sample)
{
    double sum = 0;

    if (count_groups(sample) < 2)
        return NAN;
    for (size_t g = 0; g < sample->k; g++)
        for (size_t i = sample->starts[g]; i < sample->starts[g + 1]; i++)
            sum += silhouette_of(sample, i, g);
    return sum / (double)sample->n;
}

double
num_silhouette(const NumPoint *points, const uint32_t *groups, size_t n, size_t k, size_t n_sample)
{
    size_t m = n < n_sample ? n : n_sample, taken = 0;
    NUM_AUTO size_t *chosen = num_new(m, sizeof(size_t));
    NumRandom random = num_random(seed);
    __attribute__((cleanup(sample_clear))) Sample sample = {
        .n = m,
        .k = k < NUM_KMEANS_MOST ? k : NUM_KMEANS_MOST,
        .x = num_new(m, sizeof(float)),
        .y = num_new(m, sizeof(float)),
    };

    if (chosen == NULL || sample.x == NULL || sample.y == NULL)
        return NAN;
    num_random_sample(&random, n, m, chosen);
    for (size_t g = 0; g < sample.k; g++) {
        for (size_t i = 0; i < m; i++)
            if (groups[chosen[i]] == g) {
                sample.x[taken] = (float)points[chosen[i]].x;
                sample.y[taken++] = (float)points[chosen[i]].y;
            }
        sample.starts[g + 1] = taken;
    }
    return mean_silhouette(&sample);
}
