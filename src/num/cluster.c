#include "num/cluster.h"
#include "num/bootstrap.h"
#include "num/memory.h"
#include "num/random.h"
#include <math.h>

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

/* What there is to draw from. */
typedef struct {
    const NumCluster *clusters;
    size_t n;
    uint64_t n_persons;
    double hits, votes;                          /* sums over all persons */
    double votes_root, hits_by_votes, hits_root; /* Cholesky's root: see set_normal() */
} Source;

/* One sample: how many persons of each kind is drawn kind by kind, each time
 * from those that are left (a multinomial draw by binomial ones). */
static void
draw_persons(const Source *source, NumRandom *random, double *ret_hits, double *ret_votes)
{
    uint64_t to_draw = source->n_persons, left = source->n_persons;
    double hits = 0, votes = 0;

    for (size_t i = 0; i < source->n && to_draw > 0; i++) {
        const NumCluster *cluster = &source->clusters[i];
        double chance = (double)cluster->persons / (double)left;
        uint64_t drawn = num_random_binomial(random, to_draw, chance);

        hits += (double)drawn * cluster->hits;
        votes += (double)drawn * cluster->votes;
        to_draw -= drawn;
        left -= cluster->persons;
    }
    *ret_hits = hits;
    *ret_votes = votes;
}

/* The sums of a sample have the mean and n times the covariance of one person's
 * (Cholesky's root of it: votes first, then hits given votes). */
static void
set_normal(Source *source)
{
    double n = (double)source->n_persons, v = 0, h = 0, vh = 0;

    for (size_t i = 0; i < source->n; i++) {
        const NumCluster *cluster = &source->clusters[i];
        double dv = cluster->votes - source->votes / n, dh = cluster->hits - source->hits / n;

        v += cluster->persons * dv * dv;
        h += cluster->persons * dh * dh;
        vh += cluster->persons * dv * dh;
    }
    source->votes_root = sqrt(v);
    source->hits_by_votes = v > 0 ? vh / source->votes_root : 0;
    source->hits_root = sqrt(fmax(0, h - source->hits_by_votes * source->hits_by_votes));
}

/* Two normal numbers (Box and Muller 1958). */
static void
draw_normal(const Source *source, NumRandom *random, double *ret_hits, double *ret_votes)
{
    double radius = sqrt(-2 * log(1 - num_random_unit(random)));
    double angle = 2 * acos(-1) * num_random_unit(random);
    double a = radius * cos(angle), b = radius * sin(angle);

    *ret_votes = source->votes + source->votes_root * a;
    *ret_hits = source->hits + source->hits_by_votes * a + source->hits_root * b;
}

static double
draw_share(const Source *source, NumRandom *random)
{
    double hits, votes;

    if (source->n_persons >= NUM_CLUSTER_MANY)
        draw_normal(source, random, &hits, &votes);
    else
        draw_persons(source, random, &hits, &votes);
    return votes > 0 ? fmin(1, fmax(0, hits / votes)) : NAN;
}

bool
num_cluster_interval(const NumCluster *clusters, size_t n, NumInterval *ret_interval)
{
    Source source = { .clusters = clusters, .n = n };
    NumRandom random = num_random(seed);
    NUM_AUTO double *shares = num_new(NUM_REPLICATES, sizeof(double));
    size_t n_drawn = 0;

    for (size_t i = 0; i < n; i++) {
        source.n_persons += clusters[i].persons;
        source.hits += (double)clusters[i].persons * clusters[i].hits;
        source.votes += (double)clusters[i].persons * clusters[i].votes;
    }
    if (shares == NULL || source.n_persons < 2 || !(source.votes > 0))
        return false;
    set_normal(&source);
    for (size_t r = 0; r < NUM_REPLICATES; r++) {
        shares[n_drawn] = draw_share(&source, &random);
        n_drawn += !isnan(shares[n_drawn]);
    }
    if (n_drawn == 0)
        return false;
    *ret_interval = num_percentile_interval(shares, n_drawn);
    return true;
}
