#include "room/tickets.h"
#include "base/clock.h"

TicketOutcome
ticket_check(Room *room, const char *text, Ticket *ret_ticket)
{
    uint8_t bytes[TICKET_SIGNED];
    int64_t now = clock_now();

    if (!secret_from_text(text, bytes, sizeof bytes) ||
        !secret_verify(&room->desk_pub, bytes, TICKET_BYTES, bytes + TICKET_BYTES) || !ticket_unpack(bytes, ret_ticket))
        return TICKET_BAD;
    /* What was used before a restart is not remembered: older tickets are refused. */
    if (ret_ticket->expires <= now || ret_ticket->expires > now + TICKET_SECONDS + 5 ||
        ret_ticket->expires - TICKET_SECONDS < room->started)
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
    int64_t now = clock_now();

    g_mutex_lock(&room->tickets_lock);
    g_hash_table_foreach_remove(room->used_tickets, is_over, &now);
    bool fresh = g_hash_table_insert(room->used_tickets, g_memdup2(ticket->serial, sizeof ticket->serial),
                                     g_memdup2(&ticket->expires, sizeof ticket->expires));
    g_mutex_unlock(&room->tickets_lock);
    return fresh ? TICKET_GOOD : TICKET_USED;
}
