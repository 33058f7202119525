#include "analysis/voters.h"
#include "num/suppress.h"

typedef struct {
    const ThemeVotersInput *input;
    NumVotes  by_person, by_item;
    guint32  *seen;             /* by person: number of the look that met them last */
    guint32   look;
    size_t   *voters;           /* by theme: different people */
    bool     *held;
} Count;

static void
count_clear(Count *count)
{
    num_votes_clear(&count->by_person);
    num_votes_clear(&count->by_item);
    g_free(count->seen);
    g_free(count->voters);
    g_free(count->held);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Count, count_clear)

static bool
prepare(Count *count)
{
    const NumVotesCast *cast = count->input->cast;
    size_t n = count->input->n_themes;

    count->seen = g_try_new0(guint32, cast->n_people + 1);
    count->voters = g_try_new0(size_t, n + 1);
    count->held = g_try_new0(bool, n + 1);
    return count->seen && count->voters && count->held && num_votes_gather(cast, &count->by_person) &&
           num_votes_by_item(&count->by_person, cast->n_people, &count->by_item);
}

/* Marks the voters of a theme with a new look; how many there are, and how many on its largest item. */
static size_t
look_at(Count *count, size_t theme, size_t *ret_largest)
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

/* People of `theme` who are not among those marked by the look before; marks nobody twice. */
static size_t
count_others(Count *count, size_t theme, guint32 before)
{
    const ThemeVotersInput *input = count->input;
    size_t n = 0;

    count->look++;
    for (size_t i = input->theme_starts[theme]; i < input->theme_starts[theme + 1]; i++) {
        size_t item = input->theme_items[i];

        for (size_t v = count->by_item.starts[item]; v < count->by_item.starts[item + 1]; v++) {
            guint32 *seen = &count->seen[count->by_item.items[v]];

            if (*seen == before || *seen == count->look)
                continue;
            *seen = count->look;
            n++;
        }
    }
    return n;
}

static void
hold_singles(Count *count)
{
    const ThemeVotersInput *input = count->input;

    for (size_t t = 0; t < input->n_themes; t++) {
        size_t largest, items = input->theme_starts[t + 1] - input->theme_starts[t];

        count->voters[t] = look_at(count, t, &largest);
        count->held[t] = count->voters[t] < input->k || (items > 1 && count->voters[t] - largest < input->k);
    }
}

/* Both of a pair that differ by fewer than k people. */
static void
hold_pairs(Count *count)
{
    size_t k = count->input->k;

    for (size_t a = 0; a < count->input->n_themes; a++)
        for (size_t b = a + 1; b < count->input->n_themes && count->voters[a] >= k; b++) {
            size_t largest, more = MAX(count->voters[a], count->voters[b]), less = MIN(count->voters[a], count->voters[b]);

            if (less < k || more - less >= k)
                continue;
            look_at(count, a, &largest);
            size_t only_b = count_others(count, b, count->look);
            size_t only_a = count->voters[a] + only_b - count->voters[b];

            if (only_a + only_b > 0 && only_a + only_b < k)
                count->held[a] = count->held[b] = true;
        }
}

bool
theme_voters(const ThemeVotersInput *input, guint64 *ret_voters, GError **error)
{
    g_auto(Count) count = { .input = input };

    if (!prepare(&count))
        return error_set(error, ERROR_BUSY, "no memory for the voters of themes");
    hold_singles(&count);
    hold_pairs(&count);
    for (size_t t = 0; t < input->n_themes; t++)
        ret_voters[t] = count.held[t] ? 0 : num_round_down(count.voters[t], input->k);
    return true;
}
