#include "analysis/voters.h"
#include "num/suppress.h"

typedef struct {
    const ThemeVotersInput *input;
    NumVotes  by_person, by_item;
    guint32  *seen;             /* by person: number of the look that met them last */
    guint32   look;
} Count;

static void
count_clear(Count *count)
{
    num_votes_clear(&count->by_person);
    num_votes_clear(&count->by_item);
    g_free(count->seen);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Count, count_clear)

static bool
prepare(Count *count)
{
    const NumVotesCast *cast = count->input->cast;

    count->seen = g_try_new0(guint32, cast->n_people + 1);
    return count->seen && num_votes_gather(cast, &count->by_person) &&
           num_votes_by_item(&count->by_person, cast->n_people, &count->by_item);
}

/* How many different people voted on a theme, and how many on its largest item. */
static size_t
count_voters(Count *count, size_t theme, size_t *ret_largest)
{
    const ThemeVotersInput *input = count->input;
    size_t n = 0;

    count->look++;
    *ret_largest = 0;
    for (size_t i = input->theme_starts[theme]; i < input->theme_starts[theme + 1]; i++) {
        size_t item = input->theme_items[i], first = count->by_item.starts[item], end = count->by_item.starts[item + 1];

        *ret_largest = MAX(*ret_largest, end - first);
        for (size_t v = first; v < end; v++) {
            n += count->seen[count->by_item.items[v]] != count->look;
            count->seen[count->by_item.items[v]] = count->look;
        }
    }
    return n;
}

bool
theme_voters(const ThemeVotersInput *input, guint64 *ret_voters, GError **error)
{
    g_auto(Count) count = { .input = input };

    if (!prepare(&count))
        return error_set(error, ERROR_BUSY, "no memory for the voters of themes");
    for (size_t t = 0; t < input->n_themes; t++) {
        size_t largest, voters = count_voters(&count, t, &largest);

        ret_voters[t] = num_round_down(voters - largest < input->k ? largest : voters, input->k);
    }
    return true;
}
