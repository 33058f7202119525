#include "base/hash.h"

uint64_t
hash_mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}

guint
hash_int64(gconstpointer number)
{
    return (guint)hash_mix(*(const uint64_t *)number);
}
