#include "wire/frame.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static uint8_t *
room_for(FrameWriter *writer, size_t length)
{
    uint8_t *at = writer->bytes + writer->used;

    if (writer->bad || length > writer->size - writer->used) {
        writer->bad = true;
        return NULL;
    }
    writer->used += length;
    return at;
}

void
frame_put_number(FrameWriter *writer, unsigned bytes, uint64_t value)
{
    uint8_t *at = room_for(writer, bytes);

    if (at == NULL)
        return;
    for (unsigned i = bytes; i-- > 0; value >>= 8)
        at[i] = (uint8_t)value;
    writer->bad |= value != 0;
}

void
frame_put_bytes(FrameWriter *writer, const void *bytes, size_t length)
{
    uint8_t *at = room_for(writer, length);

    if (at != NULL && length > 0)
        memcpy(at, bytes, length);
}

void
frame_put_text(FrameWriter *writer, const char *text, size_t most)
{
    size_t length = text == NULL ? 0 : strlen(text);
    uint8_t *at;

    writer->bad |= length > most || most > UINT16_MAX;
    frame_put_number(writer, 2, length);
    at = room_for(writer, most);
    if (at == NULL)
        return;
    memset(at, 0, most);
    if (length > 0)
        memcpy(at, text, length);
}

static const uint8_t *
take(FrameReader *reader, size_t length)
{
    const uint8_t *at = reader->at;

    if (reader->bad || length > reader->left) {
        reader->bad = true;
        return NULL;
    }
    reader->at += length;
    reader->left -= length;
    return at;
}

uint64_t
frame_get_number(FrameReader *reader, unsigned bytes, uint64_t most)
{
    const uint8_t *at = take(reader, bytes);
    uint64_t value = 0;

    if (at == NULL)
        return 0;
    for (unsigned i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    if (value <= most)
        return value;
    reader->bad = true;
    return 0;
}

int64_t
frame_get_time(FrameReader *reader)
{
    return (int64_t)frame_get_number(reader, 8, INT64_MAX);
}

void
frame_get_bytes(FrameReader *reader, void *ret_bytes, size_t length)
{
    const uint8_t *at = take(reader, length);

    if (at == NULL)
        memset(ret_bytes, 0, length);
    else
        memcpy(ret_bytes, at, length);
}

static bool
is_zero(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

/* Length of the UTF-8 sequence that starts here; 0: none does (RFC 3629 4). */
static size_t
sequence(const uint8_t *at, size_t left)
{
    uint8_t first = at[0], low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;

    if (length > left || first == 0)
        return 0;
    for (size_t i = 1; i < length; i++, low = 0x80, high = 0xbf)
        if (at[i] < low || at[i] > high)
            return 0;
    return length;
}

static bool
is_text(const uint8_t *at, size_t length)
{
    while (length > 0) {
        size_t step = sequence(at, length);

        if (step == 0)
            return false;
        at += step;
        length -= step;
    }
    return true;
}

void
frame_get_text(FrameReader *reader, char *ret_text, size_t most)
{
    size_t length = (size_t)frame_get_number(reader, 2, most);
    const uint8_t *at = take(reader, most);

    ret_text[0] = '\0';
    if (at == NULL)
        return;
    if (!is_text(at, length) || !is_zero(at + length, most - length)) {
        reader->bad = true;
        return;
    }
    memcpy(ret_text, at, length);
    ret_text[length] = '\0';
}

bool
frame_used_up(const FrameReader *reader)
{
    return !reader->bad && reader->left == 0;
}

void
frame_header(uint8_t ret_header[FRAME_HEADER], uint8_t type, size_t length)
{
    FrameWriter writer = { ret_header, FRAME_HEADER, 0, false };

    frame_put_number(&writer, 4, length);
    frame_put_number(&writer, 1, type);
}

void
frame_header_read(const uint8_t header[FRAME_HEADER], uint8_t *ret_type, size_t *ret_length)
{
    FrameReader reader = { header, FRAME_HEADER, false };

    *ret_length = (size_t)frame_get_number(&reader, 4, UINT32_MAX);
    *ret_type = (uint8_t)frame_get_number(&reader, 1, UINT8_MAX);
}

static void
advance(struct msghdr *message, size_t sent)
{
    while (message->msg_iovlen > 0 && sent >= message->msg_iov->iov_len) {
        sent -= message->msg_iov->iov_len;
        message->msg_iov++;
        message->msg_iovlen--;
    }
    if (message->msg_iovlen > 0) {
        message->msg_iov->iov_base = (uint8_t *)message->msg_iov->iov_base + sent;
        message->msg_iov->iov_len -= sent;
    }
}

bool
frame_send(int fd, uint8_t type, const void *bytes, size_t length)
{
    uint8_t header[FRAME_HEADER];
    struct iovec parts[2] = { { header, sizeof header }, { (void *)(uintptr_t)bytes, length } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

    frame_header(header, type, length);
    while (message.msg_iovlen > 0) {
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        advance(&message, (size_t)sent);
    }
    return true;
}

bool
frame_read_all(int fd, void *ret_bytes, size_t length)
{
    uint8_t *at = ret_bytes;

    while (length > 0) {
        ssize_t n = read(fd, at, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        length -= (size_t)n;
    }
    return true;
}
