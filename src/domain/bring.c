#include "domain/bring.h"
#include "base/clock.h"
#include "base/limits.h"
#include "store/facilitation_store.h"
#include "store/once_store.h"

#define DAY_SECONDS (24 * 60 * 60)

static TalkOutcome
may_type_paper(const Calendar *dates, int64_t now)
{
    const Phase phase = calendar_phase(dates, now);
    const bool late = phase == PHASE_CLOSED && !dates->published && now < dates->closes + LIMIT_PAPER_DAYS * DAY_SECONDS;

    return phase == PHASE_OPEN || late ? TALK_DONE : TALK_CLOSED;
}

static TalkOutcome
may_seed(const Calendar *dates, int64_t now)
{
    const Phase phase = calendar_phase(dates, now);

    if (phase != PHASE_DRAFT && phase != PHASE_OPEN)
        return TALK_CLOSED;
    return phase == PHASE_DRAFT || calendar_may_post(dates, now) ? TALK_DONE : TALK_VOTES_ONLY;
}

int64_t
item_since(const Board *board, const Item *item)
{
    return item->source == SOURCE_FACILITATOR ? MAX(item->slot, board->about->dates.opens) : item->slot;
}

static bool
is_full(const Board *board, ContributionSource source)
{
    size_t seeds = 0;

    if (board->items->len >= LIMIT_CONTRIBUTIONS)
        return true;
    for (guint i = 0; source == SOURCE_FACILITATOR && i < board->items->len; i++)
        seeds += board_at(board, i)->source == SOURCE_FACILITATOR;
    return seeds >= LIMIT_SEEDS;
}

TalkOutcome
bring_may(const Board *board, ContributionSource source, int64_t now)
{
    const Calendar *dates = &board->about->dates;
    const TalkOutcome outcome = source == SOURCE_PAPER ? may_type_paper(dates, now) : may_seed(dates, now);

    if (outcome != TALK_DONE)
        return outcome;
    return is_full(board, source) ? TALK_TOO_MANY : TALK_DONE;
}

/* What facilitators write themselves is nothing new for them to look at. */
static bool
store(const Scope *scope, const Actor *actor, const ContributionRow *row, const Draft *draft, int64_t now, GError **error)
{
    static const Id nobody;
    const LookedRow looked = { .contribution = row->contribution, .version = row->version, .slot = row->slot };

    if (!contribution_insert(scope, row, &nobody, error) ||
        (row->source == SOURCE_FACILITATOR && !looked_put(scope, &looked, error)))
        return false;
    return !draft->key ||
           once_put(scope, &actor->pseudonym, draft->key, draft->text, &row->contribution, now / DAY_SECONDS, error);
}

static bool
post(Hall *hall, const Scope *scope, Board *board, const Actor *actor, ContributionRow *row, const Draft *draft, GError **error)
{
    const int64_t now = clock_now();

    id_random(&row->contribution);
    row->idea = row->contribution;
    row->slot = board->about->slot_minutes ? clock_next_slot(now, board->about->slot_minutes) : now;
    if (!store(scope, actor, row, draft, now, error))
        return false;
    hall_change(hall);
    Item *item = board_add(board, row, 0);
    if (item->source == SOURCE_FACILITATOR)
        item->looked_version = item->version;
    hall_changed(hall, board);
    return true;
}

bool
bring_idea(Hall *hall, Db *db, const Actor *actor, unsigned section, const Draft *draft, TalkOutcome *ret_outcome, Id *ret_id,
           GError **error)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Id made = { .bytes = { 0 } };

    *ret_outcome = TALK_NOT_FOUND;
    if (!board || section >= board->about->n_sections)
        return true;
    const Scope scope = board_scope(board, db);
    if (draft->key && !once_find(&scope, &actor->pseudonym, draft->key, draft->text, &made, error))
        return false;
    *ret_id = made;
    if (!id_is_zero(&made))
        return *ret_outcome = TALK_REPEATED, true;
    *ret_outcome = bring_may(board, draft->source, clock_now());
    if (*ret_outcome == TALK_DONE && draft->naming)
        *ret_outcome = TALK_NAMING;
    if (*ret_outcome != TALK_DONE)
        return true;
    ContributionRow row = { .kind = KIND_IDEA, .section = board->about->sections[section].slug, .text = (char *)draft->text,
                            .state = STATE_SHOWN, .source = draft->source, .version = 1 };
    if (!post(hall, &scope, board, actor, &row, draft, error))
        return false;
    *ret_id = row.contribution;
    return true;
}
