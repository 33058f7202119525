#include "room/reader.h"

uint64_t
reader_key(const Visitor *visitor)
{
    uint64_t key[2];

    secret_hash(&visitor->room->words_key, "fair order", visitor->badge.pseudonym.bytes, sizeof(Id), key, sizeof key);
    return key[0];
}
