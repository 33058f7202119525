/* Krippendorff's alpha: agreement of any number of coders, missing values
 * allowed (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability). */
#pragma once
#include "num/proportion.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    NUM_NOMINAL,  /* values are names: equal or not */
    NUM_ORDINAL,  /* values are ranks: only their order counts */
    NUM_INTERVAL, /* differences count */
    NUM_RATIO,    /* differences count in proportion; no value below 0 */
} NumLevel;

typedef struct {
    bool has_alpha; /* false: no unit has two values, or all values are the same */
    double alpha;
    bool has_interval;    /* false: under two units, or alpha undefined in most samples */
    NumInterval interval; /* 95 %, percentiles of samples of units drawn with replacement, fixed seed */
    size_t units;         /* with two values or more; the others say nothing about agreement */
    size_t values;        /* in these units */
    size_t pairs;         /* of values within a unit */
} NumAlpha;

/* values[u * n_coders + c] is what coder c said of unit u, NAN where nothing;
 * for NUM_NOMINAL any number per name.  False when there is no memory. */
bool num_alpha(const double *values, size_t n_units, size_t n_coders, NumLevel level, NumAlpha *ret_alpha);
