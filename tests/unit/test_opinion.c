#include "analysis/opinion.h"
#include "analysis/polis.h"
#include "base/csv_table.h"
#include "num/rand_index.h"
#include "reference.h"
#include <math.h>
#include <string.h>

/* ---- real conversations whose groups Polis published ------------------------ */

typedef struct {
    const char *name;
    size_t k;     /* how many groups Polis found */
    double alike; /* at least this adjusted Rand index */
    size_t n_comments, n_accepted, n_rejected, n_people, n_votes;
    size_t n_shown;
} PolisCase;

static const PolisCase polis_cases[] = {
    { "15-per-hour-seattle", 2, 0.58, 54, 30, 23, 339, 2872, 2 },
    { "brexit-consensus", 2, 0.88, 50, 50, 0, 204, 5303, 2 },
    { "canadian-electoral-reform", 2, 0.84, 174, 152, 22, 448, 11950, 2 },
    { "scoop-hivemind.taxes", 2, 0.86, 148, 91, 57, 334, 17335, 2 },
    { "london.youth.policing", 3, -1, 39, 36, 3, 26, 638, 0 },
    /* The best of k-means is 0.75 here; a worse one of its resting points has 0.76. */
    { "vtaiwan.uberx", 2, 0.75, 197, 99, 78, 1921, 49443, 2 },
};

static char *
polis_path(const char *name, const char *file)
{
    g_autofree char *inside = g_build_filename("polis", name, file, NULL);

    return reference_path(inside);
}

static PolisFolder *
read_polis(const char *name)
{
    g_autofree char *path = polis_path(name, NULL);
    g_autoptr(GError) error = NULL;

    if (!reference_there(path))
        return NULL;
    PolisFolder *folder = polis_folder_read(path, &error);
    g_assert_no_error(error);
    return folder;
}

static CsvTable *
read_matrix(const char *name)
{
    g_autofree char *path = polis_path(name, "participants-votes.csv");
    g_autoptr(GError) error = NULL;
    CsvTable *table = csv_table_read(path, 0, &error);

    g_assert_no_error(error);
    return table;
}

/* The number of the id in a list of ids; there must be one. */
static guint32
number_of(const char *id, char **ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0)
            return (guint32)i;
    g_assert_not_reached();
}

static void
test_polis_read(gconstpointer data)
{
    const PolisCase *c = data;
    g_autoptr(PolisFolder) folder = read_polis(c->name);
    size_t n_accepted = 0, n_rejected = 0;

    if (folder == NULL)
        return;
    for (guint i = 0; i < folder->comments->len; i++) {
        const PolisComment *comment = &g_array_index(folder->comments, PolisComment, i);

        n_accepted += comment->moderated == 1;
        n_rejected += comment->moderated == -1;
        g_assert_cmpuint(strlen(comment->text), >, 0);
        g_assert_true(g_utf8_validate(comment->text, -1, NULL));
    }
    g_assert_cmpuint(folder->comments->len, ==, c->n_comments);
    g_assert_cmpuint(n_accepted, ==, c->n_accepted);
    g_assert_cmpuint(n_rejected, ==, c->n_rejected);
    g_assert_cmpuint(folder->voters->len, ==, c->n_people);
    g_assert_cmpuint(folder->n_stray, ==, 0);
}

/* The votes reduced to the last ones, as matrix[person * n_items + item]: 9 where there is none. */
static int *
reduce(const PolisFolder *folder, size_t *ret_n_votes)
{
    NumVotesCast cast = polis_folder_cast(folder);
    NumVotes votes;
    int *cells = g_new(int, cast.n_people *cast.n_items);

    g_assert_true(num_votes_gather(&cast, &votes));
    for (size_t i = 0; i < cast.n_people * cast.n_items; i++)
        cells[i] = 9;
    for (size_t row = 0; row < votes.n_rows; row++)
        for (size_t i = votes.starts[row]; i < votes.starts[row + 1]; i++)
            cells[votes.people[row] * cast.n_items + votes.items[i]] = votes.values[i];
    *ret_n_votes = votes.n_votes;
    num_votes_clear(&votes);
    return cells;
}

/* votes.csv, reduced, equals participants-votes.csv cell for cell. */
static void
test_polis_matrix(gconstpointer data)
{
    const PolisCase *c = data;
    g_autoptr(PolisFolder) folder = read_polis(c->name);
    size_t n_votes, n_filled = 0;

    if (folder == NULL)
        return;
    g_autofree int *cells = reduce(folder, &n_votes);
    g_autoptr(CsvTable) matrix = read_matrix(c->name);
    g_assert_cmpuint(n_votes, ==, c->n_votes);
    g_assert_cmpuint(csv_table_rows(matrix), ==, folder->voters->len);
    for (guint item = 0; item < folder->comments->len; item++) {
        ptrdiff_t column = csv_table_column(matrix, g_array_index(folder->comments, PolisComment, item).id);

        for (size_t row = 0; row < csv_table_rows(matrix); row++) {
            const char *text = column < 0 ? "" : csv_table_cell(matrix, row, (size_t)column);
            guint32 person = number_of(csv_table_cell(matrix, row, 0), (char **)folder->voters->pdata,
                                       folder->voters->len);

            n_filled += *text != '\0';
            g_assert_cmpint(cells[person * folder->comments->len + item], ==, *text == '\0' ? 9 : atoi(text));
        }
    }
    g_assert_cmpuint(n_filled, ==, c->n_votes);
}

/* The adjusted Rand index over the people whom both have put in a group. */
static double
compare_with_polis(const PolisFolder *folder, const OpinionGroups *groups, const CsvTable *matrix)
{
    g_autofree guint32 *ours = g_new(guint32, csv_table_rows(matrix));
    g_autofree guint32 *theirs = g_new(guint32, csv_table_rows(matrix));
    size_t column = (size_t)csv_table_column(matrix, "group-id"), n = 0;
    double index = NAN;

    for (size_t row = 0; row < csv_table_rows(matrix); row++) {
        const char *group = csv_table_cell(matrix, row, column);
        guint32 person =
            number_of(csv_table_cell(matrix, row, 0), (char **)folder->voters->pdata, folder->voters->len);

        if (*group == '\0' || groups->group_of[person] == OPINION_NO_GROUP)
            continue;
        ours[n] = groups->group_of[person];
        theirs[n++] = (guint32)atoi(group);
    }
    g_assert_true(num_rand_index(ours, groups->groups->len, theirs, 8, n, &index));
    return index;
}

static size_t
count_shown(const OpinionGroups *groups)
{
    size_t n = 0;

    for (guint g = 0; g < groups->groups->len; g++)
        n += g_array_index(groups->groups, OpinionGroup, g).shown;
    return n;
}

static void
test_polis_groups(gconstpointer data)
{
    const PolisCase *c = data;
    g_autoptr(PolisFolder) folder = read_polis(c->name);
    g_autoptr(GError) error = NULL;
    OpinionSettings settings = OPINION_SETTINGS;

    if (folder == NULL)
        return;
    g_autofree bool *left_out = polis_folder_rejected(folder);
    NumVotesCast cast = polis_folder_cast(folder);
    g_autoptr(CsvTable) matrix = read_matrix(c->name);
    settings.left_out = left_out;
    settings.n_groups = c->k;
    g_autoptr(OpinionGroups) groups = opinion_groups_find(&cast, &settings, &error);
    g_assert_no_error(error);
    double alike = compare_with_polis(folder, groups, matrix);
    g_test_message("%s: adjusted Rand index %.3f over %zu people", c->name, alike, groups->n_people);
    for (guint g = 0; g < groups->groups->len; g++)
        g_test_message("group %u: %zu people", g, g_array_index(groups->groups, OpinionGroup, g).size);
    g_assert_cmpuint(groups->groups->len, ==, c->k);
    g_assert_cmpuint(count_shown(groups), ==, c->n_shown);
    /* The reference figures are to two decimals. */
    g_assert_cmpfloat(alike, >=, c->alike - 0.005);
}

#define ADD_ROWS(prefix, rows, test)                                                                         \
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                                                        \
        g_autofree char *path = g_strdup_printf(prefix "/%s", (rows)[i].name);                               \
        g_test_add_data_func(path, &(rows)[i], test);                                                        \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS("/opinion/polis-read", polis_cases, test_polis_read)
    ADD_ROWS("/opinion/polis-matrix", polis_cases, test_polis_matrix)
    ADD_ROWS("/opinion/polis-groups", polis_cases, test_polis_groups)
    return g_test_run();
}
