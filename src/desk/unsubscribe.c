#include "desk/unsubscribe.h"
#include <string.h>

#define PLAIN_BYTES (2 * sizeof(Id))
#define SEALED_BYTES (PLAIN_BYTES + SECRET_SEAL_OVERHEAD)

static const char bound[] = "desk-unsubscribe";

char *
unsubscribe_address(const Desk *desk, const Id *conversation, const Id *person)
{
    uint8_t plain[PLAIN_BYTES], sealed[SEALED_BYTES];
    char token[SECRET_TEXT_SIZE(SEALED_BYTES)];

    memcpy(plain, conversation->bytes, sizeof(Id));
    memcpy(plain + sizeof(Id), person->bytes, sizeof(Id));
    secret_seal(&desk->unsubscribe, bound, sizeof bound, plain, sizeof plain, sealed);
    secret_to_text(sealed, sizeof sealed, token);
    return g_strdup_printf("%s/unsubscribe/%s", desk->config->desk_url, token);
}

bool
unsubscribe_read(const Desk *desk, const char *token, Id *ret_conversation, Id *ret_person)
{
    uint8_t plain[PLAIN_BYTES], sealed[SEALED_BYTES];

    if (!secret_from_text(token, sealed, sizeof sealed) ||
        !secret_open(&desk->unsubscribe, bound, sizeof bound, sealed, sizeof sealed, plain))
        return false;
    memcpy(ret_conversation->bytes, plain, sizeof(Id));
    memcpy(ret_person->bytes, plain + sizeof(Id), sizeof(Id));
    return true;
}
