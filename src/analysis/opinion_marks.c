#include "analysis/opinion_marks.h"
#include "num/proportion.h"
#include <math.h>

static const double found_at = 0.05; /* false discovery rate */

typedef struct {
    guint32 votes, likes, dislikes;
} Count;

/* counts[group * n_items + item]; behind the groups the sums over all of them */
typedef struct {
    size_t n_groups, n_items, smallest;
    Count *counts;
} Counts;

static void
counts_clear(Counts *counts)
{
    g_clear_pointer(&counts->counts, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counts, counts_clear)

static const Count *
count_of(const Counts *counts, size_t group, size_t item)
{
    return &counts->counts[group * counts->n_items + item];
}

static void
add_vote(Counts *counts, size_t group, size_t item, int value)
{
    Count *count = &counts->counts[group * counts->n_items + item];

    count->votes++;
    count->likes += value > 0;
    count->dislikes += value < 0;
}

static void
count_row(Counts *counts, const NumVotes *votes, size_t row, const bool *left_out, guint32 group)
{
    for (size_t i = votes->starts[row]; i < votes->starts[row + 1]; i++) {
        if (left_out != NULL && left_out[votes->items[i]])
            continue;
        add_vote(counts, group, votes->items[i], votes->values[i]);
        add_vote(counts, counts->n_groups, votes->items[i], votes->values[i]);
    }
}

static void
count_votes(Counts *counts, const NumVotes *votes, const bool *left_out, const OpinionGroups *groups)
{
    for (size_t row = 0; row < votes->n_rows; row++) {
        guint32 group = groups->group_of[votes->people[row]];

        if (group != OPINION_NO_GROUP)
            count_row(counts, votes, row, left_out, group);
    }
}

static double
hits(const Count *count, int direction)
{
    return direction > 0 ? count->likes : count->dislikes;
}

/* The group against all others; false where either side is too small to speak of. */
static bool
compare(const Counts *counts, size_t group, size_t item, int direction, OpinionMark *ret_mark)
{
    const Count *own = count_of(counts, group, item), *all = count_of(counts, counts->n_groups, item);
    double n = own->votes, n_others = all->votes - own->votes;
    double in = hits(own, direction), in_others = hits(all, direction) - in;

    if (own->votes < counts->smallest || all->votes - own->votes < counts->smallest)
        return false;
    *ret_mark = (OpinionMark){
        .item = (guint32)item,
        .direction = direction,
        .votes = own->votes,
        .votes_others = all->votes - own->votes,
        .share = in / n,
        .share_others = in_others / n_others,
        .z = num_two_proportion_z(in, n, in_others, n_others),
    };
    ret_mark->q = num_two_sided_p(ret_mark->z);
    return true;
}

typedef struct {
    size_t group;
    OpinionMark mark;
} Test;

static GArray *
run_tests(const Counts *counts)
{
    GArray *tests = g_array_new(FALSE, FALSE, sizeof(Test));

    for (size_t group = 0; group < counts->n_groups; group++)
        for (size_t item = 0; item < counts->n_items; item++)
            for (int direction = 1; direction >= -1; direction -= 2) {
                Test test = { .group = group };

                if (compare(counts, group, item, direction, &test.mark))
                    g_array_append_val(tests, test);
            }
    return tests;
}

/* Turns the chances that q holds so far into false discovery rates. */
static bool
correct_for_many(GArray *tests)
{
    g_autofree double *values = g_new(double, tests->len);

    for (guint i = 0; i < tests->len; i++)
        values[i] = g_array_index(tests, Test, i).mark.q;
    if (!num_benjamini_hochberg(values, tests->len))
        return false;
    for (guint i = 0; i < tests->len; i++)
        g_array_index(tests, Test, i).mark.q = values[i];
    return true;
}

static int
compare_marks(gconstpointer a, gconstpointer b)
{
    const OpinionMark *x = a, *y = b;

    if (x->z != y->z)
        return x->z < y->z ? 1 : -1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static void
keep_findings(const GArray *tests, OpinionGroups *groups)
{
    for (guint i = 0; i < tests->len; i++) {
        const Test *test = &g_array_index(tests, Test, i);
        OpinionGroup *group = &g_array_index(groups->groups, OpinionGroup, test->group);

        if (group->shown && test->mark.z > 0 && test->mark.q < found_at)
            g_array_append_val(group->marks, test->mark);
    }
    for (guint g = 0; g < groups->groups->len; g++)
        g_array_sort(g_array_index(groups->groups, OpinionGroup, g).marks, compare_marks);
}

/* The share of the shown group that holds it the least, or a negative number
 * where a group has no clear majority for it. */
static double
least_share(const Counts *counts, const OpinionGroups *groups, size_t item, int direction)
{
    double least = 1;

    for (guint g = 0; g < groups->groups->len; g++) {
        const Count *count = count_of(counts, g, item);

        if (!g_array_index(groups->groups, OpinionGroup, g).shown)
            continue;
        if (count->votes < counts->smallest || num_wilson(hits(count, direction), count->votes).low <= 0.5)
            return -1;
        least = fmin(least, hits(count, direction) / count->votes);
    }
    return least;
}

static int
compare_common(gconstpointer a, gconstpointer b)
{
    const OpinionCommon *x = a, *y = b;

    if (x->least_share != y->least_share)
        return x->least_share < y->least_share ? 1 : -1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static void
find_common(const Counts *counts, OpinionGroups *groups)
{
    size_t n_shown = 0;

    for (guint g = 0; g < groups->groups->len; g++)
        n_shown += g_array_index(groups->groups, OpinionGroup, g).shown;
    for (size_t item = 0; n_shown >= 2 && item < counts->n_items; item++)
        for (int direction = 1; direction >= -1; direction -= 2) {
            OpinionCommon common = { (guint32)item, direction, least_share(counts, groups, item, direction) };

            if (common.least_share >= 0)
                g_array_append_val(groups->common, common);
        }
    g_array_sort(groups->common, compare_common);
}

bool
opinion_marks_find(const NumVotes *votes, const OpinionSettings *settings, OpinionGroups *groups)
{
    g_auto(Counts) counts = {
        .n_groups = groups->groups->len,
        .n_items = votes->n_items,
        .smallest = settings->smallest,
        .counts = g_new0(Count, (groups->groups->len + 1) * votes->n_items),
    };

    count_votes(&counts, votes, settings->left_out, groups);
    g_autoptr(GArray) tests = run_tests(&counts);
    if (!correct_for_many(tests))
        return false;
    keep_findings(tests, groups);
    find_common(&counts, groups);
    return true;
}
