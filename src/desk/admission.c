#include "desk/admission.h"
#include "base/clock.h"
#include "desk/staff_invite.h"
#include <string.h>

static char *
address_of(const Desk *desk, Ticket *ticket, const Gathering *gathering, const Id *who)
{
    uint8_t signed_bytes[TICKET_SIGNED];
    char text[SECRET_TEXT_SIZE(TICKET_SIGNED)];

    secret_random(ticket->serial, sizeof ticket->serial);
    memcpy(ticket->conversation, gathering->id.bytes, sizeof ticket->conversation);
    credential_pseudonym(&gathering->marks, who, ticket->pseudonym);
    ticket->expires_ms = clock_now_ms() + TICKET_SECONDS * 1000;
    ticket_pack(ticket, signed_bytes);
    secret_sign(&desk->signing, signed_bytes, TICKET_BYTES, signed_bytes + TICKET_BYTES);
    secret_to_text(signed_bytes, sizeof signed_bytes, text);
    return g_strdup_printf("%s/enter/%s", desk->config->room_url, text);
}

char *
admission_person(const Desk *desk, const Gathering *gathering, const PersonEntry *entry, bool shared_computer)
{
    Ticket ticket = {
        .badge_expires = gathering->dates.completes,
        .roles = ROLE_PARTICIPANT,
        .group = (entry->marks & PERSON_LABEL_DECLINED) != 0 ? 0 : entry->group,
        .shared_computer = shared_computer,
    };

    return address_of(desk, &ticket, gathering, &entry->id);
}

char *
admission_staff(const Desk *desk, const Gathering *gathering, const Staff *staff, const StaffPost *post)
{
    Ticket ticket = {
        .badge_expires = clock_now() + STAFF_SESSION_SECONDS,
        .roles = staff_roles_held(desk, staff, post),
        .staff_number = (uint16_t)post->number,
    };

    return address_of(desk, &ticket, gathering, &staff->id);
}
