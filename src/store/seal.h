/* Who stands behind a row, sealed (A4).
 *
 * Synthetic-IV form: tag = keyed hash of (use, thing, voice), unique within the thing;
 * the voice is masked by a keyed hash of the tag.  So a copy of the store shows neither
 * who nor which rows share a person, one person cannot have two rows about one thing,
 * and who holds the key can rebuild the memory. */
#pragma once
#include "base/limits.h"
#include "base/secret.h"

typedef struct { Id tag, mask; } Seal;

/* `use` is a short literal ("author", "vote", ...), `thing` the contribution, or a zero Id. */
Seal seal_voice(const SecretKey *key, const char *use, const Id *thing, const Id *voice);
Id   seal_open(const SecretKey *key, const Seal *seal);
/* Bytes of data that a tag is made of, at most: an id's text and an idempotency key in
 * characters of four bytes. */
#define SEAL_DATA (ID_TEXT_SIZE + 4 * LIMIT_IDEMPOTENCY_KEY)

/* The tag alone, for rows that are never opened again. */
Id   seal_tag(const SecretKey *key, const char *use, const Id *thing, const void *data, size_t length);
