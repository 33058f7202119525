#include "domain/concern.h"
#include "base/clock.h"
#include "domain/queue.h"

static void
note(Board *board, const Item *item)
{
    g_array_append_val(board->concerned, item->at);
}

void
concern_flag(Board *board, Item *item, FlagReason reason, bool fresh)
{
    item->flags += fresh;
    item->flags_open += fresh;
    /* Another reason for a report that was looked at opens nothing again. */
    if (item->flags_open > 0)
        item->reasons |= (uint8_t)(1u << reason);
    note(board, item);
}

void
concern_answer(Board *board, Item *item, uint32_t number)
{
    item->answer = number;
    note(board, item);
}

void
concern_appeal(Board *board, Item *item, int by)
{
    item->appeals = (uint8_t)(item->appeals + by);
    /* What a facilitator decided is known at once. */
    if (by < 0)
        item->seen.appeals = MIN(item->seen.appeals, item->appeals);
    note(board, item);
    queue_note(board, item);
}

void
concern_settle(Board *board)
{
    int64_t now = clock_slot(clock_now(), board->about->slot_minutes);

    for (guint i = 0; i < board->concerned->len; i++) {
        Item *item = board_at(board, g_array_index(board->concerned, uint32_t, i));

        if (item->seen.flags == 0 && item->seen.answer <= item->looked_answer && item->seen.appeals == 0)
            item->waits_since = now;
        item->seen.flags = item->flags_open;
        item->seen.reasons = item->reasons;
        item->seen.answer = item->answer;
        item->seen.appeals = item->appeals;
        queue_note(board, item);
    }
    g_array_set_size(board->concerned, 0);
}

bool
concern_flags_told(const Item *item)
{
    return item->seen.flags == item->flags_open && item->seen.reasons == item->reasons;
}

void
concern_published(Board *board, Item *item)
{
    if (item->seen.version <= item->looked_version)
        item->waits_since = clock_slot(clock_now(), board->about->slot_minutes);
    item->seen.version = item->version;
    queue_note(board, item);
}

uint32_t
concern_version(const Item *item, unsigned made)
{
    /* An edit that waits for its slot has not been looked at. */
    bool known = !item->public || item->version == MAX(item->seen.version, item->looked_version);

    return known ? item->version + made : item->seen.version;
}

void
concern_looked(Board *board, Item *item, uint32_t version)
{
    if (concern_flags_told(item)) {
        item->flags_open = 0;
        item->reasons = 0;
    }
    item->seen.flags = 0;
    item->seen.reasons = 0;
    item->looked_version = version;
    item->looked_answer = item->seen.answer;
    item->asked = 0;
    queue_note(board, item);
}

void
concern_reopen(Board *board, Item *item, const Reopened *reopened)
{
    item->flags_open += reopened->flags;
    item->reasons |= reopened->reasons;
    item->seen.flags += reopened->flags;
    item->seen.reasons |= reopened->reasons;
    item->looked_version = reopened->version;
    item->looked_answer = reopened->answer;
    item->asked = reopened->asked;
    queue_note(board, item);
}
