/* The room's own cookies, sealed with keys that only rooms hold: the badge, and the
 * return key that goes with it. */
#pragma once
#include "base/secret.h"
#include "wire/ticket.h"

#define BADGE_COOKIE  "badge"
#define RETURN_COOKIE "return"
#define MARKS_COOKIE  "marks"           /* MARKS_HIDDEN: this browser does not show which things are its person's */
#define MARKS_HIDDEN  "hidden"
#define WORDS_COOKIE  "words"           /* the five words: offered at the door, until they have been shown once */

typedef struct {
    Id       conversation, pseudonym;
    uint32_t roles;
    uint16_t staff_number, group;
    int64_t  expires;
    bool     shared;                    /* a shared computer: 15 minutes, nothing kept (A20) */
} Badge;

#define BADGE_TEXT_SIZE  160
#define RETURN_TEXT_SIZE 120

Badge badge_from_ticket(const Ticket *ticket, int64_t now);
void  badge_to_text(const SecretKey *key, const Badge *badge, char ret_text[BADGE_TEXT_SIZE]);
/* False: not ours, changed on the way, or NULL.  Whether it has expired is for the caller. */
bool  badge_from_text(const SecretKey *key, const char *text, Badge *ret_badge);

void return_to_text(const SecretKey *key, const Id *pseudonym, unsigned generation, char ret_text[RETURN_TEXT_SIZE]);
/* Whose return key it is, and of which generation.  False: not ours, changed on the way, or NULL. */
bool return_from_text(const SecretKey *key, const char *text, Id *ret_pseudonym, unsigned *ret_generation);
