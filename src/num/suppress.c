/* Rows and columns, totals among them, are the corners of a graph and cells are
 * its edges: every row and every column is an equation (its cells add up to its
 * total).  A hidden cell can be worked out from the shown ones exactly if it is
 * the only way, over hidden cells, from its row to its column (Gusfield 1988, A
 * graph theoretic approach to statistical data security).  So each cell that is
 * too small is put on a ring of hidden cells, the ring with the least people. */
#include "num/suppress.h"
#include "num/memory.h"

typedef struct {
    const NumTable *table;
    uint64_t k;
    size_t n_rows, n_columns; /* with the totals */
    uint64_t *counts;
    bool *hidden, *small;
    /* for the search, by corner: rows first, then columns */
    uint64_t *distance;
    size_t *from;
    bool *done;
} Problem;

static void
problem_clear(Problem *problem)
{
    free(problem->counts);
    free(problem->small);
    free(problem->distance);
    free(problem->from);
    free(problem->done);
}

static size_t
cell_at(const Problem *problem, size_t row, size_t column)
{
    return row * problem->n_columns + column;
}

static void
add_totals(Problem *problem)
{
    const NumTable *table = problem->table;
    size_t last_row = table->n_rows, last_column = table->n_columns;

    for (size_t row = 0; row < table->n_rows; row++)
        for (size_t column = 0; column < table->n_columns; column++) {
            uint64_t count = table->counts[row * table->n_columns + column];

            problem->counts[cell_at(problem, row, column)] = count;
            problem->counts[cell_at(problem, row, last_column)] += count;
            problem->counts[cell_at(problem, last_row, column)] += count;
            problem->counts[cell_at(problem, last_row, last_column)] += count;
        }
}

static bool
is_never_shown(const NumTable *table, size_t row, size_t column)
{
    bool in_total_row = row == table->n_rows, in_total_column = column == table->n_columns;

    if (in_total_row && in_total_column)
        return !table->shows_row_totals && !table->shows_column_totals;
    return (in_total_row && !table->shows_column_totals) || (in_total_column && !table->shows_row_totals);
}

static void
hide_small(Problem *problem)
{
    for (size_t row = 0; row < problem->n_rows; row++)
        for (size_t column = 0; column < problem->n_columns; column++) {
            size_t cell = cell_at(problem, row, column);

            problem->small[cell] = problem->counts[cell] < problem->k;
            problem->hidden[cell] = problem->small[cell] || is_never_shown(problem->table, row, column);
        }
}

/* ---- rings ------------------------------------------------------------------ */

/* The cell between two corners, or SIZE_MAX where both are rows or both columns. */
static size_t
cell_between(const Problem *problem, size_t a, size_t b)
{
    size_t row = a < b ? a : b, column = a < b ? b : a;

    if (row >= problem->n_rows || column < problem->n_rows)
        return SIZE_MAX;
    return cell_at(problem, row, column - problem->n_rows);
}

/* The nearest corner that is not done, or SIZE_MAX. */
static size_t
next_corner(const Problem *problem)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < problem->n_rows + problem->n_columns; i++)
        if (!problem->done[i] && problem->distance[i] < UINT64_MAX &&
            (best == SIZE_MAX || problem->distance[i] < problem->distance[best]))
            best = i;
    return best;
}

static void
look_around(Problem *problem, size_t corner, size_t but_cell)
{
    for (size_t other = 0; other < problem->n_rows + problem->n_columns; other++) {
        size_t cell = cell_between(problem, corner, other);

        if (cell == SIZE_MAX || cell == but_cell)
            continue;
        uint64_t way = problem->distance[corner] + (problem->hidden[cell] ? 0 : problem->counts[cell] + 1);
        if (way < problem->distance[other]) {
            problem->distance[other] = way;
            problem->from[other] = corner;
        }
    }
}

/* Dijkstra's way from the cell's row to its column round the cell itself: over
 * hidden cells for nothing, over others for the people in them, who are then hidden. */
static void
close_ring(Problem *problem, size_t row, size_t column)
{
    size_t n_corners = problem->n_rows + problem->n_columns, end = problem->n_rows + column;

    for (size_t i = 0; i < n_corners; i++) {
        problem->distance[i] = UINT64_MAX;
        problem->done[i] = false;
    }
    problem->distance[row] = 0;
    for (size_t corner = row; corner != SIZE_MAX && !problem->done[end]; corner = next_corner(problem)) {
        problem->done[corner] = true;
        look_around(problem, corner, cell_at(problem, row, column));
    }
    for (size_t corner = end; corner != row && problem->done[end]; corner = problem->from[corner])
        problem->hidden[cell_between(problem, corner, problem->from[corner])] = true;
}

static void
close_rings(Problem *problem)
{
    for (size_t row = 0; row < problem->n_rows; row++)
        for (size_t column = 0; column < problem->n_columns; column++)
            if (problem->small[cell_at(problem, row, column)])
                close_ring(problem, row, column);
}

/* ---- sums ------------------------------------------------------------------- */

/* A row or a column: n cells and a total, `step` apart. */
typedef struct {
    size_t first, step, n;
} Line;

/* Hides one more cell where the line's total is shown and gives away that fewer
 * than k people are in its hidden cells; true when it did. */
static bool
hide_in_line(Problem *problem, Line line)
{
    size_t total = line.first + line.n * line.step, smallest = total, n_hidden = 0;
    uint64_t sum = 0;

    for (size_t cell = line.first; cell != total; cell += line.step) {
        n_hidden += problem->hidden[cell];
        sum += problem->hidden[cell] ? problem->counts[cell] : 0;
        if (!problem->hidden[cell] &&
            (smallest == total || problem->counts[cell] < problem->counts[smallest]))
            smallest = cell;
    }
    if (problem->hidden[total] || n_hidden == 0 || sum >= problem->k)
        return false;
    problem->hidden[smallest] = true;
    return true;
}

static bool
hide_sums(Problem *problem)
{
    bool changed = false;

    for (size_t row = 0; row < problem->n_rows; row++)
        changed |= hide_in_line(problem, (Line){ cell_at(problem, row, 0), 1, problem->n_columns - 1 });
    for (size_t column = 0; column < problem->n_columns; column++)
        changed |= hide_in_line(problem, (Line){ column, problem->n_columns, problem->n_rows - 1 });
    return changed;
}

bool
num_suppress(const NumTable *table, uint64_t k, bool *ret_hidden)
{
    size_t n_rows = table->n_rows + 1, n_columns = table->n_columns + 1;
    __attribute__((cleanup(problem_clear))) Problem problem = {
        .table = table,
        .k = k,
        .n_rows = n_rows,
        .n_columns = n_columns,
        .counts = num_new(n_rows * n_columns, sizeof(uint64_t)),
        .hidden = ret_hidden,
        .small = num_new(n_rows * n_columns, sizeof(bool)),
        .distance = num_new(n_rows + n_columns, sizeof(uint64_t)),
        .from = num_new(n_rows + n_columns, sizeof(size_t)),
        .done = num_new(n_rows + n_columns, sizeof(bool)),
    };

    if (problem.counts == NULL || problem.small == NULL || problem.distance == NULL || problem.from == NULL ||
        problem.done == NULL)
        return false;
    add_totals(&problem);
    hide_small(&problem);
    do
        close_rings(&problem);
    while (hide_sums(&problem));
    return true;
}
