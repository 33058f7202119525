#include "analysis/strength.h"
#include "num/cluster.h"
#include "num/suppress.h"
#include <math.h>

/* ---- one contribution --------------------------------------------------------- */

Strength
strength_of(size_t likes, size_t dislikes, size_t passes, size_t k)
{
    size_t voters = likes + dislikes + passes;
    double n = (double)voters, least = STRENGTH_CONTESTED_SHARE * n;

    return (Strength){
        .likes = likes,
        .dislikes = dislikes,
        .voters = voters,
        .net = (int64_t)likes - (int64_t)dislikes,
        .has_share = voters > 0 && voters >= k,
        .share = voters > 0 ? (double)likes / n : 0,
        .interval = num_wilson((double)likes, n),
        .contested = voters >= STRENGTH_CONTESTED_VOTERS && (double)likes > least && (double)dislikes > least,
    };
}

static int
falling(double a, double b)
{
    return (a < b) - (a > b);
}

int
strength_compare(const void *a, const void *b)
{
    const Strength *x = a, *y = b;

    if (x->has_share != y->has_share)
        return x->has_share ? -1 : 1;
    if (!x->has_share)
        return falling((double)x->net, (double)y->net);
    int order = falling(x->interval.low, y->interval.low);
    return order != 0 ? order : falling((double)x->voters, (double)y->voters);
}

/* ---- the work on themes --------------------------------------------------------- */

typedef struct {
    guint32 votes, likes;
} Tally;

/* Kept from theme to theme, and clean in between: tallies of those touched only. */
typedef struct {
    const StrengthInput *input;
    Tally *tallies;   /* per person */
    guint32 *touched; /* persons with a tally */
    size_t n_touched;
    bool *has_written; /* per person */
    size_t *sizes;     /* per group, and last of those in none: people who belong to it */
} Work;

static void
work_clear(Work *work)
{
    g_clear_pointer(&work->tallies, g_free);
    g_clear_pointer(&work->touched, g_free);
    g_clear_pointer(&work->has_written, g_free);
    g_clear_pointer(&work->sizes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

void
theme_strength_clear(void *data)
{
    ThemeStrength *theme = data;

    g_clear_pointer(&theme->groups, g_array_unref);
    g_clear_pointer(&theme->days, g_array_unref);
}

static void
tally_item(Work *work, guint32 item, ThemeStrength *theme)
{
    const NumVotes *votes = work->input->votes;

    for (size_t i = votes->starts[item]; i < votes->starts[item + 1]; i++) {
        Tally *tally = &work->tallies[votes->items[i]];

        if (tally->votes == 0)
            work->touched[work->n_touched++] = votes->items[i];
        tally->votes++;
        tally->likes += votes->values[i] > 0;
        theme->votes++;
        theme->likes += votes->values[i] > 0;
        theme->dislikes += votes->values[i] < 0;
    }
}

static void
count_contributors(Work *work, const guint32 *items, size_t n_items, ThemeStrength *theme)
{
    for (size_t i = 0; i < n_items; i++) {
        guint32 author = work->input->authors[items[i]];

        if (author == STRENGTH_NOBODY || work->has_written[author])
            continue;
        work->has_written[author] = true;
        theme->contributors++;
    }
    for (size_t i = 0; i < n_items; i++)
        if (work->input->authors[items[i]] != STRENGTH_NOBODY)
            work->has_written[work->input->authors[items[i]]] = false;
}

/* ---- the interval ---------------------------------------------------------------- */

/* Most voters have few votes in a theme, and so the same tally as many others:
 * tallies are counted in a table of votes and likes.  Those with more votes
 * than it has places for are clusters of their own. */
enum { TABLE_VOTES = 255, TABLE_CELLS = (TABLE_VOTES + 1) * (TABLE_VOTES + 1) };

static GArray *
make_clusters(const Work *work)
{
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(NumCluster));
    g_autofree guint32 *table = g_new0(guint32, TABLE_CELLS);

    for (size_t i = 0; i < work->n_touched; i++) {
        Tally tally = work->tallies[work->touched[i]];
        NumCluster alone = { tally.likes, tally.votes, 1 };

        if (tally.votes <= TABLE_VOTES)
            table[tally.votes * (TABLE_VOTES + 1) + tally.likes]++;
        else
            g_array_append_val(clusters, alone);
    }
    for (guint32 cell = 0; cell < TABLE_CELLS; cell++) {
        NumCluster cluster = { cell % (TABLE_VOTES + 1), cell / (TABLE_VOTES + 1), table[cell] };

        if (table[cell] > 0)
            g_array_append_val(clusters, cluster);
    }
    return clusters;
}

static void
set_share(const Work *work, ThemeStrength *theme)
{
    theme->voters = work->n_touched;
    if (theme->voters == 0 || theme->voters < work->input->k)
        return;
    theme->has_share = true;
    theme->share = (double)theme->likes / (double)theme->votes;

    g_autoptr(GArray) clusters = make_clusters(work);
    NumCluster *first = (NumCluster *)(void *)clusters->data;
    theme->has_interval =
        num_cluster_interval(first, num_clusters_join(first, clusters->len), &theme->interval);
}

/* ---- groups ---------------------------------------------------------------------- */

/* Which groups must not be told of, given that the theme's total is: a list with
 * the people of no group as its last place.  A place that nobody at all belongs
 * to says nothing of anybody, and is left out of account. */
static bool
find_hidden(const Work *work, const guint64 *voters, size_t n_places, bool *ret_hidden)
{
    g_autofree guint64 *counts = g_new(guint64, n_places);
    g_autofree bool *hidden = g_new(bool, 2 * (n_places + 1));
    size_t n = 0, taken = 0;

    for (size_t place = 0; place < n_places; place++)
        if (work->sizes[place] > 0)
            counts[n++] = voters[place];
    NumTable table = { 1, n, counts, .shows_row_totals = true, .shows_column_totals = false };
    if (!num_suppress(&table, work->input->k, hidden))
        return false;
    for (size_t place = 0; place < n_places; place++)
        ret_hidden[place] = work->sizes[place] == 0 || hidden[taken++];
    return true;
}

static void
count_sizes(Work *work)
{
    const guint32 *groups = work->input->groups;

    for (size_t person = 0; groups != NULL && person < work->input->n_people; person++)
        work->sizes[groups[person] == STRENGTH_NO_GROUP ? work->input->n_groups : groups[person]]++;
}

static void
set_spread(ThemeStrength *theme)
{
    double least = INFINITY, most = -INFINITY;

    for (guint i = 0; i < theme->groups->len; i++) {
        double share = g_array_index(theme->groups, StrengthGroup, i).share;

        least = fmin(least, share);
        most = fmax(most, share);
    }
    theme->spread = theme->groups->len >= 2 ? most - least : NAN;
}

static bool
set_groups(const Work *work, ThemeStrength *theme)
{
    const StrengthInput *input = work->input;
    size_t n = input->groups != NULL ? input->n_groups : 0;
    g_autofree guint64 *voters = g_new0(guint64, n + 1);
    g_autofree Tally *sums = g_new0(Tally, n + 1);
    g_autofree bool *hidden = g_new(bool, n + 1);

    for (size_t i = 0; n > 0 && i < work->n_touched; i++) {
        guint32 person = work->touched[i], group = input->groups[person];
        size_t place = group == STRENGTH_NO_GROUP ? n : group;

        voters[place]++;
        sums[place].votes += work->tallies[person].votes;
        sums[place].likes += work->tallies[person].likes;
    }
    if (n > 0 && !find_hidden(work, voters, n + 1, hidden))
        return false;
    for (guint32 group = 0; group < n; group++) {
        StrengthGroup shown = { group, voters[group], (double)sums[group].likes / (double)sums[group].votes };

        if (!hidden[group])
            g_array_append_val(theme->groups, shown);
    }
    set_spread(theme);
    return true;
}

/* ---- days ------------------------------------------------------------------------ */

static int
compare_days(gconstpointer a, gconstpointer b)
{
    const StrengthDay *x = a, *y = b;

    return (x->day > y->day) - (x->day < y->day);
}

static void
set_days(const Work *work, const guint32 *items, size_t n_items, ThemeStrength *theme)
{
    GArray *days = theme->days;
    guint kept = 0;

    for (size_t i = 0; work->input->days != NULL && i < n_items; i++) {
        StrengthDay day = { work->input->days[items[i]], 1 };

        g_array_append_val(days, day);
    }
    g_array_sort(days, compare_days);
    for (guint i = 0; i < days->len; i++) {
        StrengthDay day = g_array_index(days, StrengthDay, i);

        if (kept > 0 && g_array_index(days, StrengthDay, kept - 1).day == day.day)
            g_array_index(days, StrengthDay, kept - 1).contributions++;
        else
            g_array_index(days, StrengthDay, kept++) = day;
    }
    g_array_set_size(days, kept);
}

/* ---- themes ---------------------------------------------------------------------- */

static bool
measure(Work *work, const guint32 *items, size_t n_items, ThemeStrength *theme)
{
    theme->contributions = n_items;
    theme->groups = g_array_new(FALSE, FALSE, sizeof(StrengthGroup));
    theme->days = g_array_new(FALSE, FALSE, sizeof(StrengthDay));
    work->n_touched = 0;
    for (size_t i = 0; i < n_items; i++)
        tally_item(work, items[i], theme);
    count_contributors(work, items, n_items, theme);
    set_share(work, theme);
    set_days(work, items, n_items, theme);
    bool good = set_groups(work, theme);
    for (size_t i = 0; i < work->n_touched; i++)
        work->tallies[work->touched[i]] = (Tally){ 0 };
    return good;
}

bool
theme_strengths(const StrengthInput *input, const guint32 *theme_items, const size_t *theme_starts,
                size_t n_themes, GArray **ret_themes, GError **error)
{
    g_autoptr(GArray) themes = g_array_new(FALSE, TRUE, sizeof(ThemeStrength));
    g_auto(Work) work = {
        .input = input,
        .tallies = g_new0(Tally, input->n_people),
        .touched = g_new(guint32, input->n_people),
        .has_written = g_new0(bool, input->n_people),
        .sizes = g_new0(size_t, input->n_groups + 1),
    };

    count_sizes(&work);

    g_array_set_clear_func(themes, theme_strength_clear);
    g_array_set_size(themes, (guint)n_themes);
    for (size_t t = 0; t < n_themes; t++)
        if (!measure(&work, theme_items + theme_starts[t], theme_starts[t + 1] - theme_starts[t],
                     &g_array_index(themes, ThemeStrength, t)))
            return error_set(error, ERROR_FULL, "strength of opinion: out of memory");
    *ret_themes = g_steal_pointer(&themes);
    return true;
}
