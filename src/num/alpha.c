#include "num/alpha.h"
#include "num/bootstrap.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

static const uint64_t seed = 20131;

/* The units with two values or more; a value is the place of its label. */
typedef struct {
    NumLevel level;
    size_t n_units, n_values, n_labels;
    size_t *starts; /* n_units + 1: unit u has values[starts[u]] up to values[starts[u + 1]] */
    size_t *values;
    double *labels;   /* rising */
    double *observed; /* disagreement within each unit; not for ordinal, where it hangs on all others */
} Table;

/* One sample of units and what is computed of it. */
typedef struct {
    double *counts; /* how often each label occurs */
    double *scores; /* for ordinal: the label's mean rank; else the label */
} Sample;

static void
table_clear(Table *table)
{
    free(table->starts);
    free(table->values);
    free(table->labels);
    free(table->observed);
}

static void
sample_clear(Sample *sample)
{
    free(sample->counts);
    free(sample->scores);
}

/* ---- the table ------------------------------------------------------------- */

static int
compare_rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static size_t
count_values(const double *row, size_t n_coders)
{
    size_t n = 0;

    for (size_t c = 0; c < n_coders; c++)
        n += !isnan(row[c]);
    return n;
}

static void
collect_labels(Table *table, const double *all, size_t n_units, size_t n_coders)
{
    size_t n = 0, kept = 0;

    for (size_t u = 0; u < n_units; u++) {
        const double *row = all + u * n_coders;
        bool paired = count_values(row, n_coders) >= 2;

        for (size_t c = 0; paired && c < n_coders; c++)
            if (!isnan(row[c]))
                table->labels[n++] = row[c];
    }
    qsort(table->labels, n, sizeof(double), compare_rising);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || table->labels[i] != table->labels[kept - 1])
            table->labels[kept++] = table->labels[i];
    table->n_labels = kept;
}

static size_t
place_of(const Table *table, double value)
{
    const double *found = bsearch(&value, table->labels, table->n_labels, sizeof(double), compare_rising);

    return (size_t)(found - table->labels);
}

static void
collect_units(Table *table, const double *all, size_t n_units, size_t n_coders)
{
    for (size_t u = 0; u < n_units; u++) {
        const double *row = all + u * n_coders;

        if (count_values(row, n_coders) < 2)
            continue;
        for (size_t c = 0; c < n_coders; c++)
            if (!isnan(row[c]))
                table->values[table->n_values++] = place_of(table, row[c]);
        table->starts[++table->n_units] = table->n_values;
    }
}

/* ---- disagreement ---------------------------------------------------------- */

static double
difference(NumLevel level, double a, double b)
{
    double d = a - b;

    switch (level) {
    case NUM_NOMINAL:
        return a != b;
    case NUM_RATIO:
        d = a + b > 0 ? d / (a + b) : 0;
        return d * d;
    case NUM_ORDINAL:
    case NUM_INTERVAL:
        break;
    }
    return d * d;
}

/* Over all ordered pairs of a unit's values, divided by the number of values less one. */
static double
within_unit(const Table *table, size_t unit, const double *scores)
{
    size_t start = table->starts[unit], end = table->starts[unit + 1];
    double sum = 0;

    for (size_t i = start; i < end; i++)
        for (size_t j = start; j < i; j++)
            sum += 2 * difference(table->level, scores[table->values[i]], scores[table->values[j]]);
    return sum / (double)(end - start - 1);
}

/* Over all ordered pairs of values, whichever unit they are in. */
static double
between_all(const Table *table, const Sample *sample, double n)
{
    double sum = 0, square = 0, mean = 0;

    if (table->level == NUM_RATIO) {
        for (size_t i = 0; i < table->n_labels; i++)
            for (size_t j = 0; j < i; j++)
                sum += 2 * sample->counts[i] * sample->counts[j] *
                       difference(NUM_RATIO, sample->scores[i], sample->scores[j]);
        return sum;
    }
    if (table->level == NUM_NOMINAL) {
        for (size_t i = 0; i < table->n_labels; i++)
            square += sample->counts[i] * sample->counts[i];
        return n * n - square;
    }
    for (size_t i = 0; i < table->n_labels; i++)
        mean += sample->counts[i] * sample->scores[i] / n;
    for (size_t i = 0; i < table->n_labels; i++)
        square += sample->counts[i] * (sample->scores[i] - mean) * (sample->scores[i] - mean);
    return 2 * n * square;
}

/* The ordinal difference between two labels is the number of values from the
 * middle of the one to the middle of the other: a difference of mean ranks. */
static void
set_scores(const Table *table, Sample *sample)
{
    double below = 0;

    for (size_t i = 0; i < table->n_labels; i++) {
        sample->scores[i] = table->level == NUM_ORDINAL ? below + sample->counts[i] / 2 : table->labels[i];
        below += sample->counts[i];
    }
}

/* Alpha of the given units; false where it is undefined. */
static bool
alpha_of(const Table *table, const size_t *units, Sample *sample, double *ret_alpha)
{
    double n = 0, observed = 0;
    size_t n_used = 0;

    memset(sample->counts, 0, table->n_labels * sizeof(double));
    for (size_t i = 0; i < table->n_units; i++)
        for (size_t v = table->starts[units[i]]; v < table->starts[units[i] + 1]; v++)
            sample->counts[table->values[v]]++;
    for (size_t i = 0; i < table->n_labels; i++) {
        n += sample->counts[i];
        n_used += sample->counts[i] > 0;
    }
    if (n_used < 2)
        return false;
    set_scores(table, sample);
    for (size_t i = 0; i < table->n_units; i++)
        observed += table->level == NUM_ORDINAL ? within_unit(table, units[i], sample->scores)
                                                : table->observed[units[i]];
    *ret_alpha = 1 - (n - 1) * observed / between_all(table, sample, n);
    return true;
}

/* ---- the interval ---------------------------------------------------------- */

static bool
set_interval(const Table *table, Sample *sample, size_t *units, NumAlpha *alpha)
{
    double work = (double)table->n_values +
                  (table->level == NUM_RATIO ? (double)table->n_labels * (double)table->n_labels : 0);
    size_t n_replicates = num_replicates(work), n = 0;
    NUM_AUTO double *replicates = num_new(n_replicates, sizeof(double));
    NumRandom random = num_random(seed);

    if (replicates == NULL)
        return false;
    for (size_t r = 0; r < n_replicates; r++) {
        for (size_t i = 0; i < table->n_units; i++)
            units[i] = (size_t)num_random_below(&random, table->n_units);
        n += alpha_of(table, units, sample, &replicates[n]);
    }
    alpha->has_interval = n * 2 > n_replicates;
    if (alpha->has_interval)
        alpha->interval = num_percentile_interval(replicates, n);
    return true;
}

static bool
compute(const Table *table, Sample *sample, NumAlpha *ret_alpha)
{
    NUM_AUTO size_t *units = num_new(table->n_units, sizeof(size_t));
    NumAlpha alpha = { .units = table->n_units, .values = table->n_values };

    if (units == NULL)
        return false;
    for (size_t u = 0; u < table->n_units; u++) {
        size_t m = table->starts[u + 1] - table->starts[u];

        units[u] = u;
        alpha.pairs += m * (m - 1) / 2;
        table->observed[u] = within_unit(table, u, table->labels);
    }
    alpha.has_alpha = alpha_of(table, units, sample, &alpha.alpha);
    if (alpha.has_alpha && table->n_units > 1 && !set_interval(table, sample, units, &alpha))
        return false;
    *ret_alpha = alpha;
    return true;
}

bool
num_alpha(const double *values, size_t n_units, size_t n_coders, NumLevel level, NumAlpha *ret_alpha)
{
    __attribute__((cleanup(table_clear))) Table table = {
        .level = level,
        .starts = num_new(n_units + 1, sizeof(size_t)),
        .values = num_new(n_units * n_coders, sizeof(size_t)),
        .labels = num_new(n_units * n_coders, sizeof(double)),
        .observed = num_new(n_units, sizeof(double)),
    };
    if (table.starts == NULL || table.values == NULL || table.labels == NULL || table.observed == NULL)
        return false;
    collect_labels(&table, values, n_units, n_coders);
    collect_units(&table, values, n_units, n_coders);

    __attribute__((cleanup(sample_clear))) Sample sample = {
        .counts = num_new(table.n_labels, sizeof(double)),
        .scores = num_new(table.n_labels, sizeof(double)),
    };
    return sample.counts != NULL && sample.scores != NULL && compute(&table, &sample, ret_alpha);
}
