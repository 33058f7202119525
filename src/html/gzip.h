/* Pieces of pages, each compressed once, put together to one gzip stream as often as wanted
 * (RFC 1952; CRCs combined as in zlib's crc32_combine).
 *
 * Each piece is compressed without knowing the others, so no text that somebody chose can show by
 * the length of the whole what stands beside it, as BREACH does.  And the whole is filled up to a
 * multiple of GZIP_ROUND bytes, in a field of the header: the lengths of the pieces (liked or not)
 * hardly show. */
#pragma once
#include <glib.h>
#include <stdint.h>

#define GZIP_ROUND 512

typedef struct {
    uint8_t *bytes;                     /* whole deflate blocks, up to a byte's end */
    size_t   length;
    size_t   plain;                     /* length of the text */
    uint32_t crc;                       /* of the text */
    unsigned long shift;                /* what zlib needs to put this CRC behind another */
} GzipPiece;

void gzip_piece_make(const char *text, size_t length, GzipPiece *ret_piece);    /* gzip_piece_clear() */
/* The same as it stands, without pressing: for a few bytes (at most 65535) that every answer has other ones of. */
void gzip_piece_plain(const char *text, uint16_t length, GzipPiece *ret_piece);
void gzip_piece_clear(GzipPiece *piece);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GzipPiece, gzip_piece_clear)

/* The stream that unpacks to the texts one after another; caller owns (g_free). */
uint8_t *gzip_join(const GzipPiece *const *pieces, size_t n, size_t *ret_length);
