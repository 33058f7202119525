/* Groups of points that lie close together. */
#pragma once
#include "num/pca.h"

#define NUM_KMEANS_MOST 16 /* groups */

/* k-means (Lloyd 1982) from k-means++ starts (Arthur and Vassilvitskii 2007):
 * the best of n_starts, by the sum of squared distances to the group's centre.
 * ret_groups[i] below k is the group of point i; groups are numbered by falling
 * size.  Returns the number of groups found, which is under k where the points
 * have fewer different places; 0 when there is no memory or n or k is 0. */
size_t num_kmeans(const NumPoint *points, size_t n, size_t k, size_t n_starts, uint64_t seed,
                  uint32_t *ret_groups);

/* Mean silhouette (Rousseeuw 1987), from -1 to 1, of at most n_sample points
 * drawn with a fixed seed; a point alone in its group counts 0.  NAN when there
 * is no memory or under two groups are in the sample. */
double num_silhouette(const NumPoint *points, const uint32_t *groups, size_t n, size_t k, size_t n_sample);
