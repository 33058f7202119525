#include "base/ids.h"
#include <sodium.h>

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void
id_random(Id *ret_id)
{
    randombytes_buf(ret_id->bytes, sizeof ret_id->bytes);
}

/* 26 digits of 5 bits hold 130 bits: the first digit has two bits that are always zero. */
void
id_to_text(const Id *id, char ret_text[ID_TEXT_SIZE])
{
    unsigned bits = 0, waiting = 2;
    size_t at = 0;

    for (size_t i = 0; i < ID_TEXT_LENGTH; i++) {
        if (waiting < 5) {
            bits = (bits << 8 | id->bytes[at++]) & 0xffff;
            waiting += 8;
        }
        waiting -= 5;
        ret_text[i] = alphabet[bits >> waiting & 31];
    }
    ret_text[ID_TEXT_LENGTH] = '\0';
}

static int
digit_value(char digit)
{
    const char *place = digit == '\0' ? NULL : strchr(alphabet, digit);

    return place == NULL ? -1 : (int)(place - alphabet);
}

bool
id_from_text(const char *text, Id *ret_id)
{
    Id id;
    unsigned bits = 0, waiting = 0;
    size_t at = 0;

    if (text == NULL || strlen(text) != ID_TEXT_LENGTH || digit_value(text[0]) > 7)
        return false;
    for (size_t i = 0; i < ID_TEXT_LENGTH; i++) {
        int value = digit_value(text[i]);

        if (value < 0)
            return false;
        bits = (bits << 5 | (unsigned)value) & 0xffff;
        waiting += i == 0 ? 3 : 5;
        if (waiting >= 8) {
            waiting -= 8;
            id.bytes[at++] = (uint8_t)(bits >> waiting);
        }
    }
    *ret_id = id;
    return true;
}

/* Ids are random: any four bytes of them are a hash. */
unsigned
id_hash(const void *key)
{
    const Id *id = key;
    uint32_t hash;

    memcpy(&hash, id->bytes + 4, sizeof hash);
    return hash;
}

int
id_equal_func(const void *a, const void *b)
{
    return id_equal(a, b);
}
