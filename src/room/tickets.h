/* Tickets at the room's door: signed by the desk, good once, for a minute. */
#pragma once
#include "room/room.h"
#include "wire/ticket.h"

typedef enum { TICKET_GOOD = 1, TICKET_BAD, TICKET_LATE, TICKET_USED } TicketOutcome;

/* Reads and checks; does not use it up. */
TicketOutcome ticket_check(Room *room, const char *text, Ticket *ret_ticket);
/* Uses it up; TICKET_USED where it was already. */
TicketOutcome ticket_use(Room *room, const Ticket *ticket);
