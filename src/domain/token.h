/* Read-only tokens: what a program shows in the place of a badge.  A token belongs to one
 * conversation and has roles, but no pseudonym: nothing is its own.
 *
 * It is random, said once and kept nowhere; the store has a keyed hash of it, whose first
 * letters are the token's name for those who look after it. */
#pragma once
#include "base/secret.h"
#include "domain/hall.h"

#define TOKEN_BYTES     32
#define TOKEN_TEXT_SIZE SECRET_TEXT_SIZE(TOKEN_BYTES)
#define TOKEN_NAME_SIZE 9

typedef struct {
    Id       conversation, tag;
    uint32_t roles;
    char     name[TOKEN_NAME_SIZE];
} Token;

typedef enum { TOKEN_DONE, TOKEN_NOT_FOUND, TOKEN_OVER, TOKEN_TOO_MANY } TokenOutcome;

/* Of Token, by name. */
GArray *tokens_load(Db *db, GError **error) MUST_CHECK;
/* NULL where it is none of them; `text` may be anything. */
const Token *token_find(const GArray *tokens, const SecretKey *key, const char *text);

/* ---- writer thread only ---- */
bool token_add(Hall *hall, Db *db, const SecretKey *key, const char *slug, uint32_t roles, char ret_text[TOKEN_TEXT_SIZE],
               TokenOutcome *ret_outcome, GError **error) MUST_CHECK;
bool token_remove(Db *db, const char *name, TokenOutcome *ret_outcome, GError **error) MUST_CHECK;
