#include "store/seal.h"
#include <glib.h>

Id
seal_tag(const SecretKey *key, const char *use, const Id *thing, const void *data, size_t length)
{
    Id tag;
    uint8_t both[sizeof(Id) + SEAL_DATA];

    g_assert(length <= sizeof both - sizeof(Id));
    memcpy(both, thing->bytes, sizeof(Id));
    memcpy(both + sizeof(Id), data, length);
    secret_hash(key, use, both, sizeof(Id) + length, tag.bytes, sizeof tag.bytes);
    secret_wipe(both, sizeof(Id) + length);
    return tag;
}

/* Masks and unmasks: the same act. */
static Id
under_mask(const SecretKey *key, const Id *tag, const Id *value)
{
    Id mask;

    secret_hash(key, "mask", tag->bytes, sizeof tag->bytes, mask.bytes, sizeof mask.bytes);
    for (size_t i = 0; i < sizeof mask.bytes; i++)
        mask.bytes[i] ^= value->bytes[i];
    return mask;
}

Seal
seal_voice(const SecretKey *key, const char *use, const Id *thing, const Id *voice)
{
    Id tag = seal_tag(key, use, thing, voice->bytes, sizeof voice->bytes);

    return (Seal){ .tag = tag, .mask = under_mask(key, &tag, voice) };
}

Id
seal_open(const SecretKey *key, const Seal *seal)
{
    return under_mask(key, &seal->tag, &seal->mask);
}
