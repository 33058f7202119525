#include "num/cluster.h"
#include "num/bootstrap.h"
#include "num/memory.h"
#include "num/random.h"

static const uint64_t seed = 1979;

static int
compare(const void *a, const void *b)
{
    const NumCluster *x = a, *y = b;

    if (x->votes != y->votes)
        return x->votes < y->votes ? -1 : 1;
    return x->hits < y->hits ? -1 : x->hits > y->hits;
}

size_t
num_clusters_join(NumCluster *clusters, size_t n)
{
    size_t kept = 0;

    qsort(clusters, n, sizeof(NumCluster), compare);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && compare(&clusters[kept - 1], &clusters[i]) == 0)
            clusters[kept - 1].persons += clusters[i].persons;
        else
            clusters[kept++] = clusters[i];
    }
    return kept;
}

/* One sample: how many persons of each kind is drawn kind by kind, each time
 * from those that are left (a multinomial draw by binomial ones).  A sample
 * without a vote is false. */
static bool
draw_share(const NumCluster *clusters, size_t n, uint64_t n_persons, NumRandom *random, double *ret_share)
{
    uint64_t to_draw = n_persons, left = n_persons;
    double hits = 0, votes = 0;

    for (size_t i = 0; i < n && to_draw > 0; i++) {
        double chance = (double)clusters[i].persons / (double)left;
        uint64_t drawn = num_random_binomial(random, to_draw, chance);

        hits += (double)drawn * clusters[i].hits;
        votes += (double)drawn * clusters[i].votes;
        to_draw -= drawn;
        left -= clusters[i].persons;
    }
    if (!(votes > 0))
        return false;
    *ret_share = hits / votes;
    return true;
}

bool
num_cluster_interval(const NumCluster *clusters, size_t n, NumInterval *ret_interval)
{
    NumRandom random = num_random(seed);
    /* A binomial draw is worth some hundred steps. */
    size_t n_replicates = num_replicates(1000.0 * (double)n), n_drawn = 0;
    NUM_AUTO double *shares = num_new(n_replicates, sizeof(double));
    uint64_t n_persons = 0, n_votes = 0;

    for (size_t i = 0; i < n; i++) {
        n_persons += clusters[i].persons;
        n_votes += (uint64_t)clusters[i].persons * clusters[i].votes;
    }
    if (shares == NULL || n_persons < 2 || n_votes == 0)
        return false;
    for (size_t r = 0; r < n_replicates; r++)
        n_drawn += draw_share(clusters, n, n_persons, &random, &shares[n_drawn]);
    if (n_drawn == 0)
        return false;
    *ret_interval = num_percentile_interval(shares, n_drawn);
    return true;
}
