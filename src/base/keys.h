/* The keys of one process: DIR/keys/desk or DIR/keys/room ([keys] dir= may move it).
 *
 * `master.key` wraps every other key; it is replaced whenever a key is destroyed, so
 * that a copy of the old wrapped file is worthless.  Files are 0600, written beside
 * and renamed, synced with their folder.  Safe to use from several threads. */
#pragma once
#include "base/error.h"
#include "base/secret.h"

typedef struct Keyring Keyring;

/* Creates the folder and the master key; fails when there is one. */
bool     keyring_create(const char *folder, GError **error) MUST_CHECK;
Keyring *keyring_open(const char *folder, GError **error) MUST_CHECK;
void     keyring_free(Keyring *keys);                    /* wipes */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keyring, keyring_free)

/* A key by name, made at first use where `make`.  Names are a-z, 0-9 and hyphens. */
bool keyring_get(Keyring *keys, const char *name, bool make, SecretKey *ret_key, GError **error) MUST_CHECK;
bool keyring_has(Keyring *keys, const char *name);
/* The same for a conversation's key. */
bool keyring_conversation(Keyring *keys, const Id *conversation, bool make, SecretKey *ret_key,
                          GError **error) MUST_CHECK;
bool keyring_has_conversation(Keyring *keys, const Id *conversation);
/* 16 hex digits that tell nothing of the key; NULL where there is none.  Caller frees. */
char *keyring_fingerprint(Keyring *keys, const Id *conversation);
/* Overwrites and removes the conversation's key and replaces the master.
 * *ret_fingerprint: 16 hex digits of a hash of the key that is gone, NULL where there was
 * none (an erasure that is done again after a power cut); caller frees. */
bool keyring_destroy_conversation(Keyring *keys, const Id *conversation, char **ret_fingerprint,
                                  GError **error) MUST_CHECK;

/* The desk's signing pair for tickets and certificates; its public half is copied to
 * the room's folder as desk.pub at init. */
bool keyring_signing(Keyring *keys, bool make, SigningKey *ret_key, VerifyKey *ret_verify, GError **error) MUST_CHECK;
bool keyring_desk_pub(Keyring *keys, VerifyKey *ret_verify, GError **error) MUST_CHECK;
bool keyring_put_desk_pub(Keyring *keys, const VerifyKey *verify, GError **error) MUST_CHECK;   /* at init */
