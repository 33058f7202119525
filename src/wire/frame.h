/* Frames on a stream socket: length (u32), type (u8), then so many bytes.  Numbers are
 * big-endian.  Plain C; nothing is allocated before its length was checked. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_HEADER 5

/* ---- writing into a buffer of the caller's ---- */

typedef struct {
    uint8_t *bytes;
    size_t   size, used;
    bool     bad;               /* something did not fit: the frame must not be sent */
} FrameWriter;

void frame_put_number(FrameWriter *writer, unsigned bytes, uint64_t value);
void frame_put_bytes(FrameWriter *writer, const void *bytes, size_t length);
/* A text field of fixed size: u16 length, the bytes, zeros up to `most`. */
void frame_put_text(FrameWriter *writer, const char *text, size_t most);

/* ---- reading: after the first fault everything is zero ---- */

typedef struct {
    const uint8_t *at;
    size_t         left;
    bool           bad;         /* cut off, or a field outside its bounds */
} FrameReader;

uint64_t frame_get_number(FrameReader *reader, unsigned bytes, uint64_t most);
int64_t  frame_get_time(FrameReader *reader);                       /* 8 bytes, never negative */
void     frame_get_bytes(FrameReader *reader, void *ret_bytes, size_t length);
/* ret_text takes most + 1 bytes.  What is not UTF-8, a NUL inside or a byte after the end is
 * a fault. */
void     frame_get_text(FrameReader *reader, char *ret_text, size_t most);
/* No fault, and nothing left over. */
bool     frame_used_up(const FrameReader *reader);

/* ---- on a socket ---- */

void frame_header(uint8_t ret_header[FRAME_HEADER], uint8_t type, size_t length);
void frame_header_read(const uint8_t header[FRAME_HEADER], uint8_t *ret_type, size_t *ret_length);

/* False: the other end has gone, or a timeout set on the socket has passed. */
bool frame_send(int fd, uint8_t type, const void *bytes, size_t length);
bool frame_read_all(int fd, void *ret_bytes, size_t length);
