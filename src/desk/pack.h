/* Small values side by side in bytes, for sealed rows and cookies.  Reading is bounded:
 * whatever is missing reads as zero or "" and is remembered, and unpack_ended() says
 * whether the bytes were used up exactly. */
#pragma once
#include "base/ids.h"
#include <glib.h>

void pack_u8(GByteArray *out, uint8_t value);
void pack_u32(GByteArray *out, uint32_t value);
void pack_i64(GByteArray *out, int64_t value);
void pack_id(GByteArray *out, const Id *id);
void pack_text(GByteArray *out, const char *text);   /* NULL is "" */

typedef struct { const uint8_t *at, *end; bool failed; } Unpack;

Unpack   unpack_of(GBytes *bytes);                    /* the bytes must outlive it */
uint8_t  unpack_u8(Unpack *in);
uint32_t unpack_u32(Unpack *in);
int64_t  unpack_i64(Unpack *in);
Id       unpack_id(Unpack *in);
char    *unpack_text(Unpack *in, size_t limit);       /* caller owns; more than `limit` bytes is a fault */
bool     unpack_ended(const Unpack *in);
