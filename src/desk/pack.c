#include "desk/pack.h"

void
pack_u8(GByteArray *out, uint8_t value)
{
    g_byte_array_append(out, &value, 1);
}

void
pack_u32(GByteArray *out, uint32_t value)
{
    const uint32_t big = GUINT32_TO_BE(value);

    g_byte_array_append(out, (const guint8 *)&big, sizeof big);
}

void
pack_i64(GByteArray *out, int64_t value)
{
    const int64_t big = GINT64_TO_BE(value);

    g_byte_array_append(out, (const guint8 *)&big, sizeof big);
}

void
pack_id(GByteArray *out, const Id *id)
{
    g_byte_array_append(out, id->bytes, sizeof id->bytes);
}

void
pack_text(GByteArray *out, const char *text)
{
    const size_t length = text != NULL ? strlen(text) : 0;

    g_assert(length <= UINT32_MAX);
    pack_u32(out, (uint32_t)length);
    if (length > 0)
        g_byte_array_append(out, (const guint8 *)text, (guint)length);
}

Unpack
unpack_of(GBytes *bytes)
{
    gsize length = 0;
    const uint8_t *at = g_bytes_get_data(bytes, &length);

    return (Unpack){ at, at + length, false };
}

/* NULL where fewer are left. */
static const uint8_t *
take(Unpack *in, size_t length)
{
    const uint8_t *at = in->at;

    if (in->failed || (size_t)(in->end - in->at) < length) {
        in->failed = true;
        return NULL;
    }
    in->at += length;
    return at;
}

uint8_t
unpack_u8(Unpack *in)
{
    const uint8_t *at = take(in, 1);

    return at != NULL ? *at : 0;
}

uint32_t
unpack_u32(Unpack *in)
{
    uint32_t big = 0;
    const uint8_t *at = take(in, sizeof big);

    if (at != NULL)
        memcpy(&big, at, sizeof big);
    return GUINT32_FROM_BE(big);
}

int64_t
unpack_i64(Unpack *in)
{
    int64_t big = 0;
    const uint8_t *at = take(in, sizeof big);

    if (at != NULL)
        memcpy(&big, at, sizeof big);
    return GINT64_FROM_BE(big);
}

Id
unpack_id(Unpack *in)
{
    Id id = { { 0 } };
    const uint8_t *at = take(in, sizeof id.bytes);

    if (at != NULL)
        memcpy(id.bytes, at, sizeof id.bytes);
    return id;
}

char *
unpack_text(Unpack *in, size_t limit)
{
    const size_t length = unpack_u32(in);
    const uint8_t *at = NULL;

    if (length > limit)
        in->failed = true;
    else
        at = take(in, length);
    return at != NULL ? g_strndup((const char *)at, length) : g_strdup("");
}

bool
unpack_ended(const Unpack *in)
{
    return !in->failed && in->at == in->end;
}
