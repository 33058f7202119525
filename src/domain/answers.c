#include "domain/answers.h"
#include "num/suppress.h"

/* Those to one question. */
static bool
tell(const AnswerRow *answers, size_t n, unsigned k, int64_t *ret_told, GError **error)
{
    g_autofree uint64_t *counts = g_new(uint64_t, n);
    g_autofree bool *hidden = g_new(bool, 2 * (n + 1));

    for (size_t i = 0; i < n; i++)
        counts[i] = (uint64_t)answers[i].total;
    if (!num_suppress(&(NumTable){ 1, n, counts, true, false }, k, hidden))
        return error_set(error, ERROR_BUSY, "no memory for the answers");
    for (size_t i = 0; i < n; i++)
        ret_told[i] = hidden[i] ? 0 : (int64_t)num_round_down(counts[i], k);
    return true;
}

int64_t *
answers_told(const DbRows *rows, unsigned k, GError **error)
{
    g_autofree int64_t *told = g_new0(int64_t, rows->n + 1);
    size_t end;

    for (size_t at = 0; at < rows->n; at = end) {
        const AnswerRow *first = db_rows_at(rows, AnswerRow, at);

        for (end = at + 1; end < rows->n && g_str_equal(db_rows_at(rows, AnswerRow, end)->question, first->question); end++)
            ;
        if (!tell(first, end - at, k, told + at, error))
            return NULL;
    }
    return g_steal_pointer(&told);
}
