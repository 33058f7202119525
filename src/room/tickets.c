#include "room/tickets.h"
#include "base/clock.h"

#define TICKET_MS (TICKET_SECONDS * 1000)
#define AHEAD_MS  5000          /* a desk's clock may be so far ahead */

TicketOutcome
ticket_check(Room *room, const char *text, Ticket *ret_ticket)
{
    uint8_t bytes[TICKET_SIGNED];
    int64_t now = clock_now_ms();

    if (!secret_from_text(text, bytes, sizeof bytes) ||
        !secret_verify(&room->desk_pub, bytes, TICKET_BYTES, bytes + TICKET_BYTES) || !ticket_unpack(bytes, ret_ticket))
        return TICKET_BAD;
    /* What was used before a restart is not remembered, so whatever was issued before it is
     * refused.  The room that was is gone before this one starts: to the millisecond, a ticket
     * issued when this one started may have been used there, and a later one cannot have been. */
    if (ret_ticket->expires_ms <= now || ret_ticket->expires_ms > now + TICKET_MS + AHEAD_MS ||
        ret_ticket->expires_ms - TICKET_MS <= room->started_ms)
        return TICKET_LATE;
    return TICKET_GOOD;
}

static gboolean
is_over(void *key, void *value, void *data)
{
    return *(int64_t *)value <= *(int64_t *)data;
}

TicketOutcome
ticket_use(Room *room, const Ticket *ticket)
{
    int64_t now = clock_now_ms();

    g_mutex_lock(&room->tickets_lock);
    g_hash_table_foreach_remove(room->used_tickets, is_over, &now);
    bool fresh = g_hash_table_insert(room->used_tickets, g_memdup2(ticket->serial, sizeof ticket->serial),
                                     g_memdup2(&ticket->expires_ms, sizeof ticket->expires_ms));
    g_mutex_unlock(&room->tickets_lock);
    return fresh ? TICKET_GOOD : TICKET_USED;
}
