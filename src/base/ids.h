/* Random names for everything: 128 bits, never counted up (A6). */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct { uint8_t bytes[16]; } Id;

/* Crockford's base32 in small letters: 26 characters and a NUL. */
#define ID_TEXT_LENGTH 26
#define ID_TEXT_SIZE   (ID_TEXT_LENGTH + 1)

void id_random(Id *ret_id);
void id_to_text(const Id *id, char ret_text[ID_TEXT_SIZE]);
bool id_from_text(const char *text, Id *ret_id);      /* false: not an id; NULL is fine */

/* For GHashTable: `key` points to an Id. */
unsigned id_hash(const void *key);
int      id_equal_func(const void *a, const void *b);

static inline bool
id_equal(const Id *a, const Id *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static inline bool
id_is_zero(const Id *id)
{
    static const Id zero;
    return id_equal(id, &zero);
}
