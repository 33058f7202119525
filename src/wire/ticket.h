/* The one-time ticket: what the desk signs and the room checks.  Plain C, fixed length. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TICKET_SECONDS 60
#define TICKET_BYTES   80           /* packed, without the signature */
#define TICKET_SIGNED  (TICKET_BYTES + 64)
#define TICKET_TEXT    192          /* base64url of TICKET_SIGNED bytes */

typedef enum { ROLE_PARTICIPANT = 1, ROLE_FACILITATOR = 2, ROLE_ANALYST = 4, ROLE_ORGANISER = 8, ROLE_ADMINISTRATOR = 16 } Role;

typedef struct {
    uint8_t  serial[16];            /* random; used up at the first use */
    uint8_t  conversation[16];
    uint8_t  pseudonym[16];
    int64_t  expires_ms;            /* of the ticket; milliseconds since 1970 */
    int64_t  badge_expires;         /* of the badge it is changed into; seconds */
    uint32_t roles;                 /* Role bits; ADMINISTRATOR never reaches the room */
    uint16_t staff_number;          /* "Facilitator 2"; 0: not staff */
    uint16_t group;                 /* number of the group label; 0: none or declined */
    bool     shared_computer;
} Ticket;

void ticket_pack(const Ticket *ticket, uint8_t ret_bytes[TICKET_BYTES]);
bool ticket_unpack(const uint8_t bytes[TICKET_BYTES], Ticket *ret_ticket);   /* false: not version 2, spare bytes not zero, unknown role */
