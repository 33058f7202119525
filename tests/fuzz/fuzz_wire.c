/* The line between room and desk: a payload that is understood has one form only, of one length. */
#include "wire/messages.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(unsigned type, const uint8_t *bytes, size_t length)
{
    static WireMessage message;         /* 16 KB: too much for the stack of a sanitizer build */
    uint8_t again[WIRE_LENGTH_MOST];

    if (!wire_unpack(type, bytes, length, &message))
        return;
    if (!wire_rule(type) || length != wire_length((WireType)type) || !wire_pack(&message, again))
        abort();
    if (memcmp(bytes, again, length) != 0)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bytes[WIRE_LENGTH_MOST] = { 0 };

    if (size < 1)
        return 0;
    /* As it came, and filled up with zeros to the length that its type has. */
    check(data[0], data + 1, size - 1);
    memcpy(bytes, data + 1, size - 1 < sizeof bytes ? size - 1 : sizeof bytes);
    if (wire_rule(data[0]))
        check(data[0], bytes, wire_length((WireType)data[0]));
    return 0;
}
