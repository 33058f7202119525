/* The share of likes among votes that come in clusters: a person's votes hang
 * together, so the interval is found by drawing persons, not votes. */
#pragma once
#include "num/proportion.h"
#include <stdbool.h>
#include <stdint.h>

/* So many persons gave so many votes, so many of them likes. */
typedef struct {
    uint32_t hits, votes, persons;
} NumCluster;

/* Joins equal clusters in place (order changes); returns how many are left.  Do
 * this first: the time of the bootstrap goes with the number of different ones. */
size_t num_clusters_join(NumCluster *clusters, size_t n);

/* 95 % percentiles of the pooled share in samples of as many persons, drawn
 * with replacement, fixed seed.  With NUM_CLUSTER_MANY persons the sums of a
 * sample are normal for all that matters here, and are drawn as such.  False
 * where there are no votes or under two persons, or when there is no memory. */
#define NUM_CLUSTER_MANY 2000
bool num_cluster_interval(const NumCluster *clusters, size_t n, NumInterval *ret_interval);
