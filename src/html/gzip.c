#include "html/gzip.h"
#include <glib.h>
#include <string.h>
#include <zlib.h>

#define LEVEL        9
#define RAW_WINDOW   (-15)              /* blocks alone, without a header */
#define MEMORY       8                  /* zlib's usual */
#define HEAD         10
#define EXTRA_HEAD   6                  /* length of the field, name of its one part, length of that */
#define HAS_EXTRA    4
#define UNKNOWN_SYSTEM 255
#define LAST_BLOCK   2
#define TAIL         8
#define STORED_HEAD  5                  /* kind, length, length again with all bits turned */

static void *
take_memory(void *data, unsigned n, unsigned size)
{
    return g_malloc_n(n, size);
}

static void
give_back(void *data, void *memory)
{
    g_free(memory);
}

static uint8_t *
put_number(uint8_t *to, uint32_t number, size_t length)
{
    for (size_t i = 0; i < length; i++)
        *to++ = (uint8_t)(number >> (8 * i));
    return to;
}

/* A full flush ends at a byte, and what comes next does not look back. */
void
gzip_piece_make(const char *text, size_t length, GzipPiece *ret_piece)
{
    z_stream stream = { .zalloc = take_memory, .zfree = give_back };
    int state = deflateInit2(&stream, LEVEL, Z_DEFLATED, RAW_WINDOW, MEMORY, Z_DEFAULT_STRATEGY);

    g_assert(state == Z_OK && length <= UINT32_MAX / 2);
    size_t room = deflateBound(&stream, length) + 16;
    uint8_t *bytes = g_malloc(room);
    stream.next_in = (uint8_t *)text;
    stream.avail_in = (unsigned)length;
    stream.next_out = bytes;
    stream.avail_out = (unsigned)room;
    state = deflate(&stream, Z_FULL_FLUSH);
    g_assert((state == Z_OK || state == Z_BUF_ERROR) && stream.avail_in == 0 && stream.avail_out > 0);
    *ret_piece = (GzipPiece){
        .length = room - stream.avail_out,
        .plain = length,
        .crc = (uint32_t)crc32_z(0, (const uint8_t *)text, length),
        .shift = crc32_combine_gen((z_off_t)length),
    };
    deflateEnd(&stream);
    ret_piece->bytes = g_realloc(bytes, MAX(ret_piece->length, 1));
}

/* A stored block (RFC 1951, 3.2.4). */
void
gzip_piece_plain(const char *text, uint16_t length, GzipPiece *ret_piece)
{
    uint8_t *bytes = g_malloc(STORED_HEAD + (size_t)length);

    bytes[0] = 0;
    put_number(put_number(bytes + 1, length, 2), (uint16_t)~length, 2);
    memcpy(bytes + STORED_HEAD, text, length);
    *ret_piece = (GzipPiece){
        .bytes = bytes,
        .length = STORED_HEAD + (size_t)length,
        .plain = length,
        .crc = (uint32_t)crc32_z(0, (const uint8_t *)text, length),
        .shift = crc32_combine_gen((z_off_t)length),
    };
}

void
gzip_piece_clear(GzipPiece *piece)
{
    g_free(piece->bytes);
    *piece = (GzipPiece){ .bytes = NULL };
}

/* The header, with a field of `fill` zeros that every reader of gzip passes over (RFC 1952, 2.3.1.1). */
static uint8_t *
put_head(uint8_t *to, size_t fill)
{
    static const uint8_t head[HEAD] = { 0x1f, 0x8b, Z_DEFLATED, HAS_EXTRA, [HEAD - 1] = UNKNOWN_SYSTEM };

    memcpy(to, head, HEAD);
    to = put_number(to + HEAD, (uint32_t)fill + 4, 2);
    *to++ = 'f';
    *to++ = 'l';
    to = put_number(to, (uint32_t)fill, 2);
    memset(to, 0, fill);
    return to + fill;
}

uint8_t *
gzip_join(const GzipPiece *const *pieces, size_t n, size_t *ret_length)
{
    size_t length = HEAD + EXTRA_HEAD + LAST_BLOCK + TAIL, plain = 0;
    unsigned long crc = 0;

    for (size_t i = 0; i < n; i++)
        length += pieces[i]->length;
    size_t fill = (GZIP_ROUND - length % GZIP_ROUND) % GZIP_ROUND;
    uint8_t *stream = g_malloc(length + fill), *to = put_head(stream, fill);
    for (size_t i = 0; i < n; i++) {
        memcpy(to, pieces[i]->bytes, pieces[i]->length);
        to += pieces[i]->length;
        crc = crc32_combine_op(crc, pieces[i]->crc, pieces[i]->shift);
        plain += pieces[i]->plain;
    }
    to = put_number(to, 0x0003, LAST_BLOCK);        /* an empty block that says it is the last */
    to = put_number(to, (uint32_t)crc, 4);
    put_number(to, (uint32_t)plain, 4);
    *ret_length = length + fill;
    return stream;
}
