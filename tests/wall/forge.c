/* Makes a ticket as the desk would, or as somebody without its key would.
 *
 *     forge KEYS-DIR|- CONVERSATION PSEUDONYM ROLES EXPIRES [VERSION-BYTE]
 *
 * Ids are hex; EXPIRES is in seconds from now; "-" signs with a key of its own.  Prints the text
 * that follows /enter/. */
#include "base/clock.h"
#include "base/keys.h"
#include "base/secret.h"
#include "wire/ticket.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BADGE_SECONDS 86400

static bool
key_of(const char *folder, SigningKey *ret_key, GError **error)
{
    VerifyKey verify;

    if (strcmp(folder, "-") == 0) {
        secret_signing_new(ret_key, &verify);
        return true;
    }
    g_autoptr(Keyring) keys = keyring_open(folder, error);
    return keys != NULL && keyring_signing(keys, false, ret_key, &verify, error);
}

static bool
id_from_hex(const char *text, uint8_t ret_bytes[16])
{
    for (unsigned i = 0; i < 16; i++)
        if (sscanf(text + (size_t)2 * i, "%2hhx", &ret_bytes[i]) != 1)
            return false;
    return strlen(text) == 32;
}

static bool
ticket_of(char **argv, Ticket *ret_ticket)
{
    Ticket ticket = {
        .roles = (uint32_t)strtoul(argv[4], NULL, 10),
        .expires_ms = clock_now_ms() + strtol(argv[5], NULL, 10) * 1000,
        .badge_expires = clock_now() + BADGE_SECONDS,
        .staff_number = strtoul(argv[4], NULL, 10) > ROLE_PARTICIPANT,
    };

    if (!id_from_hex(argv[2], ticket.conversation) || !id_from_hex(argv[3], ticket.pseudonym))
        return false;
    secret_random(ticket.serial, sizeof ticket.serial);
    *ret_ticket = ticket;
    return true;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    uint8_t bytes[TICKET_SIGNED];
    char text[SECRET_TEXT_SIZE(TICKET_SIGNED)];
    SigningKey key;
    Ticket ticket;

    if ((argc != 6 && argc != 7) || !secret_init() || !ticket_of(argv, &ticket)) {
        (void)fprintf(stderr, "forge KEYS-DIR|- CONVERSATION PSEUDONYM ROLES EXPIRES [VERSION-BYTE]\n");
        return 2;
    }
    if (!key_of(argv[1], &key, &error)) {
        (void)fprintf(stderr, "%s\n", error->message);
        return EXIT_FAILURE;
    }
    ticket_pack(&ticket, bytes);
    if (argc == 7)
        bytes[0] = (uint8_t)strtoul(argv[6], NULL, 10);
    secret_sign(&key, bytes, TICKET_BYTES, bytes + TICKET_BYTES);
    secret_to_text(bytes, sizeof bytes, text);
    (void)puts(text);
    return EXIT_SUCCESS;
}
