#include "domain/concern.h"
#include "domain/facilitate_task.h"
#include "store/flag_store.h"
#include "store/second_store.h"

bool
facilitate_keep(Hall *hall, Db *db, const Actor *actor, const Id *id, const ActOrder *order, FacilitateOutcome *ret_outcome,
                GError **error)
{
    Task task;

    *ret_outcome = task_enter(hall, db, actor, id, &task);
    if (*ret_outcome == FACILITATE_DONE)
        *ret_outcome = task_may(&task, order ? order : &(ActOrder){ .version = 0 });
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    Item *item = task.item;
    uint32_t version = concern_version(item, 0);
    if (!task_store_looked(&task, item, version, error))
        return false;
    hall_change(hall);
    concern_looked(task.board, item, version);
    hall_changed(hall, task.board);
    return true;
}

/* ---- taking a look back ---- */

static bool
read_reports(const Task *task, int64_t round, Reopened *reopened, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!flag_of(&task->scope, &task->item->id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const FlagRow *row = db_rows_at(&rows, FlagRow, i);

        if (row->looked_at != round)
            continue;
        reopened->flags++;
        reopened->reasons |= (uint8_t)(1u << row->reason);
    }
    return true;
}

static bool
read_asked(const Task *task, int64_t round, Reopened *reopened, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!second_of(&task->scope, &task->item->id, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        if (db_rows_at(&rows, SecondRow, i)->ended == round)
            reopened->asked = (uint16_t)db_rows_at(&rows, SecondRow, i)->staff;
    return true;
}

bool
task_store_reopened(const Task *task, unsigned made, uint32_t version, bool *ret_done, Reopened *ret_reopened, GError **error)
{
    const Item *item = task->item;
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!looked_of(&task->scope, &item->id, &rows, error))
        return false;
    const LookedRow *row = rows.n ? db_rows_at(&rows, LookedRow, 0) : NULL;
    if (!row || row->was_version < 0)
        return *ret_done = false, true;
    /* What had been looked at when that round began is so now, whatever acts have come since: none of them was its author's. */
    const bool was_current = row->was_version + made >= row->version && row->was_version > 0;
    Reopened reopened = { .version = was_current ? version : (uint32_t)row->was_version, .answer = (uint32_t)row->was_answer };
    if (!read_reports(task, row->round, &reopened, error) || !flag_reopen(&task->scope, &item->id, row->round, error) ||
        !read_asked(task, row->round, &reopened, error) || !second_reopen(&task->scope, &item->id, row->round, error) ||
        !looked_take_back(&task->scope, row, reopened.version, error))
        return false;
    *ret_done = true;
    *ret_reopened = reopened;
    return true;
}

bool
facilitate_unkeep(Hall *hall, Db *db, const Actor *actor, const Id *id, uint32_t version, FacilitateOutcome *ret_outcome,
                  GError **error)
{
    Reopened reopened;
    bool done = false;
    Task task;

    *ret_outcome = task_enter(hall, db, actor, id, &task);
    if (*ret_outcome == FACILITATE_DONE)
        *ret_outcome = task_may(&task, &(ActOrder){ .version = version });
    if (*ret_outcome != FACILITATE_DONE)
        return true;
    if (!task_store_reopened(&task, 0, task.item->looked_version, &done, &reopened, error))
        return false;
    if (!done)
        return *ret_outcome = FACILITATE_NOTHING, true;
    hall_change(hall);
    concern_reopen(task.board, task.item, &reopened);
    hall_changed(hall, task.board);
    return true;
}
