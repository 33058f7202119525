/* Pseudo-random numbers that are the same on every machine: xoshiro256**
 * (Blackman and Vigna 2018), seeded by splitmix64.  For statistics, never for
 * secrets. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t state[4];
} NumRandom;

NumRandom num_random(uint64_t seed);
uint64_t num_random_next(NumRandom *random);
uint64_t num_random_below(NumRandom *random, uint64_t n); /* 0 to n-1, without bias; n > 0 */
double num_random_unit(NumRandom *random);                /* 0 <= x < 1 */

/* Successes in n trials of chance p (0 to 1). */
uint64_t num_random_binomial(NumRandom *random, uint64_t n, double p);

/* Which m of n: ret_chosen[0..m-1] are different numbers below n, ascending; m <= n. */
void num_random_sample(NumRandom *random, size_t n, size_t m, size_t *ret_chosen);
