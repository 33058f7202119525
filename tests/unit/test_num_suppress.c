#include "num/random.h"
#include "num/suppress.h"
#include <glib.h>
#include <math.h>
#include <string.h>

/* ---- an attacker with linear equations -------------------------------------- */

enum { MOST_ROWS = 8, MOST_COLUMNS = 8, MOST_CELLS = MOST_ROWS * MOST_COLUMNS, MOST_EQUATIONS = 16 };

/* What every row and column with totals says of the hidden cells: coefficients and the sum. */
typedef struct {
    size_t n_equations, n_cells;
    double m[MOST_EQUATIONS][MOST_CELLS + 1];
} System;

static void
add_equation(System *system, const NumTable *table, const uint64_t *counts, const bool *hidden, bool by_row,
             size_t line)
{
    size_t columns = table->n_columns + 1, n = by_row ? table->n_columns : table->n_rows;
    double *equation = system->m[system->n_equations++];

    for (size_t i = 0; i <= n; i++) {
        size_t cell = by_row ? line * columns + i : i * columns + line;
        double sign = i == n ? -1 : 1;

        if (hidden[cell])
            equation[cell] = sign;
        else
            equation[system->n_cells] -= sign * (double)counts[cell];
    }
}

/* Gauss and Jordan. */
static void
eliminate(System *system)
{
    size_t done = 0;

    for (size_t cell = 0; cell < system->n_cells && done < system->n_equations; cell++) {
        size_t pivot = done;

        while (pivot < system->n_equations && fabs(system->m[pivot][cell]) < 1e-9)
            pivot++;
        if (pivot == system->n_equations)
            continue;
        for (size_t i = 0; i <= system->n_cells; i++) {
            double swap = system->m[pivot][i];
            system->m[pivot][i] = system->m[done][i];
            system->m[done][i] = swap;
        }
        double lead = system->m[done][cell];
        for (size_t i = 0; i <= system->n_cells; i++)
            system->m[done][i] /= lead;
        for (size_t e = 0; e < system->n_equations; e++) {
            double by = system->m[e][cell];
            for (size_t i = 0; e != done && i <= system->n_cells; i++)
                system->m[e][i] -= by * system->m[done][i];
        }
        done++;
    }
}

/* Fails where an equation is left with one cell only, and that cell is under k. */
static void
look_for_leaks(const System *system, const uint64_t *counts, uint64_t k)
{
    for (size_t e = 0; e < system->n_equations; e++) {
        size_t n_unknown = 0, last = 0;

        for (size_t cell = 0; cell < system->n_cells; cell++)
            if (fabs(system->m[e][cell]) > 1e-9) {
                n_unknown++;
                last = cell;
            }
        if (n_unknown == 1)
            g_assert_cmpuint(counts[last], >=, k);
    }
}

static void
with_totals(const NumTable *table, uint64_t *ret_counts)
{
    size_t columns = table->n_columns + 1;

    for (size_t row = 0; row < table->n_rows; row++)
        for (size_t column = 0; column < table->n_columns; column++) {
            uint64_t count = table->counts[row * table->n_columns + column];

            ret_counts[row * columns + column] = count;
            ret_counts[row * columns + table->n_columns] += count;
            ret_counts[table->n_rows * columns + column] += count;
            ret_counts[table->n_rows * columns + table->n_columns] += count;
        }
}

static void
check_line(const uint64_t *counts, const bool *hidden, size_t first, size_t step, size_t n, uint64_t k)
{
    uint64_t sum = 0;
    size_t n_hidden = 0;

    for (size_t i = 0; i < n; i++) {
        n_hidden += hidden[first + i * step];
        sum += hidden[first + i * step] ? counts[first + i * step] : 0;
    }
    if (n_hidden > 0 && !hidden[first + n * step])
        g_assert_cmpuint(sum, >=, k);
}

/* Everything that is promised of a suppressed table. */
static void
check(const NumTable *table, uint64_t k, const bool *hidden)
{
    size_t rows = table->n_rows + 1, columns = table->n_columns + 1;
    g_autofree uint64_t *counts = g_new0(uint64_t, rows * columns);
    g_autofree System *system = g_new0(System, 1);

    with_totals(table, counts);
    system->n_cells = rows * columns;
    for (size_t cell = 0; cell < rows * columns; cell++)
        g_assert_true(hidden[cell] || counts[cell] >= k);
    for (size_t row = 0; row < rows; row++) {
        add_equation(system, table, counts, hidden, true, row);
        check_line(counts, hidden, row * columns, 1, table->n_columns, k);
    }
    for (size_t column = 0; column < columns; column++) {
        add_equation(system, table, counts, hidden, false, column);
        check_line(counts, hidden, column, columns, table->n_rows, k);
    }
    eliminate(system);
    look_for_leaks(system, counts, k);
}

/* ---- tables by hand --------------------------------------------------------- */

typedef struct {
    const char *name;
    size_t rows, columns;
    uint64_t counts[16];
    bool row_totals, column_totals;
    const char *shown; /* row by row with totals: # hidden, . shown */
} TableCase;

static const TableCase table_cases[] = {
    { "nothing-small", 2, 2, { 20, 30, 40, 50 }, true, true, "... ... ..." },
    { "one-small", 2, 2, { 3, 30, 40, 50 }, true, true, "##. ##. ..." },
    { "one-small-of-nine", 3, 3, { 3, 30, 40, 50, 60, 70, 80, 90, 99 }, true, true, "##.. ##.. .... ...." },
    { "a-list", 1, 4, { 3, 30, 40, 50 }, true, false, "##... ####." },
    { "a-list-of-two-small", 1, 4, { 3, 4, 40, 50 }, true, false, "###.. ####." },
    { "a-list-two-small-enough", 1, 4, { 6, 7, 40, 50 }, true, false, "##... ####." },
    { "a-list-without-total", 1, 4, { 3, 30, 40, 50 }, false, false, "#...# #####" },
    { "nobody", 2, 2, { 0, 0, 0, 0 }, true, true, "### ### ###" },
    { "a-small-total", 2, 2, { 2, 3, 40, 50 }, true, true, "### ### ..." },
};

static void
test_table(gconstpointer data)
{
    const TableCase *c = data;
    NumTable table = { c->rows, c->columns, c->counts, c->row_totals, c->column_totals };
    bool hidden[32];
    g_autoptr(GString) shown = g_string_new(NULL);

    g_assert_true(num_suppress(&table, 10, hidden));
    for (size_t row = 0; row <= c->rows; row++) {
        for (size_t column = 0; column <= c->columns; column++)
            g_string_append_c(shown, hidden[row * (c->columns + 1) + column] ? '#' : '.');
        if (row < c->rows)
            g_string_append_c(shown, ' ');
    }
    g_test_message("%s", shown->str);
    if (c->row_totals && c->column_totals)
        check(&table, 10, hidden);
    g_assert_cmpstr(shown->str, ==, c->shown);
}

/* ---- many tables ------------------------------------------------------------ */

static void
test_random_tables(void)
{
    NumRandom random = num_random(11);

    for (size_t round = 0; round < 3000; round++) {
        uint64_t counts[MOST_CELLS];
        bool hidden[MOST_CELLS];
        NumTable table = { 1 + num_random_below(&random, MOST_ROWS - 1),
                           1 + num_random_below(&random, MOST_COLUMNS - 1), counts, true, true };

        for (size_t i = 0; i < table.n_rows * table.n_columns; i++)
            counts[i] = num_random_below(&random, num_random_below(&random, 4) == 0 ? 12 : 60);
        g_assert_true(num_suppress(&table, 10, hidden));
        check(&table, 10, hidden);
    }
}

static void
test_round_down(void)
{
    g_assert_cmpuint(num_round_down(0, 10), ==, 0);
    g_assert_cmpuint(num_round_down(19, 10), ==, 10);
    g_assert_cmpuint(num_round_down(20, 10), ==, 20);
    g_assert_cmpuint(num_round_down(7, 5), ==, 5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(table_cases); i++) {
        g_autofree char *path = g_strdup_printf("/suppress/table/%s", table_cases[i].name);
        g_test_add_data_func(path, &table_cases[i], test_table);
    }
    g_test_add_func("/suppress/random-tables", test_random_tables);
    g_test_add_func("/suppress/round-down", test_round_down);
    return g_test_run();
}
