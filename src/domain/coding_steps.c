#include "domain/coding_steps.h"
#include "store/coding_store.h"

G_STATIC_ASSERT((int)STEP_ADDED == (int)CODE_ADDED && (int)STEP_RESTORED == (int)CODE_RESTORED);

static void
step_clear(CodeStep *step)
{
    g_free(step->name);
}

bool
coding_steps(Db *db, const Id *conversation, size_t limit, GArray **ret_steps, GError **error)
{
    const Scope scope = { .db = db, .conversation = *conversation };
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!code_history_latest(&scope, limit, &rows, error))
        return false;
    GArray *steps = g_array_new(false, true, sizeof(CodeStep));
    g_array_set_clear_func(steps, (GDestroyNotify)step_clear);
    for (size_t i = 0; i < rows.n; i++) {
        CodeHistoryRow *row = db_rows_at(&rows, CodeHistoryRow, i);
        CodeStep step = { (uint32_t)row->version, (unsigned)row->staff, (CodeStepAct)row->act, row->code, row->parent,
                          g_steal_pointer(&row->name) };

        g_array_append_val(steps, step);
    }
    *ret_steps = steps;
    return true;
}
