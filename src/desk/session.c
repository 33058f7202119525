#include "desk/session.h"
#include <string.h>

#define SESSION_FORM 1
#define PLAIN_BYTES 48
#define SEALED_BYTES (PLAIN_BYTES + SECRET_SEAL_OVERHEAD)

static const char bound[] = "desk-session";

static void
put_number(uint8_t *at, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(number >> (8 * (bytes - 1 - i)));
}

static uint64_t
get_number(const uint8_t *at, unsigned bytes)
{
    uint64_t number = 0;

    for (unsigned i = 0; i < bytes; i++)
        number = number << 8 | at[i];
    return number;
}

/* form 1, kind 1, shared 1, nothing 1, generation 4, expires 8, conversation 16, person 16 */
char *
session_seal(const Desk *desk, const Session *session)
{
    uint8_t plain[PLAIN_BYTES] = { SESSION_FORM, (uint8_t)session->kind, session->shared_computer };
    uint8_t sealed[SEALED_BYTES];
    char *text = g_malloc(SECRET_TEXT_SIZE(SEALED_BYTES));

    put_number(plain + 4, session->generation, 4);
    put_number(plain + 8, (uint64_t)session->expires, 8);
    memcpy(plain + 16, session->conversation.bytes, sizeof(Id));
    memcpy(plain + 32, session->person.bytes, sizeof(Id));
    secret_seal(&desk->cookies, bound, sizeof bound, plain, sizeof plain, sealed);
    secret_to_text(sealed, sizeof sealed, text);
    return text;
}

bool
session_open(const Desk *desk, const char *cookie, int64_t now, Session *ret_session)
{
    uint8_t plain[PLAIN_BYTES], sealed[SEALED_BYTES];
    Session session = { .kind = SESSION_NONE };

    if (cookie == NULL || !secret_from_text(cookie, sealed, sizeof sealed) ||
        !secret_open(&desk->cookies, bound, sizeof bound, sealed, sizeof sealed, plain))
        return false;
    session.kind = (SessionKind)plain[1];
    session.shared_computer = plain[2];
    session.generation = (uint32_t)get_number(plain + 4, 4);
    session.expires = (int64_t)get_number(plain + 8, 8);
    memcpy(session.conversation.bytes, plain + 16, sizeof(Id));
    memcpy(session.person.bytes, plain + 32, sizeof(Id));
    if (plain[0] != SESSION_FORM || session.expires <= now)
        return false;
    *ret_session = session;
    return true;
}
