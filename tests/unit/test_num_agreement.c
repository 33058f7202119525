#include "base/csv_table.h"
#include "num/alpha.h"
#include "num/kappa.h"
#include "reference.h"
#include <math.h>
#include <string.h>

/* ---- the tables of the literature: reliability/expected.csv ---------------- */

static CsvTable *
read_reference(const char *file)
{
    g_autofree char *name = g_build_filename("reliability", file, NULL);
    g_autofree char *path = reference_path(name);
    g_autoptr(GError) error = NULL;

    if (!reference_there(path))
        return NULL;
    CsvTable *table = csv_table_read(path, 0, &error);
    g_assert_no_error(error);
    return table;
}

/* All cells but the first column; an empty one is NAN.  Free with g_free(). */
static double *
cells_of(const CsvTable *table)
{
    size_t rows = csv_table_rows(table), columns = csv_table_columns(table) - 1;
    double *cells = g_new(double, rows *columns);

    for (size_t i = 0; i < rows * columns; i++) {
        const char *cell = csv_table_cell(table, i / columns, i % columns + 1);

        cells[i] = *cell == '\0' ? NAN : g_ascii_strtod(cell, NULL);
    }
    return cells;
}

/* How many coders of a unit-by-coder table gave each of the categories 1 to n. */
static double *
counts_of(const double *cells, size_t rows, size_t columns, size_t n_categories)
{
    double *counts = g_new0(double, rows *n_categories);

    for (size_t i = 0; i < rows * columns; i++)
        counts[i / columns * n_categories + (size_t)cells[i] - 1]++;
    return counts;
}

static NumLevel
level_called(const char *name)
{
    static const char *const names[] = { "nominal", "ordinal", "interval", "ratio" };

    for (NumLevel level = NUM_NOMINAL; level <= NUM_RATIO; level++)
        if (strcmp(names[level], name) == 0)
            return level;
    g_assert_not_reached();
}

static double
compute(const char *statistic, const char *metric, const char *file, const CsvTable *table)
{
    g_autofree double *cells = cells_of(table);
    size_t rows = csv_table_rows(table), columns = csv_table_columns(table) - 1;
    double result = NAN;

    if (strcmp(statistic, "krippendorff_alpha") == 0) {
        NumAlpha alpha;

        g_assert_true(num_alpha(cells, rows, columns, level_called(metric), &alpha));
        g_assert_true(alpha.has_alpha && alpha.has_interval);
        g_assert_cmpfloat(alpha.interval.low, <, alpha.alpha);
        g_assert_cmpfloat(alpha.interval.high, >, alpha.alpha);
        result = alpha.alpha;
    } else if (strcmp(statistic, "cohen_kappa") == 0) {
        g_assert_true(num_cohen_kappa(cells, rows, &result));
    } else if (strstr(file, "counts") != NULL) {
        g_assert_true(num_fleiss_kappa(cells, rows, columns, &result));
    } else {
        g_autofree double *counts = counts_of(cells, rows, columns, 5);
        g_assert_true(num_fleiss_kappa(counts, rows, 5, &result));
    }
    return result;
}

static void
test_literature(void)
{
    g_autoptr(CsvTable) expected = read_reference("expected.csv");

    if (expected == NULL)
        return;
    g_assert_cmpuint(csv_table_rows(expected), ==, 16);
    for (size_t row = 0; row < csv_table_rows(expected); row++) {
        const char *file = csv_table_cell(expected, row, 0);
        const char *statistic = csv_table_cell(expected, row, 1), *metric = csv_table_cell(expected, row, 2);
        const char *published = csv_table_cell(expected, row, 3);
        g_autoptr(CsvTable) table = read_reference(file);

        g_assert_nonnull(table);
        double got = compute(statistic, metric, file, table);
        g_test_message("%s %s %s: %.6f", file, statistic, metric, got);
        g_assert_cmpfloat_with_epsilon(got, g_ascii_strtod(csv_table_cell(expected, row, 4), NULL), 1e-6);
        if (*published != '\0')
            g_assert_cmpfloat_with_epsilon(got, g_ascii_strtod(published, NULL), 5.1e-4);
    }
}

/* ---- edges ------------------------------------------------------------------ */

#define X NAN

typedef struct {
    const char *name;
    NumLevel level;
    size_t n_units, n_coders;
    double values[12];
    bool defined;
    double alpha;
    size_t units, pairs;
} AlphaCase;

static const AlphaCase alpha_cases[] = {
    { "perfect", NUM_NOMINAL, 3, 2, { 1, 1, 2, 2, 3, 3 }, true, 1, 3, 3 },
    { "perfect-ratio", NUM_RATIO, 3, 2, { 0, 0, 2, 2, 3, 3 }, true, 1, 3, 3 },
    { "no-variation", NUM_NOMINAL, 3, 2, { 1, 1, 1, 1, 1, 1 }, false, 0, 3, 3 },
    { "no-variation-interval", NUM_INTERVAL, 3, 2, { .1, .1, .1, .1, .1, .1 }, false, 0, 3, 3 },
    { "nothing-paired", NUM_NOMINAL, 3, 2, { 1, X, X, 2, 3, X }, false, 0, 0, 0 },
    { "no-coders", NUM_NOMINAL, 3, 0, { 0 }, false, 0, 0, 0 },
    { "no-units", NUM_NOMINAL, 0, 2, { 0 }, false, 0, 0, 0 },
    { "one-unit", NUM_NOMINAL, 1, 2, { 1, 2 }, true, 0, 1, 1 },
    { "unpaired-left-out", NUM_NOMINAL, 3, 2, { 1, 1, 2, 2, 9, X }, true, 1, 2, 2 },
    /* n = 4, observed 2, expected 4 * 4 - (3 * 3 + 1 * 1): 1 - 3 * 2 / 6 */
    { "by-hand", NUM_NOMINAL, 2, 2, { 1, 1, 1, 2 }, true, 0, 2, 2 },
    { "opposite", NUM_NOMINAL, 2, 2, { 1, 2, 2, 1 }, true, -0.5, 2, 2 },
    { "three-coders", NUM_NOMINAL, 2, 3, { 1, 1, 1, 2, 2, X }, true, 1, 2, 4 },
};

static void
test_alpha(gconstpointer data)
{
    const AlphaCase *c = data;
    NumAlpha alpha;

    g_assert_true(num_alpha(c->values, c->n_units, c->n_coders, c->level, &alpha));
    g_assert_cmpint(alpha.has_alpha, ==, c->defined);
    g_assert_cmpuint(alpha.units, ==, c->units);
    g_assert_cmpuint(alpha.pairs, ==, c->pairs);
    if (c->defined)
        g_assert_cmpfloat_with_epsilon(alpha.alpha, c->alpha, 1e-12);
    g_assert_true(!alpha.has_interval || alpha.has_alpha);
    g_assert_true(!alpha.has_interval || c->n_units > 1);
}

/* The interval has a fixed seed, lies around alpha, and narrows with more units. */
static void
test_interval(void)
{
    double values[400 * 2];
    NumAlpha few, many, again;

    for (size_t i = 0; i < 400; i++) {
        values[2 * i] = (double)(i % 4);
        values[2 * i + 1] = (double)(i % 5 == 0 ? (i + 1) % 4 : i % 4);
    }
    g_assert_true(num_alpha(values, 40, 2, NUM_NOMINAL, &few));
    g_assert_true(num_alpha(values, 400, 2, NUM_NOMINAL, &many));
    g_assert_true(num_alpha(values, 400, 2, NUM_NOMINAL, &again));
    g_assert_cmpfloat(many.interval.low, ==, again.interval.low);
    g_assert_cmpfloat(many.interval.low, <, many.alpha);
    g_assert_cmpfloat(many.interval.high, >, many.alpha);
    g_assert_cmpfloat(few.interval.high - few.interval.low, >, 2 * (many.interval.high - many.interval.low));
}

typedef struct {
    const char *name;
    size_t n;
    double counts[9];
    bool defined;
    double kappa;
} CohenCase;

static const CohenCase cohen_cases[] = {
    { "perfect", 2, { 5, 0, 0, 5 }, true, 1 },
    { "chance", 2, { 25, 25, 25, 25 }, true, 0 },
    { "opposite", 2, { 0, 5, 5, 0 }, true, -1 },
    { "one-category", 2, { 9, 0, 0, 0 }, false, 0 },
    { "empty", 2, { 0 }, false, 0 },
};

static void
test_cohen(gconstpointer data)
{
    const CohenCase *c = data;
    double kappa = 7;

    g_assert_cmpint(num_cohen_kappa(c->counts, c->n, &kappa), ==, c->defined);
    g_assert_cmpfloat_with_epsilon(kappa, c->defined ? c->kappa : 7, 1e-12);
}

static void
test_fleiss_edges(void)
{
    const double same[] = { 3, 0, 3, 0 }, single[] = { 1, 0, 0, 1 };
    double kappa;

    g_assert_false(num_fleiss_kappa(same, 2, 2, &kappa));
    g_assert_false(num_fleiss_kappa(single, 2, 2, &kappa));
    g_assert_false(num_fleiss_kappa(same, 0, 2, &kappa));
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
    g_test_add_func("/agreement/literature", test_literature);
    ADD_ROWS("/agreement/alpha", alpha_cases, test_alpha)
    ADD_ROWS("/agreement/cohen", cohen_cases, test_cohen)
    g_test_add_func("/agreement/interval", test_interval);
    g_test_add_func("/agreement/fleiss-edges", test_fleiss_edges);
    return g_test_run();
}
