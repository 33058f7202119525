/* Cryptography in one small face over libsodium.  Plain C. */
#pragma once
#include "base/ids.h"
#include <stddef.h>

typedef struct { uint8_t bytes[32]; } SecretKey;

#define SECRET_SEAL_OVERHEAD 40        /* 24 nonce + 16 tag */
#define SECRET_SIGNATURE     64

bool secret_init(void);                 /* once per process, before anything else here */
void secret_random(void *ret_bytes, size_t length);
uint64_t secret_random_below(uint64_t limit);
void secret_wipe(void *bytes, size_t length);
bool secret_equal(const void *a, const void *b, size_t length);      /* constant time */
void secret_key_new(SecretKey *ret_key);

/* Keyed BLAKE2b of (context, data).  `context` is a short literal that keeps uses
 * apart; 16 <= hash_length <= 64. */
void secret_hash(const SecretKey *key, const char *context, const void *data, size_t length,
                 void *ret_hash, size_t hash_length);
/* SipHash-2-4 of 128 bits, 20 times quicker: for tables in memory alone, never for what is stored or sent. */
void secret_quick_hash(const SecretKey *key, const void *data, size_t length, uint8_t ret_hash[16]);
/* A key of its own for one purpose and one thing. */
void secret_derive(const SecretKey *from, const char *context, const Id *id, SecretKey *ret_key);

/* XChaCha20-Poly1305.  `bound` is authenticated, not stored: what the bytes belong to. */
void secret_seal(const SecretKey *key, const void *bound, size_t bound_length,
                 const void *plain, size_t length, uint8_t *ret_sealed);   /* length + SECRET_SEAL_OVERHEAD */
bool secret_open(const SecretKey *key, const void *bound, size_t bound_length,
                 const uint8_t *sealed, size_t sealed_length, void *ret_plain);

/* Ed25519. */
typedef struct { uint8_t bytes[64]; } SigningKey;
typedef struct { uint8_t bytes[32]; } VerifyKey;
void secret_signing_new(SigningKey *ret_key, VerifyKey *ret_verify);
void secret_sign(const SigningKey *key, const void *data, size_t length, uint8_t ret_signature[SECRET_SIGNATURE]);
bool secret_verify(const VerifyKey *key, const void *data, size_t length, const uint8_t signature[SECRET_SIGNATURE]);

/* Argon2id, 2 passes over 19 MiB (OWASP's minimum): 18 ms, never on an I/O or writer
 * thread.  False when memory is short. */
bool secret_slow_hash(const SecretKey *pepper, const void *data, size_t length, const uint8_t salt[16],
                      uint8_t ret_hash[32]);

/* base64url without padding.  ret_text needs SECRET_TEXT_SIZE(length). */
#define SECRET_TEXT_SIZE(length) (((length) * 4 + 2) / 3 + 1)
void secret_to_text(const void *bytes, size_t length, char *ret_text);
bool secret_from_text(const char *text, void *ret_bytes, size_t length);   /* exactly `length` bytes, or false */

#define SECRET_AUTO __attribute__((cleanup(secret_key_drop)))
void secret_key_drop(SecretKey *key);
