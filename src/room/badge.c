#include "room/badge.h"

#define SHARED_SECONDS (15 * 60)
#define PLAIN_BYTES    64
#define RETURN_BYTES   17

static const char badge_use[] = "badge 1";
static const char return_use[] = "return 1";

static void
put_number(uint8_t *to, uint64_t number, size_t length)
{
    for (size_t i = 0; i < length; i++)
        to[i] = (uint8_t)(number >> (8 * (length - 1 - i)));
}

static uint64_t
get_number(const uint8_t *from, size_t length)
{
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++)
        number = number << 8 | from[i];
    return number;
}

Badge
badge_from_ticket(const Ticket *ticket, int64_t now)
{
    Badge badge = {
        .roles = ticket->roles & ~(uint32_t)ROLE_ADMINISTRATOR,
        .staff_number = ticket->staff_number,
        .group = ticket->group,
        .expires = ticket->badge_expires,
        .shared = ticket->shared_computer,
    };

    memcpy(badge.conversation.bytes, ticket->conversation, sizeof(Id));
    memcpy(badge.pseudonym.bytes, ticket->pseudonym, sizeof(Id));
    if (badge.shared && badge.expires > now + SHARED_SECONDS)
        badge.expires = now + SHARED_SECONDS;
    return badge;
}

void
badge_to_text(const SecretKey *key, const Badge *badge, char ret_text[BADGE_TEXT_SIZE])
{
    uint8_t plain[PLAIN_BYTES] = { 0 }, sealed[PLAIN_BYTES + SECRET_SEAL_OVERHEAD];

    memcpy(plain, badge->conversation.bytes, 16);
    memcpy(plain + 16, badge->pseudonym.bytes, 16);
    put_number(plain + 32, badge->roles, 4);
    put_number(plain + 36, badge->staff_number, 2);
    put_number(plain + 38, badge->group, 2);
    put_number(plain + 40, (uint64_t)badge->expires, 8);
    plain[48] = badge->shared;
    secret_seal(key, badge_use, sizeof badge_use, plain, sizeof plain, sealed);
    secret_to_text(sealed, sizeof sealed, ret_text);
}

bool
badge_from_text(const SecretKey *key, const char *text, Badge *ret_badge)
{
    uint8_t plain[PLAIN_BYTES], sealed[PLAIN_BYTES + SECRET_SEAL_OVERHEAD];

    if (!text || !secret_from_text(text, sealed, sizeof sealed) ||
        !secret_open(key, badge_use, sizeof badge_use, sealed, sizeof sealed, plain))
        return false;
    memcpy(ret_badge->conversation.bytes, plain, 16);
    memcpy(ret_badge->pseudonym.bytes, plain + 16, 16);
    ret_badge->roles = (uint32_t)get_number(plain + 32, 4);
    ret_badge->staff_number = (uint16_t)get_number(plain + 36, 2);
    ret_badge->group = (uint16_t)get_number(plain + 38, 2);
    ret_badge->expires = (int64_t)get_number(plain + 40, 8);
    ret_badge->shared = plain[48];
    return true;
}

void
return_to_text(const SecretKey *key, const Id *pseudonym, unsigned generation, char ret_text[RETURN_TEXT_SIZE])
{
    uint8_t plain[RETURN_BYTES], sealed[RETURN_BYTES + SECRET_SEAL_OVERHEAD];

    memcpy(plain, pseudonym->bytes, 16);
    plain[16] = (uint8_t)generation;
    secret_seal(key, return_use, sizeof return_use, plain, sizeof plain, sealed);
    secret_to_text(sealed, sizeof sealed, ret_text);
}

bool
return_from_text(const SecretKey *key, const char *text, Id *ret_pseudonym, unsigned *ret_generation)
{
    uint8_t plain[RETURN_BYTES], sealed[RETURN_BYTES + SECRET_SEAL_OVERHEAD];

    if (!text || !secret_from_text(text, sealed, sizeof sealed) ||
        !secret_open(key, return_use, sizeof return_use, sealed, sizeof sealed, plain))
        return false;
    memcpy(ret_pseudonym->bytes, plain, 16);
    *ret_generation = plain[16];
    return true;
}
