#include "num/suppress.h"
#include "worker/compile_private.h"

enum { CAME, AWAY, INVITED, COLUMNS };

/* The desk's figures of one group: [invited, in], rounded already. */
static bool
read_group(const json_t *figures, size_t at, uint64_t ret_row[2])
{
    const json_t *pair = json_array_get(figures, at);
    json_int_t invited = json_integer_value(json_array_get(pair, 0)), in = json_integer_value(json_array_get(pair, 1));

    if (invited < 0 || in < 0 || in > invited)
        return false;
    ret_row[CAME] = (uint64_t)in;
    ret_row[AWAY] = (uint64_t)(invited - in);
    return true;
}

/* Who came is told where both those who did and those who did not are many; and what could be worked out
 * from the other groups and the totals is held back as well (A10). */
bool
compile_groups(Compile *compile, const json_t *figures, GError **error)
{
    const Conversation *about = compile->board->about;
    size_t n = MIN(json_array_size(figures), about->n_groups > 0 ? about->n_groups - 1 : 0);
    g_autofree uint64_t *counts = g_new0(uint64_t, n * 2 + 1);
    g_autofree bool *hidden = g_new0(bool, (n + 1) * COLUMNS);
    ReportGroup *groups = report_array(compile->report, n, sizeof *groups);

    for (size_t i = 0; i < n; i++)
        if (!read_group(figures, i, &counts[i * 2]))
            return error_set(error, ERROR_INPUT, "the desk's figures of groups cannot be read");
    NumTable table = { n, 2, counts, true, true };
    if (n > 0 && !num_suppress(&table, compile->k, hidden))
        return error_set(error, ERROR_BUSY, "no memory for the groups");
    for (size_t i = 0; i < n; i++) {
        const bool *row = &hidden[i * COLUMNS];
        ReportCount invited = compile_persons(compile, counts[i * 2 + CAME] + counts[i * 2 + AWAY]);
        ReportCount came = compile_persons(compile, counts[i * 2 + CAME]);

        invited.shown = invited.shown && !row[INVITED];
        came.shown = came.shown && !row[CAME];
        groups[i] = (ReportGroup){ report_copy(compile->report, about->groups[i + 1]), invited, came };
    }
    compile->report->people.groups = groups;
    compile->report->people.n_groups = n;
    return true;
}
