#include "domain/removal.h"
#include "base/clock.h"
#include "domain/member.h"
#include "domain/shown.h"

#define STEP_WITHOUT_SLOTS 60

/* ---- one contribution ---- */

bool
removal_store(const Board *board, const Scope *scope, const Item *item, GError **error)
{
    ContributionRow row;

    board_row(board, item, &row);
    row.text = (char *)"";
    row.state = STATE_DELETED;
    row.version++;
    return shown_update(board, scope, &row, error) && revision_forget(scope, &item->id, error);
}

void
removal_apply(Board *board, Item *item)
{
    item->version++;
    board_set_state(board, item, STATE_DELETED);
    board_set_text(board, item, "", item->now.edited);
}

/* ---- when ---- */

static unsigned
generation_of(const Board *board, const Member *member, uint32_t voice)
{
    Id first = member_voice(&board->key, &member->pseudonym, 0);

    return voice == board_voice(board, &first) ? 0 : 1;
}

/* A piece that a facilitator cut out later is as old as what it was cut from. */
static int64_t
written_at(const Board *board, const Item *item)
{
    const Item *from = board_at(board, item->target);

    /* Of what was merged the target is where it went; of anything else, what it was cut from. */
    while (from && item->now.state != STATE_MERGED && from->voice == item->voice) {
        item = from;
        from = board_at(board, item->target);
    }
    return item->slot;
}

int64_t
removal_due(const Board *board, const Member *member, const Item *item)
{
    const RemovalPlan *plan = &member->plan;
    int64_t step = board->about->slot_minutes ? (int64_t)board->about->slot_minutes * 60 : STEP_WITHOUT_SLOTS;
    uint8_t both[sizeof plan->seed + sizeof(Id)];
    uint64_t chance;

    if (!plan->voices || !item->voice || item->now.state == STATE_DELETED || written_at(board, item) > plan->slot)
        return 0;
    if (!(plan->voices & 1u << generation_of(board, member, item->voice)))
        return 0;
    memcpy(both, plan->seed, sizeof plan->seed);
    memcpy(both + sizeof plan->seed, item->id.bytes, sizeof(Id));
    secret_hash(&board->key, "removal", both, sizeof both, &chance, sizeof chance);
    return plan->slot + step * (int64_t)(1 + chance % (uint64_t)(REMOVAL_SECONDS / step));
}

bool
removal_is_planned(const Member *member)
{
    return member->plan.voices & 1u << member->generation;
}

/* ---- asking for it ---- */

static TalkOutcome
enter(Hall *hall, const Actor *actor, Board **ret_board, Member **ret_member)
{
    Board *board = hall_board_by_id(hall, &actor->conversation);
    Member *member = board && actor->has_key ? board_member(board, &actor->pseudonym) : NULL;

    if (!board)
        return TALK_NOT_FOUND;
    if (!member || !member->voice)
        return TALK_NO_KEY;
    *ret_board = board;
    *ret_member = member;
    return TALK_DONE;
}

/* Those of a voice that nobody else has been shown. */
static GPtrArray *
unseen_of(const Board *board, uint32_t voice)
{
    const GArray *own = g_array_index(board->voices, Voice, voice).items;
    GPtrArray *items = g_ptr_array_new();

    for (guint i = 0; own && i < own->len; i++) {
        Item *item = board_at(board, g_array_index(own, uint32_t, i));

        if (!item->public && item->now.state != STATE_DELETED)
            g_ptr_array_add(items, item);
    }
    g_ptr_array_sort(items, item_by_slot);
    return items;
}

static bool
store_all(const Board *board, const Scope *scope, const GPtrArray *items, GError **error)
{
    for (guint i = 0; i < items->len; i++)
        if (!removal_store(board, scope, g_ptr_array_index(items, i), error))
            return false;
    return true;
}

static void
apply_all(Board *board, const GPtrArray *items)
{
    for (guint i = 0; i < items->len; i++)
        removal_apply(board, g_ptr_array_index(items, i));
}

static bool
store_plan(const Board *board, Db *db, const Member *member, const RemovalPlan *plan, GError **error)
{
    Scope scope = board_scope(board, db);
    MemberRow row = member_row(member);

    row.plan = *plan;
    return member_put(&scope, &member->pseudonym, &row, error);
}

bool
removal_plan(Hall *hall, Db *db, const Actor *actor, TalkOutcome *ret_outcome, GError **error)
{
    Board *board = NULL;
    Member *member = NULL;

    *ret_outcome = enter(hall, actor, &board, &member);
    if (*ret_outcome == TALK_DONE && !calendar_may_write(&board->about->dates, clock_now()))
        *ret_outcome = TALK_CLOSED;
    if (*ret_outcome != TALK_DONE || removal_is_planned(member))
        return true;
    RemovalPlan plan = { .slot = clock_slot(clock_now(), board->about->slot_minutes),
                         .voices = (uint8_t)(member->plan.voices | 1u << member->generation) };
    Scope scope = board_scope(board, db);
    g_autoptr(GPtrArray) unseen = unseen_of(board, member->voice);
    secret_random(plan.seed, sizeof plan.seed);
    if (!store_plan(board, db, member, &plan, error) || !store_all(board, &scope, unseen, error))
        return false;
    hall_change(hall);
    member->plan = plan;
    apply_all(board, unseen);
    hall_changed(hall, board);
    return true;
}

bool
removal_take_back(Hall *hall, Db *db, const Actor *actor, TalkOutcome *ret_outcome, GError **error)
{
    Board *board = NULL;
    Member *member = NULL;

    *ret_outcome = enter(hall, actor, &board, &member);
    if (*ret_outcome != TALK_DONE || !removal_is_planned(member))
        return true;
    RemovalPlan plan = member->plan;
    plan.voices &= (uint8_t)~(1u << member->generation);
    if (!plan.voices)
        plan = (RemovalPlan){ 0 };
    if (!store_plan(board, db, member, &plan, error))
        return false;
    hall_change(hall);
    member->plan = plan;
    hall_changed(hall, board);
    return true;
}

/* ---- doing it ---- */

typedef struct { GPtrArray *items, *over; } Due;

/* What one plan has due, and whether it is over. */
static void
look_at_plan(const Board *board, Member *member, int64_t now, Due *due)
{
    for (int64_t generation = 0; generation < 2; generation++) {
        Id id = member_voice(&board->key, &member->pseudonym, generation);
        uint32_t voice = board_voice(board, &id);
        const GArray *own = voice ? g_array_index(board->voices, Voice, voice).items : NULL;

        for (guint i = 0; own && i < own->len; i++) {
            Item *item = board_at(board, g_array_index(own, uint32_t, i));
            int64_t at = removal_due(board, member, item);

            if (at && at <= now)
                g_ptr_array_add(due->items, item);
        }
    }
    if (now >= member->plan.slot + REMOVAL_SECONDS)
        g_ptr_array_add(due->over, member);
}

static void
look_at_plans(const Board *board, int64_t now, Due *due)
{
    GHashTableIter iter;
    void *member;

    g_hash_table_iter_init(&iter, board->members);
    while (g_hash_table_iter_next(&iter, NULL, &member))
        if (((Member *)member)->plan.voices)
            look_at_plan(board, member, now, due);
    /* Whose they are is in no order of writing. */
    g_ptr_array_sort(due->items, item_by_slot);
}

static bool
store_over(const Board *board, Db *db, const GPtrArray *over, GError **error)
{
    for (guint i = 0; i < over->len; i++)
        if (!store_plan(board, db, g_ptr_array_index(over, i), &(RemovalPlan){ 0 }, error))
            return false;
    return true;
}

/* Of those whose plans are over, who has left meanwhile: kept for as long as the plan needed. */
static GArray *
ended_of(const Board *board, const GPtrArray *over)
{
    GArray *ended = g_array_new(false, false, sizeof(Id));

    for (guint i = 0; i < over->len; i++) {
        const Id *pseudonym = &((const Member *)g_ptr_array_index(over, i))->pseudonym;

        if (board_has_ended(board, pseudonym))
            g_array_append_vals(ended, pseudonym, 1);
    }
    return ended;
}

bool
removal_turn(Hall *hall, Board *board, Db *db, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new(), over = g_ptr_array_new();
    Due due = { items, over };
    Scope scope = board_scope(board, db);

    look_at_plans(board, now, &due);
    if (items->len == 0 && over->len == 0)
        return true;
    if (!store_all(board, &scope, items, error) || !store_over(board, db, over, error))
        return false;
    g_autoptr(GArray) ended = ended_of(board, over);
    Id conversation = board->about->id;
    hall_change(hall);
    apply_all(board, items);
    for (guint i = 0; i < over->len; i++)
        ((Member *)g_ptr_array_index(over, i))->plan = (RemovalPlan){ 0 };
    hall_changed(hall, board);
    return ended->len == 0 ||
           member_unlink(hall, db, &conversation, (const Id *)(void *)ended->data, ended->len, error);
}
