#include "desk/cohort.h"
#include "desk/grouping.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/secret.h"
#include <string.h>

/* "A 50,B 10": values and how many people have them; labels as they come out, joined by commas. */
typedef struct { const char *name, *people; size_t smallest; const char *labels; } GroupingCase;

static const GroupingCase cases[] = {
    { "two-large", "North 40,South 30", 30, ",North,South" },
    { "nobody", "", 30, "" },
    { "one-value", "North 40", 30, ",North" },
    { "all-small", "A 10,B 12,C 20", 30, "" },
    { "small-ones-join", "North 40,A 15,B 15", 30, ",North,Other groups" },
    { "one-person-takes-in-the-smallest", "North 40,South 35,A 1", 30, ",North,Other groups" },
    { "one-person-of-two-takes-all", "North 40,A 1", 30, "" },
    { "blank-has-no-label", "North 40, 30", 30, ",North,Other groups" },
    { "blank-few", "North 40,South 31, 2", 30, ",North,Other groups" },
    { "only-blank", " 200", 30, "" },
    { "exactly-smallest", "A 30,B 29,C 1", 30, ",A,Other groups" },
    { "twelve", "A 9,B 9,C 9,D 9,E 9,F 9,G 9,H 9,I 9,J 9,K 9,L 9", 9, ",A,B,C,D,E,F,G,H,I,J,K,L" },
    { "thirteen", "A 9,B 9,C 9,D 9,E 9,F 9,G 9,H 9,I 9,J 9,K 9,L 9,M 9", 9, ",A,B,C,D,E,F,G,H,I,J,K,Other groups" },
    { "named-like-the-rest", "Other groups 40,North 40", 30, ",North,Other groups" },
};

static GHashTable *
counts_of(const char *people)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) parts = g_strsplit(people, ",", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        const char *blank = strrchr(parts[i], ' ');

        g_hash_table_insert(counts, g_strndup(parts[i], (gsize)(blank - parts[i])),
                            GSIZE_TO_POINTER(g_ascii_strtoull(blank, NULL, 10)));
    }
    return counts;
}

static void
test_grouping(const void *data)
{
    const GroupingCase *c = data;
    g_autoptr(GHashTable) counts = counts_of(c->people);
    g_auto(GStrv) labels = grouping_labels(counts, c->smallest);
    g_autofree char *joined = g_strjoinv(",", labels);

    g_assert_cmpstr(joined, ==, c->labels);
}

/* Whoever comes late belongs to the rest as it was called at the opening. */
static void
test_rest_in_any_language(void)
{
    g_autoptr(GHashTable) counts = counts_of("North 40,A 15,B 15");
    g_auto(GStrv) labels = NULL;
    {
        g_auto(I18nScope) speaks = i18n_scope(i18n_language("cy"));

        labels = grouping_labels(counts, 30);
    }
    g_assert_cmpuint(g_strv_length(labels), ==, 3);
    g_assert_cmpstr(labels[2], !=, "Other groups");
    g_assert_cmpuint(grouping_number((const char *const *)labels, "A"), ==, 2);
    g_assert_cmpuint(grouping_number((const char *const *)labels, "North"), ==, 1);
}

/* Whatever the roster is like: at most so many labels, none too small, everybody has one or nobody. */
static void
test_grouping_promise(void)
{
    for (unsigned round = 0; round < 300; round++) {
        const unsigned n_values = (unsigned)g_test_rand_int_range(1, 30);
        g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        size_t people[LIMIT_GROUPS + 1] = { 0 };
        GHashTableIter iter;
        gpointer key, value;

        for (unsigned i = 0; i < n_values; i++)
            g_hash_table_insert(counts, g_strdup_printf("V%u", i),
                                GSIZE_TO_POINTER((gsize)g_test_rand_int_range(1, 90)));
        g_auto(GStrv) labels = grouping_labels(counts, 30);
        const unsigned n_labels = g_strv_length(labels) - 1;
        g_assert_cmpuint(n_labels, <=, LIMIT_GROUPS);
        g_hash_table_iter_init(&iter, counts);
        while (g_hash_table_iter_next(&iter, &key, &value))
            people[grouping_number((const char *const *)labels, key)] += GPOINTER_TO_SIZE(value);
        for (unsigned i = 1; i <= n_labels; i++)
            g_assert_cmpuint(people[i], >=, 30);
        g_assert_true(n_labels == 0 || people[0] == 0);
    }
}

/* ---- cohorts ---- */

typedef struct { const char *name; unsigned sizes[4], smallest; bool even_small; unsigned n_cohorts; } CohortCase;

static const CohortCase cohort_cases[] = {
    { "one-group", { 0, 95 }, 30, true, 3 },
    { "exactly", { 0, 60 }, 30, true, 2 },
    { "small-roster", { 12 }, 30, true, 1 },
    { "two-groups", { 0, 59, 31 }, 30, true, 2 },
    { "late-few", { 12 }, 30, false, 0 },
    { "late-enough-in-one", { 12, 33 }, 30, false, 1 },
    { "nobody", { 0 }, 30, true, 0 },
};

static void
test_cohorts(const void *data)
{
    const CohortCase *c = data;
    g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(CohortMember));
    uint32_t next = 5;
    unsigned size[64] = { 0 }, group[64] = { 0 };

    for (uint32_t g = 0; g < G_N_ELEMENTS(c->sizes); g++)
        for (unsigned i = 0; i < c->sizes[g]; i++) {
            CohortMember member = { .group = g };

            id_random(&member.person);
            g_array_append_val(members, member);
        }
    cohort_assign(members, c->smallest, c->even_small, &next);
    g_assert_cmpuint(next, ==, 5 + c->n_cohorts);
    for (guint i = 0; i < members->len; i++) {
        const CohortMember *member = &g_array_index(members, CohortMember, i);

        if (member->cohort == 0)
            continue;
        g_assert_cmpuint(member->cohort, >=, 5);
        g_assert_cmpuint(member->cohort, <, next);
        g_assert_true(size[member->cohort] == 0 || group[member->cohort] == member->group);
        group[member->cohort] = member->group;
        size[member->cohort]++;
    }
    for (uint32_t i = 5; i < next; i++)
        g_assert_cmpuint(size[i], >=, MIN(c->smallest, members->len));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(secret_init());
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/desk/grouping/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_grouping);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(cohort_cases); i++) {
        g_autofree char *path = g_strdup_printf("/desk/cohort/%s", cohort_cases[i].name);
        g_test_add_data_func(path, &cohort_cases[i], test_cohorts);
    }
    g_test_add_func("/desk/grouping/promise", test_grouping_promise);
    g_test_add_func("/desk/grouping/rest-in-any-language", test_rest_in_any_language);
    return g_test_run();
}
