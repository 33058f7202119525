/* Links and codes: derived from keys, stored nowhere (A3).
 *
 * Both belong to a person and an epoch.  What a person was sent first is epoch 0; who
 * asks for a new link is sent that of the next epoch, and when that one is used the one
 * before is worth nothing (A15). */
#pragma once
#include "base/secret.h"

#define LINK_BYTES  16
#define LINK_TEXT   22                 /* base64url characters */
#define CODE_LETTERS 12
#define CODE_TEXT   15                 /* ABC-DEF-GHJ-KMN */

typedef struct { uint8_t bytes[LINK_BYTES]; } LinkToken;
typedef struct { char letters[CODE_LETTERS + 1]; } Code;

void credential_link(const SecretKey *marks, const Id *person, uint32_t epoch, LinkToken *ret_link);
void credential_code(const SecretKey *marks, const Id *person, uint32_t epoch, Code *ret_code);
void credential_pseudonym(const SecretKey *marks, const Id *person, uint8_t ret_pseudonym[16]);

void link_to_text(const LinkToken *link, char ret_text[LINK_TEXT + 1]);
bool link_from_text(const char *text, LinkToken *ret_link);

void code_to_text(const Code *code, char ret_text[CODE_TEXT + 1]);
/* Forgives blanks, hyphens, points, small letters, and what is easily mistaken: the alphabet has no
 * I L O U 0 1, so none of them can be put right; false where anything else stands or letters are missing. */
bool code_from_text(const char *text, Code *ret_code);
