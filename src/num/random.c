#include "num/random.h"
#include <math.h>

static uint64_t
splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

NumRandom
num_random(uint64_t seed)
{
    NumRandom random;

    for (size_t i = 0; i < 4; i++)
        random.state[i] = splitmix(&seed);
    return random;
}

static uint64_t
rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

uint64_t
num_random_next(NumRandom *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint64_t
num_random_below(NumRandom *random, uint64_t n)
{
    uint64_t excess = -n % n; /* 2^64 mod n: these lowest values are drawn again */
    uint64_t x;

    do
        x = num_random_next(random);
    while (x < excess);
    return x % n;
}

double
num_random_unit(NumRandom *random)
{
    return (double)(num_random_next(random) >> 11) * 0x1p-53;
}

/* By adding up the chances of 0, 1, 2, ... successes; for n * p small. */
static uint64_t
binomial_by_inversion(NumRandom *random, uint64_t n, double p)
{
    double odds = p / (1 - p), chance = exp((double)n * log1p(-p)), u = num_random_unit(random);
    uint64_t x = 0;

    while (u > chance && x < n) {
        u -= chance;
        x++;
        chance *= odds * (double)(n - x + 1) / (double)x;
    }
    return x;
}

/* lgamma() writes a global. */
static double
log_gamma(double x)
{
    int sign;

    return lgamma_r(x, &sign);
}

/* Hörmann (1993), The generation of binomial random variates, algorithm BTRS;
 * for n * p of 10 or more and p up to 0.5. */
static uint64_t
binomial_by_rejection(NumRandom *random, uint64_t n, double p)
{
    double size = (double)n, spread = sqrt(size * p * (1 - p));
    double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, c = size * p + 0.5;
    double v_r = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * spread, odds = log(p / (1 - p));
    double mode = floor((size + 1) * p), at_mode = log_gamma(mode + 1) + log_gamma(size - mode + 1);

    for (;;) {
        double u = num_random_unit(random) - 0.5, v = num_random_unit(random);
        double us = 0.5 - fabs(u), x = floor((2 * a / us + b) * u + c);

        if (x < 0 || x > size)
            continue;
        if (us >= 0.07 && v <= v_r)
            return (uint64_t)x;
        v = log(v * alpha / (a / (us * us) + b));
        if (v <= at_mode - log_gamma(x + 1) - log_gamma(size - x + 1) + (x - mode) * odds)
            return (uint64_t)x;
    }
}

uint64_t
num_random_binomial(NumRandom *random, uint64_t n, double p)
{
    if (n == 0 || !(p > 0))
        return 0;
    if (p >= 1)
        return n;
    if (p > 0.5)
        return n - num_random_binomial(random, n, 1 - p);
    return (double)n * p < 10 ? binomial_by_inversion(random, n, p) : binomial_by_rejection(random, n, p);
}

void
num_random_sample(NumRandom *random, size_t n, size_t m, size_t *ret_chosen)
{
    size_t taken = 0;

    /* Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S */
    for (size_t i = 0; i < n && taken < m; i++)
        if (num_random_below(random, n - i) < m - taken)
            ret_chosen[taken++] = i;
}
