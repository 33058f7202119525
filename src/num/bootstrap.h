/* What the bootstraps share. */
#pragma once
#include "num/proportion.h"
#include <stddef.h>

/* Replicates where the work allows; 95 % percentiles are steady from about here. */
#define NUM_REPLICATES       2000
#define NUM_REPLICATES_LEAST 200

/* As many replicates as fit a second or so, when one takes about `work` elementary steps. */
size_t num_replicates(double work);

/* The middle 95 % of n values, n > 0; sorts them in place. */
NumInterval num_percentile_interval(double *values, size_t n);
