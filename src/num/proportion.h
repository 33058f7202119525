/* Shares, and what may be said about them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double low, high;
} NumInterval;

/* Wilson's score interval at 95 % for hits of n (Wilson 1927).  n = 0: 0 to 1. */
NumInterval num_wilson(double hits, double n);

/* Two shares compared: the z of the difference a - b with the pooled variance.
 * 0 where it is undefined (one side empty, or no variation at all). */
double num_two_proportion_z(double hits_a, double n_a, double hits_b, double n_b);

/* The chance of a standard normal value at least so far from 0. */
double num_two_sided_p(double z);

/* Benjamini and Hochberg (1995): turns n p-values in place into q-values, the
 * smallest false discovery rate at which each would be called a finding.
 * False when there is no memory; the values are untouched then. */
bool num_benjamini_hochberg(double *values, size_t n);
