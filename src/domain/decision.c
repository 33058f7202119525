#include "domain/decision.h"
#include "base/limits.h"
#include "domain/coding.h"
#include "store/decision_store.h"

const Placement *
board_placement(const Board *board)
{
    return board->book->placement;
}

bool
placement_load(Hall *hall, const Id *conversation, Db *db, GError **error)
{
    Board *board = hall_board_by_id(hall, conversation);
    g_autoptr(Placement) placement = NULL;

    if (!board)
        return true;
    if (!placement_read(db, conversation, &placement, error))
        return false;
    hall_change(hall);
    Placement *old = board->book->placement;
    board->book->placement = g_steal_pointer(&placement);
    secret_random(&board->serial, sizeof board->serial);    /* own cards that were kept don't say so yet */
    hall_changed(hall, NULL);
    placement_free(old);
    return true;
}

static DecisionOutcome
may_put(const Placement *placement, const PlacedTheme *theme)
{
    if (!placement)
        return DECISION_NOT_OUT;
    if (!theme)
        return DECISION_NO_THEME;
    return theme->steps >= LIMIT_DECISION_STEPS ? DECISION_FULL : DECISION_DONE;
}

bool
decision_put(Hall *hall, Db *db, const Actor *actor, unsigned theme, const char *text, DecisionOutcome *ret_outcome, GError **error)
{
    const Board *board = hall_board_by_id(hall, &actor->conversation);
    const Placement *placement = board ? board_placement(board) : NULL;
    const PlacedTheme *placed = theme > 0 ? placement_theme(placement, theme - 1) : NULL;

    *ret_outcome = may_put(placement, placed);
    if (*ret_outcome != DECISION_DONE || g_strcmp0(placed->decided ? placed->decided : "", text) == 0)
        return true;
    const DecisionRow row = { theme, placed->steps + 1, actor->staff_number, (char *)(uintptr_t)text };
    return decision_add(db, &actor->conversation, &row, error) && placement_load(hall, &actor->conversation, db, error);
}
