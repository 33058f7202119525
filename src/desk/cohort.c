#include "desk/cohort.h"
#include "base/secret.h"

void
cohort_shuffle(GArray *members)
{
    for (guint i = members->len; i > 1; i--) {
        const guint j = (guint)secret_random_below(i);
        const CohortMember last = g_array_index(members, CohortMember, i - 1);

        g_array_index(members, CohortMember, i - 1) = g_array_index(members, CohortMember, j);
        g_array_index(members, CohortMember, j) = last;
    }
}

static int
by_group(const void *a, const void *b)
{
    const uint32_t one = ((const CohortMember *)a)->group, other = ((const CohortMember *)b)->group;

    return one < other ? -1 : one > other;
}

/* n people one after another in random order. */
static void
deal(CohortMember *members, size_t n, size_t smallest, bool even_small, uint32_t *next)
{
    const size_t n_cohorts = n < smallest ? (even_small ? 1 : 0) : n / smallest;

    for (size_t i = 0; i < n; i++)
        members[i].cohort = n_cohorts > 0 ? *next + (uint32_t)(i % n_cohorts) : 0;
    *next += (uint32_t)n_cohorts;
}

void
cohort_assign(GArray *members, size_t smallest, bool even_small, uint32_t *next)
{
    guint first = 0;

    cohort_shuffle(members);
    /* A stable sort: inside a group the order stays as it was shuffled. */
    g_array_sort(members, by_group);
    for (guint i = 1; i <= members->len; i++) {
        if (i < members->len && g_array_index(members, CohortMember, i).group ==
                                    g_array_index(members, CohortMember, first).group)
            continue;
        deal(&g_array_index(members, CohortMember, first), i - first, smallest, even_small, next);
        first = i;
    }
    cohort_shuffle(members);
}
