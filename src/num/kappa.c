#include "num/kappa.h"
#include "num/memory.h"

static bool
beyond_chance(double observed, double expected, double *ret_kappa)
{
    /* Rounding can leave a little where the difference is nothing. */
    if (!(1 - expected > 1e-12))
        return false;
    *ret_kappa = (observed - expected) / (1 - expected);
    return true;
}

bool
num_cohen_kappa(const double *counts, size_t n_categories, double *ret_kappa)
{
    double total = 0, agreed = 0, by_chance = 0;

    for (size_t i = 0; i < n_categories; i++) {
        double row = 0, column = 0;

        for (size_t j = 0; j < n_categories; j++) {
            row += counts[i * n_categories + j];
            column += counts[j * n_categories + i];
        }
        total += row;
        agreed += counts[i * n_categories + i];
        by_chance += row * column;
    }
    return total > 0 && beyond_chance(agreed / total, by_chance / (total * total), ret_kappa);
}

bool
num_cohen_kappa_pairs(const size_t *first, const size_t *second, size_t n_units, size_t n_categories,
                      double *ret_kappa)
{
    NUM_AUTO double *rows = num_new(n_categories, sizeof(double));
    NUM_AUTO double *columns = num_new(n_categories, sizeof(double));
    double n = (double)n_units, agreed = 0, by_chance = 0;

    if (rows == NULL || columns == NULL || n_units == 0)
        return false;
    for (size_t i = 0; i < n_units; i++) {
        rows[first[i]]++;
        columns[second[i]]++;
        agreed += first[i] == second[i];
    }
    for (size_t c = 0; c < n_categories; c++)
        by_chance += rows[c] * columns[c];
    return beyond_chance(agreed / n, by_chance / (n * n), ret_kappa);
}

bool
num_fleiss_kappa(const double *counts, size_t n_units, size_t n_categories, double *ret_kappa)
{
    double n_coders = 0, observed = 0, expected = 0;

    for (size_t c = 0; n_units > 0 && c < n_categories; c++)
        n_coders += counts[c];
    if (n_coders < 2)
        return false;
    for (size_t c = 0; c < n_categories; c++) {
        double total = 0, square = 0;

        for (size_t u = 0; u < n_units; u++) {
            total += counts[u * n_categories + c];
            square += counts[u * n_categories + c] * (counts[u * n_categories + c] - 1);
        }
        double share = total / ((double)n_units * n_coders);
        observed += square / ((double)n_units * n_coders * (n_coders - 1));
        expected += share * share;
    }
    return beyond_chance(observed, expected, ret_kappa);
}
