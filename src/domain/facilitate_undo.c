#include "domain/facilitate_task.h"

/* The act that made this version of the item; NULL: its author did. */
static const ActRow *
act_of_version(const DbRows *rows, const Item *item)
{
    for (size_t i = 0; i < rows->n; i++)
        if (db_rows_at(rows, ActRow, i)->version == item->version)
            return db_rows_at(rows, ActRow, i);
    return NULL;
}

static const char *
text_before(const DbRows *revisions, const Item *item)
{
    for (size_t i = 0; i < revisions->n; i++) {
        const RevisionRow *row = db_rows_at(revisions, RevisionRow, i);

        if (row->version + 1 == item->version)
            return row->text;
    }
    return NULL;
}

/* `order` borrows from the rows and from `undo`; false: this kind of act is not taken back. */
static bool
make_order(const ActRow *act, const DbRows *revisions, const Item *item, const Undo *undo, ActOrder *order)
{
    switch ((Act)act->act) {
    case ACT_EDIT:
        order->act = ACT_EDIT;
        order->text = text_before(revisions, item);
        return order->text != NULL;
    case ACT_MOVE:
        order->act = ACT_MOVE;
        order->section = undo->section;
        return true;
    case ACT_HIDE:
    case ACT_REMOVE:
    case ACT_SPLIT:
    case ACT_MERGE:
        order->act = ACT_RESTORE;
        return true;
    case ACT_RESTORE:
    case ACT__COUNT:
        break;
    }
    return false;
}

static bool
undo(Hall *hall, Db *db, const Actor *actor, const Id *id, ActOrder order, FacilitateOutcome *ret_outcome, GError **error)
{
    const Board *board = hall_board_by_id(hall, &actor->conversation);
    const Item *item = board ? board_find(board, id) : NULL;
    g_auto(DbRows) acts = DB_ROWS_NONE, revisions = DB_ROWS_NONE;
    g_auto(Undo) before;
    ActMade made;

    undo_init(&before);
    if (!item)
        return *ret_outcome = FACILITATE_NOT_FOUND, true;
    Scope scope = board_scope(board, db);
    if (!act_of(&scope, id, &acts, error) || !revision_all(&scope, id, &revisions, error))
        return false;
    const ActRow *act = act_of_version(&acts, item);
    if (act && !undo_read(act->undo, &before, error))
        return false;
    if (!act || !make_order(act, &revisions, item, &before, &order))
        return *ret_outcome = FACILITATE_NOTHING, true;
    return facilitate_act(hall, db, actor, id, &order, ret_outcome, &made, error);
}

bool
facilitate_undo(Hall *hall, Db *db, const Actor *actor, const Id *id, FacilitateOutcome *ret_outcome, GError **error)
{
    return undo(hall, db, actor, id, (ActOrder){ .reason = REASON_OTHER }, ret_outcome, error);
}

bool
facilitate_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, uint32_t version, FacilitateOutcome *ret_outcome,
                     GError **error)
{
    const ActOrder order = { .reason = REASON_OTHER, .version = version, .reopens = true };

    return undo(hall, db, actor, id, order, ret_outcome, error);
}
