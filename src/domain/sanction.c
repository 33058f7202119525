#include "domain/sanction.h"
#include "base/clock.h"
#include "base/limits.h"
#include "domain/message.h"
#include "store/sanction_store.h"

#define HOUR_SECONDS (60 * 60)
#define DAY_SECONDS  (24 * HOUR_SECONDS)

void
sanction_free(Sanction *sanction)
{
    if (sanction)
        g_free(sanction->note);
    g_free(sanction);
}

static void
put(Board *board, const Item *item, const SanctionRow *row)
{
    Sanction *sanction = g_new0(Sanction, 1);

    sanction->number = row->number;
    sanction->hours = (unsigned)row->hours;
    sanction->since = row->slot;
    sanction->until = row->until;
    sanction->staff = (unsigned)row->staff;
    sanction->reason = (ActReason)row->reason;
    sanction->note = g_strdup(row->note);
    g_hash_table_replace(board->sanctions, GUINT_TO_POINTER(item->at), sanction);
}

const Sanction *
sanction_at(const Board *board, const Item *item, int64_t now)
{
    const Sanction *sanction = g_hash_table_lookup(board->sanctions, GUINT_TO_POINTER(item->at));

    return sanction && sanction->until > now ? sanction : NULL;
}

/* ---- on whom ---- */

/* Pieces that a facilitator cut out were posted when the whole was. */
static bool
is_posted(const Item *item)
{
    return item->source == SOURCE_AUTHOR && (item->target == NO_ITEM || item->now.state == STATE_MERGED);
}

static int64_t
last_post(const Board *board, const GArray *own)
{
    int64_t last = 0;

    for (guint i = 0; i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));

        if (is_posted(item))
            last = MAX(last, item->slot);
    }
    return last;
}

/* The longer pause, or the longer wait between two posts. */
static void
take_stricter(Restraint *restraint, const Item *item, const Sanction *sanction)
{
    bool paused = sanction->hours == 0;

    if (restraint->item != NO_ITEM && restraint->paused && (!paused || sanction->until <= restraint->until))
        return;
    if (restraint->item != NO_ITEM && !restraint->paused && !paused && sanction->hours <= restraint->hours)
        return;
    *restraint = (Restraint){ item->at, paused, sanction->hours, sanction->until };
}

Restraint
restraint_on(const Board *board, uint32_t voice, int64_t now)
{
    const GArray *own = voice && g_hash_table_size(board->sanctions)
                            ? g_array_index(board->voices, Voice, voice).items
                            : NULL;
    Restraint restraint = { .item = NO_ITEM };

    for (guint i = 0; own && i < own->len; i++) {
        const Item *item = board_at(board, g_array_index(own, uint32_t, i));
        const Sanction *sanction = sanction_at(board, item, now);

        if (sanction)
            take_stricter(&restraint, item, sanction);
    }
    if (restraint.item != NO_ITEM && !restraint.paused)
        restraint.until = MIN(restraint.until, last_post(board, own) + (int64_t)restraint.hours * HOUR_SECONDS);
    return restraint;
}

/* ---- setting and taking back ---- */

static SanctionOutcome
enter(Hall *hall, const Actor *actor, const Id *id, Board **ret_board, Item **ret_item)
{
    *ret_board = hall_board_by_id(hall, &actor->conversation);
    *ret_item = *ret_board ? board_find(*ret_board, id) : NULL;
    if (!*ret_item)
        return SANCTION_NOT_FOUND;
    return calendar_may_write(&(*ret_board)->about->dates, clock_now()) ? SANCTION_DONE : SANCTION_OVER;
}

static int64_t
slot_in(const Board *board, int64_t seconds)
{
    int64_t at = clock_now() + seconds;

    return board->about->slot_minutes ? clock_next_slot(at, board->about->slot_minutes) : at;
}

static bool
number_of(const Scope *scope, const Item *item, int64_t *ret_number, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!sanction_of(scope, &item->id, &rows, error))
        return false;
    *ret_number = (int64_t)rows.n + 1;
    return true;
}

bool
sanction_set(Hall *hall, Db *db, const Actor *actor, const Id *id, const SanctionOrder *order,
             SanctionOutcome *ret_outcome, Id *ret_cohort, GError **error)
{
    Board *board;
    Item *item;

    *ret_outcome = enter(hall, actor, id, &board, &item);
    if (*ret_outcome == SANCTION_DONE && sanction_at(board, item, clock_now()))
        *ret_outcome = SANCTION_STANDS;
    if (*ret_outcome != SANCTION_DONE)
        return true;
    Scope scope = board_scope(board, db);
    SanctionRow row = {
        .contribution = *id,
        .hours = order->hours,
        .slot = clock_slot(clock_now(), board->about->slot_minutes),
        .until = slot_in(board, (int64_t)order->days * DAY_SECONDS),
        .reason = order->reason,
        .staff = actor->staff_number,
        .note = (char *)(order->note ? order->note : ""),
    };
    if (!number_of(&scope, item, &row.number, error))
        return false;
    if (row.number > LIMIT_SANCTIONS)
        return *ret_outcome = SANCTION_FULL, true;
    if (!sanction_add(&scope, &row, error))
        return false;
    hall_change(hall);
    put(board, item, &row);
    hall_changed(hall, board);
    *ret_cohort = message_cohort(board, item);
    return true;
}

bool
sanction_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, bool anyone,
                   SanctionOutcome *ret_outcome, GError **error)
{
    Board *board;
    Item *item;

    *ret_outcome = enter(hall, actor, id, &board, &item);
    if (*ret_outcome != SANCTION_DONE)
        return true;
    const Sanction *sanction = sanction_at(board, item, clock_now());
    if (!sanction)
        return *ret_outcome = SANCTION_NONE, true;
    if (!anyone && sanction->staff != actor->staff_number)
        return *ret_outcome = SANCTION_ANOTHERS, true;
    Scope scope = board_scope(board, db);
    if (!sanction_end(&scope, id, sanction->number, clock_slot(clock_now(), board->about->slot_minutes),
                      error))
        return false;
    hall_change(hall);
    g_hash_table_remove(board->sanctions, GUINT_TO_POINTER(item->at));
    hall_changed(hall, board);
    return true;
}

/* ---- at start ---- */

typedef struct {
    Board *board;
} Loading;

static bool
load_row(const void *data, void *user)
{
    const SanctionRow *row = data;
    const Loading *loading = user;
    const Item *item = board_find(loading->board, &row->contribution);

    if (item)
        put(loading->board, item, row);
    return true;
}

bool
sanction_load(Board *board, const Scope *scope, int64_t now, GError **error)
{
    Loading loading = { board };

    return sanction_each(scope, now, load_row, &loading, error);
}
