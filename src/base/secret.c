#include "base/secret.h"
#include <sodium.h>

_Static_assert(SECRET_SEAL_OVERHEAD == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                           crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "nonce and tag");
_Static_assert(sizeof(SecretKey) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(sizeof(SecretKey) == crypto_generichash_KEYBYTES, "key");
_Static_assert(sizeof(SigningKey) == crypto_sign_SECRETKEYBYTES, "signing key");
_Static_assert(sizeof(VerifyKey) == crypto_sign_PUBLICKEYBYTES, "verify key");
_Static_assert(SECRET_SIGNATURE == crypto_sign_BYTES, "signature");

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

bool
secret_init(void)
{
    return sodium_init() >= 0;
}

void
secret_random(void *ret_bytes, size_t length)
{
    randombytes_buf(ret_bytes, length);
}

uint64_t
secret_random_below(uint64_t limit)
{
    uint64_t value, rest;

    if (limit < 2)
        return 0;
    rest = (UINT64_MAX % limit + 1) % limit;        /* 2^64 modulo limit: these values would come too often */
    do
        randombytes_buf(&value, sizeof value);
    while (value > UINT64_MAX - rest);
    return value % limit;
}

void
secret_wipe(void *bytes, size_t length)
{
    sodium_memzero(bytes, length);
}

bool
secret_equal(const void *a, const void *b, size_t length)
{
    return sodium_memcmp(a, b, length) == 0;
}

void
secret_key_new(SecretKey *ret_key)
{
    randombytes_buf(ret_key->bytes, sizeof ret_key->bytes);
}

void
secret_key_drop(SecretKey *key)
{
    if (key != NULL)
        sodium_memzero(key, sizeof *key);
}

/* The context goes in with its NUL: no other pair of context and data gives the same bytes. */
static void
hash_parts(const SecretKey *key, const char *prefix, const char *context, const void *data, size_t length,
           void *ret_hash, size_t hash_length)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, key->bytes, sizeof key->bytes, hash_length);
    crypto_generichash_update(&state, (const uint8_t *)prefix, strlen(prefix));
    crypto_generichash_update(&state, (const uint8_t *)context, strlen(context) + 1);
    if (length > 0)
        crypto_generichash_update(&state, data, length);
    crypto_generichash_final(&state, ret_hash, hash_length);
    sodium_memzero(&state, sizeof state);
}

void
secret_hash(const SecretKey *key, const char *context, const void *data, size_t length, void *ret_hash,
            size_t hash_length)
{
    hash_parts(key, "", context, data, length, ret_hash, hash_length);
}

_Static_assert(sizeof(SecretKey) >= crypto_shorthash_siphashx24_KEYBYTES, "key");

void
secret_quick_hash(const SecretKey *key, const void *data, size_t length, uint8_t ret_hash[16])
{
    crypto_shorthash_siphashx24(ret_hash, data, length, key->bytes);
}

void
secret_derive(const SecretKey *from, const char *context, const Id *id, SecretKey *ret_key)
{
    hash_parts(from, "key:", context, id == NULL ? NULL : id->bytes, id == NULL ? 0 : sizeof id->bytes,
               ret_key->bytes, sizeof ret_key->bytes);
}

void
secret_seal(const SecretKey *key, const void *bound, size_t bound_length, const void *plain, size_t length,
            uint8_t *ret_sealed)
{
    randombytes_buf(ret_sealed, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(ret_sealed + NONCE_BYTES, NULL, plain, length, bound, bound_length,
                                               NULL, ret_sealed, key->bytes);
}

bool
secret_open(const SecretKey *key, const void *bound, size_t bound_length, const uint8_t *sealed,
            size_t sealed_length, void *ret_plain)
{
    if (sealed_length < SECRET_SEAL_OVERHEAD)
        return false;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(ret_plain, NULL, NULL, sealed + NONCE_BYTES,
                                                      sealed_length - NONCE_BYTES, bound, bound_length, sealed,
                                                      key->bytes) == 0;
}

void
secret_signing_new(SigningKey *ret_key, VerifyKey *ret_verify)
{
    crypto_sign_keypair(ret_verify->bytes, ret_key->bytes);
}

void
secret_sign(const SigningKey *key, const void *data, size_t length, uint8_t ret_signature[SECRET_SIGNATURE])
{
    crypto_sign_detached(ret_signature, NULL, data, length, key->bytes);
}

bool
secret_verify(const VerifyKey *key, const void *data, size_t length, const uint8_t signature[SECRET_SIGNATURE])
{
    return crypto_sign_verify_detached(signature, data, length, key->bytes) == 0;
}

/* The memory-hard hash sees a keyed hash of the words: a stolen store without the pepper
 * cannot be searched at all. */
bool
secret_slow_hash(const SecretKey *pepper, const void *data, size_t length, const uint8_t salt[16],
                 uint8_t ret_hash[32])
{
    char peppered[32];
    bool enough;

    secret_hash(pepper, "slow", data, length, peppered, sizeof peppered);
    enough = crypto_pwhash(ret_hash, 32, peppered, sizeof peppered, salt, 2, 19 * 1024 * 1024,
                           crypto_pwhash_ALG_ARGON2ID13) == 0;
    sodium_memzero(peppered, sizeof peppered);
    return enough;
}

void
secret_to_text(const void *bytes, size_t length, char *ret_text)
{
    sodium_bin2base64(ret_text, SECRET_TEXT_SIZE(length), bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool
secret_from_text(const char *text, void *ret_bytes, size_t length)
{
    size_t n, used = strlen(text);
    const char *end;

    /* libsodium skips the rest of a text that is too long, so its length is checked first. */
    if (used != SECRET_TEXT_SIZE(length) - 1)
        return false;
    return sodium_base642bin(ret_bytes, length, text, used, NULL, &n, &end,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           n == length && end == text + used;
}
