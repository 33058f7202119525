#include "wire/ticket.h"
#include <string.h>

#define VERSION     2
#define ROOM_ROLES  (ROLE_PARTICIPANT | ROLE_FACILITATOR | ROLE_ANALYST | ROLE_ORGANISER)

/* Byte places; big-endian numbers.  What is not named is zero. */
enum {
    AT_VERSION = 0,
    AT_FLAGS = 1,
    AT_STAFF = 2,
    AT_GROUP = 4,
    AT_ROLES = 6,           /* 2 bytes */
    AT_SERIAL = 8,
    AT_CONVERSATION = 24,
    AT_PSEUDONYM = 40,
    AT_EXPIRES_MS = 56,
    AT_BADGE_EXPIRES = 64,
    AT_SPARE = 72,
};

static void
put(uint8_t *at, unsigned bytes, uint64_t value)
{
    for (unsigned i = bytes; i-- > 0; value >>= 8)
        at[i] = (uint8_t)value;
}

static uint64_t
get(const uint8_t *at, unsigned bytes)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

void
ticket_pack(const Ticket *ticket, uint8_t ret_bytes[TICKET_BYTES])
{
    memset(ret_bytes, 0, TICKET_BYTES);
    ret_bytes[AT_VERSION] = VERSION;
    ret_bytes[AT_FLAGS] = ticket->shared_computer;
    put(ret_bytes + AT_STAFF, 2, ticket->staff_number);
    put(ret_bytes + AT_GROUP, 2, ticket->group);
    put(ret_bytes + AT_ROLES, 2, ticket->roles);
    memcpy(ret_bytes + AT_SERIAL, ticket->serial, sizeof ticket->serial);
    memcpy(ret_bytes + AT_CONVERSATION, ticket->conversation, sizeof ticket->conversation);
    memcpy(ret_bytes + AT_PSEUDONYM, ticket->pseudonym, sizeof ticket->pseudonym);
    put(ret_bytes + AT_EXPIRES_MS, 8, (uint64_t)ticket->expires_ms);
    put(ret_bytes + AT_BADGE_EXPIRES, 8, (uint64_t)ticket->badge_expires);
}

static bool
is_well_formed(const uint8_t bytes[TICKET_BYTES])
{
    uint64_t roles = get(bytes + AT_ROLES, 2);

    if (bytes[AT_VERSION] != VERSION || bytes[AT_FLAGS] > 1)
        return false;
    if (roles == 0 || (roles & ~(uint64_t)ROOM_ROLES) != 0)
        return false;
    return get(bytes + AT_SPARE, 8) == 0;
}

bool
ticket_unpack(const uint8_t bytes[TICKET_BYTES], Ticket *ret_ticket)
{
    if (!is_well_formed(bytes))
        return false;
    *ret_ticket = (Ticket){
        .expires_ms = (int64_t)get(bytes + AT_EXPIRES_MS, 8),
        .badge_expires = (int64_t)get(bytes + AT_BADGE_EXPIRES, 8),
        .roles = (uint32_t)get(bytes + AT_ROLES, 2),
        .staff_number = (uint16_t)get(bytes + AT_STAFF, 2),
        .group = (uint16_t)get(bytes + AT_GROUP, 2),
        .shared_computer = bytes[AT_FLAGS] == 1,
    };
    memcpy(ret_ticket->serial, bytes + AT_SERIAL, sizeof ret_ticket->serial);
    memcpy(ret_ticket->conversation, bytes + AT_CONVERSATION, sizeof ret_ticket->conversation);
    memcpy(ret_ticket->pseudonym, bytes + AT_PSEUDONYM, sizeof ret_ticket->pseudonym);
    return true;
}
