#include "analysis/opinion.h"
#include "analysis/opinion_marks.h"
#include <math.h>
#include <string.h>

static const guint64 seed = 42;

static void
group_clear(void *data)
{
    OpinionGroup *group = data;

    g_clear_pointer(&group->marks, g_array_unref);
}

void
opinion_groups_free(OpinionGroups *groups)
{
    if (groups == NULL)
        return;
    g_array_unref(groups->groups);
    g_array_unref(groups->common);
    g_free(groups->group_of);
    g_free(groups->points);
    g_free(groups);
}

static OpinionGroups *
groups_new(size_t n_people)
{
    OpinionGroups *groups = g_new0(OpinionGroups, 1);

    groups->silhouette = NAN;
    groups->groups = g_array_new(FALSE, TRUE, sizeof(OpinionGroup));
    g_array_set_clear_func(groups->groups, group_clear);
    groups->common = g_array_new(FALSE, FALSE, sizeof(OpinionCommon));
    groups->group_of = g_new(guint32, n_people);
    groups->points = g_new0(NumPoint, n_people);
    for (size_t i = 0; i < n_people; i++)
        groups->group_of[i] = OPINION_NO_GROUP;
    return groups;
}

/* Who has voted on little lies near the middle: scaling puts them where they
 * would be had they voted on everything. */
static void
scale_points(const NumVotes *votes, NumPoint *points)
{
    for (size_t row = 0; row < votes->n_rows; row++) {
        double by = sqrt((double)votes->n_items / (double)(votes->starts[row + 1] - votes->starts[row]));

        points[row].x *= by;
        points[row].y *= by;
    }
}

/* The number of groups: as wished, or the one with the best silhouette.  0: no groups. */
static size_t
find_best(const NumPoint *points, size_t n, size_t wished, guint32 *ret_numbers, double *ret_silhouette)
{
    size_t from = wished != 0 ? wished : 2, to = wished != 0 ? wished : OPINION_MOST_GROUPS, best = 0;
    g_autofree guint32 *numbers = g_new(guint32, n);

    for (size_t k = from; k <= to && k <= n; k++) {
        size_t found = num_kmeans(points, n, k, OPINION_STARTS, seed, numbers);
        double silhouette = num_silhouette(points, numbers, n, k, OPINION_SAMPLE);

        if (found < 2 || isnan(silhouette) || (best != 0 && silhouette <= *ret_silhouette))
            continue;
        best = found;
        *ret_silhouette = silhouette;
        memcpy(ret_numbers, numbers, n * sizeof(*numbers));
    }
    return best;
}

/* A group under the limit is not shown; and when those not shown have together
 * fewer people than that, the next smallest is not shown either, since their
 * number follows from the total.  A group that would be left alone is not shown
 * either: what tells it apart would describe the rest. */
static void
hide_small(OpinionGroups *groups, size_t smallest)
{
    size_t hidden = 0, n_shown = groups->groups->len;

    for (size_t g = groups->groups->len; g-- > 0;) {
        OpinionGroup *group = &g_array_index(groups->groups, OpinionGroup, g);

        if (group->size >= smallest && (hidden == 0 || hidden >= smallest))
            continue;
        hidden += group->size;
        n_shown = g;
    }
    for (size_t g = 0; g < groups->groups->len; g++)
        g_array_index(groups->groups, OpinionGroup, g).shown = n_shown >= 2 && g < n_shown;
}

static void
take_groups(OpinionGroups *groups, const NumVotes *votes, const guint32 *numbers, const NumPoint *points,
            size_t n_groups)
{
    g_array_set_size(groups->groups, (guint)n_groups);
    for (size_t g = 0; g < n_groups; g++)
        g_array_index(groups->groups, OpinionGroup, g).marks = g_array_new(FALSE, FALSE, sizeof(OpinionMark));
    for (size_t row = 0; row < votes->n_rows; row++) {
        groups->group_of[votes->people[row]] = numbers[row];
        groups->points[votes->people[row]] = points[row];
        g_array_index(groups->groups, OpinionGroup, numbers[row]).size++;
    }
}

static bool
find(NumVotes *votes, const OpinionSettings *settings, OpinionGroups *groups)
{
    num_votes_drop_short_rows(votes, settings->left_out, settings->least_votes);

    g_autofree NumPoint *points = g_new(NumPoint, votes->n_rows);
    g_autofree guint32 *numbers = g_new(guint32, votes->n_rows);

    groups->n_people = votes->n_rows;
    groups->n_votes = votes->n_votes;
    if (!num_pca(votes, settings->left_out, points, NULL))
        return false;
    scale_points(votes, points);
    size_t n_groups = find_best(points, votes->n_rows, settings->n_groups, numbers, &groups->silhouette);
    if (n_groups == 0)
        return true;
    take_groups(groups, votes, numbers, points, n_groups);
    hide_small(groups, settings->smallest);
    return opinion_marks_find(votes, settings, groups);
}

OpinionGroups *
opinion_groups_find(const NumVotesCast *cast, const OpinionSettings *settings, GError **error)
{
    g_autoptr(OpinionGroups) groups = groups_new(cast->n_people);
    NumVotes votes = { 0 };
    bool good = num_votes_gather(cast, &votes) && find(&votes, settings, groups);

    num_votes_clear(&votes);
    if (!good) {
        error_set(error, ERROR_FULL, "opinion groups: out of memory");
        return NULL;
    }
    return g_steal_pointer(&groups);
}
