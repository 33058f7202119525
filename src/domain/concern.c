#include "domain/concern.h"

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
concern_settle(Board *board)
{
    for (guint i = 0; i < board->concerned->len; i++) {
        Item *item = board_at(board, g_array_index(board->concerned, uint32_t, i));

        item->seen.flags = item->flags_open;
        item->seen.reasons = item->reasons;
        item->seen.answer = item->answer;
    }
    g_array_set_size(board->concerned, 0);
}

bool
concern_flags_told(const Item *item)
{
    return item->seen.flags == item->flags_open && item->seen.reasons == item->reasons;
}

uint32_t
concern_version(const Item *item, unsigned made)
{
    /* An edit that waits for its slot has not been looked at. */
    bool known = !item->public || item->version == MAX(item->seen.version, item->looked_version);

    return known ? item->version + made : item->seen.version;
}

void
concern_looked(Item *item, uint32_t version)
{
    if (concern_flags_told(item)) {
        item->flags_open = 0;
        item->reasons = 0;
    }
    item->seen.flags = 0;
    item->seen.reasons = 0;
    item->looked_version = version;
    item->looked_answer = item->seen.answer;
}
