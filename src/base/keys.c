#include "base/keys.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/limits.h"
#include <string.h>

/* All keys of a process lie in one file, `ring`, sealed with the master.  So a new key is
 * one renaming, and replacing the master is two: the ring first, then the master.  Between
 * the two, `master.key.new` opens the ring; keyring_open() then finishes the change. */
#define RING_BOUND   "candour ring 1"
#define KEY_MOST     64
#define NAME_MOST    48
#define KEYS_MOST    (LIMIT_CONVERSATIONS * 4 + 64)
#define RING_MOST    (KEYS_MOST * (2 + NAME_MOST + KEY_MOST) + SECRET_SEAL_OVERHEAD)
#define SIGNING_NAME "signing"

typedef struct { size_t length; uint8_t bytes[KEY_MOST]; } KeyEntry;

struct Keyring {
    char       *folder;
    GMutex      lock;
    SecretKey   master;
    GHashTable *entries;                /* name -> KeyEntry */
};

static void
entry_free(void *data)
{
    secret_wipe(data, sizeof(KeyEntry));
    g_free(data);
}

void
keyring_free(Keyring *keys)
{
    if (keys == NULL)
        return;
    g_hash_table_destroy(keys->entries);
    secret_key_drop(&keys->master);
    g_mutex_clear(&keys->lock);
    g_free(keys->folder);
    g_free(keys);
}

static Keyring *
keyring_new(const char *folder)
{
    Keyring *keys = g_new0(Keyring, 1);

    keys->folder = g_strdup(folder);
    g_mutex_init(&keys->lock);
    keys->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    return keys;
}

static char *
path_of(const Keyring *keys, const char *file)
{
    return g_build_filename(keys->folder, file, NULL);
}

/* ---- the ring as bytes: (name length, name, key length, key), one after the other ---- */

static GByteArray *
ring_pack(const Keyring *keys)
{
    GByteArray *ring = g_byte_array_sized_new(RING_MOST);      /* never moves: no copy is left behind */
    GHashTableIter iter;
    void *name, *data;

    g_hash_table_iter_init(&iter, keys->entries);
    while (g_hash_table_iter_next(&iter, &name, &data)) {
        KeyEntry *entry = data;
        uint8_t name_length = (uint8_t)strlen(name), key_length = (uint8_t)entry->length;

        g_byte_array_append(ring, &name_length, 1);
        g_byte_array_append(ring, name, name_length);
        g_byte_array_append(ring, &key_length, 1);
        g_byte_array_append(ring, entry->bytes, key_length);
    }
    return ring;
}

static bool
ring_unpack(Keyring *keys, const uint8_t *ring, size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t name_length = ring[at], key_at = at + 1 + name_length;

        if (name_length > NAME_MOST || key_at >= length || ring[key_at] > KEY_MOST ||
            key_at + 1 + ring[key_at] > length)
            return false;
        KeyEntry *entry = g_new0(KeyEntry, 1);

        entry->length = ring[key_at];
        memcpy(entry->bytes, ring + key_at + 1, entry->length);
        g_hash_table_replace(keys->entries, g_strndup((const char *)ring + at + 1, name_length), entry);
        at = key_at + 1 + entry->length;
    }
    return true;
}

static uint8_t *
ring_seal(const Keyring *keys, const SecretKey *master, size_t *ret_length)
{
    GByteArray *ring = ring_pack(keys);
    uint8_t *sealed = g_malloc(ring->len + SECRET_SEAL_OVERHEAD);

    secret_seal(master, RING_BOUND, strlen(RING_BOUND), ring->data, ring->len, sealed);
    *ret_length = ring->len + SECRET_SEAL_OVERHEAD;
    secret_wipe(ring->data, ring->len);
    g_byte_array_free(ring, TRUE);
    return sealed;
}

static bool
ring_write(const Keyring *keys, GError **error)
{
    g_autofree char *path = path_of(keys, "ring");
    g_autofree uint8_t *sealed = NULL;
    size_t length;

    sealed = ring_seal(keys, &keys->master, &length);
    return file_write(path, sealed, length, 0600, error);
}

static bool
ring_open(Keyring *keys, const uint8_t *sealed, size_t length)
{
    size_t plain_length = length < SECRET_SEAL_OVERHEAD ? 0 : length - SECRET_SEAL_OVERHEAD;
    g_autofree uint8_t *plain = g_malloc(plain_length + 1);
    bool whole = secret_open(&keys->master, RING_BOUND, strlen(RING_BOUND), sealed, length, plain) &&
                 ring_unpack(keys, plain, plain_length);

    secret_wipe(plain, plain_length);
    return whole;
}

static bool
read_exactly(const char *path, void *ret_bytes, size_t length, GError **error)
{
    g_autofree char *bytes = NULL;
    size_t n;

    if (!file_read(path, length, &bytes, &n, error))
        return false;
    if (n == length)
        memcpy(ret_bytes, bytes, length);
    secret_wipe(bytes, n);
    if (n != length)
        return error_set(error, ERROR_CORRUPT, "%s: it has %zu bytes instead of %zu; put back the copy from your backup",
                         path, n, length);
    return true;
}

/* ---- opening ---- */

bool
keyring_create(const char *folder, GError **error)
{
    g_autoptr(Keyring) keys = keyring_new(folder);
    g_autofree char *master_path = path_of(keys, "master.key");

    if (g_file_test(master_path, G_FILE_TEST_EXISTS))
        return error_set(error, ERROR_INPUT, "%s is there already; keys are never made twice", master_path);
    if (!file_make_folder(folder, 0700, error))
        return false;
    secret_key_new(&keys->master);
    return ring_write(keys, error) &&
           file_write(master_path, keys->master.bytes, sizeof keys->master.bytes, 0600, error);
}

/* The power went off between the two renamings of a change of the master. */
static bool
finish_change(Keyring *keys, const uint8_t *sealed, size_t length)
{
    g_autofree char *path = path_of(keys, "master.key"), *new_path = path_of(keys, "master.key.new");
    g_autoptr(GError) ignored = NULL;

    if (!read_exactly(new_path, keys->master.bytes, sizeof keys->master.bytes, &ignored) ||
        !ring_open(keys, sealed, length))
        return false;
    /* A process that may only read leaves it to the one that may write. */
    g_clear_error(&ignored);
    if (!file_settle(path, &ignored))
        g_clear_error(&ignored);
    return true;
}

Keyring *
keyring_open(const char *folder, GError **error)
{
    g_autoptr(Keyring) keys = keyring_new(folder);
    g_autofree char *master_path = path_of(keys, "master.key"), *ring_path = path_of(keys, "ring");
    g_autofree char *sealed = NULL;
    size_t length;

    if (!read_exactly(master_path, keys->master.bytes, sizeof keys->master.bytes, error) ||
        !file_read(ring_path, RING_MOST, &sealed, &length, error))
        return NULL;
    if (ring_open(keys, (const uint8_t *)sealed, length) || finish_change(keys, (const uint8_t *)sealed, length))
        return g_steal_pointer(&keys);
    error_set(error, ERROR_CORRUPT, "%s: master.key does not open it; put back both from the same backup", ring_path);
    return NULL;
}

/* ---- keys ---- */

static bool
is_key_name(const char *name)
{
    return name[0] != '\0' && strlen(name) <= NAME_MOST &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

/* The key stays in memory only if it is on the disk as well. */
static bool
add_entry(Keyring *keys, const char *name, const void *bytes, size_t length, GError **error)
{
    KeyEntry *entry;

    if (!is_key_name(name) || g_hash_table_size(keys->entries) >= KEYS_MOST)
        return error_set(error, ERROR_INTERNAL, "%s: no key can be called '%s', or there are too many", keys->folder, name);
    entry = g_new0(KeyEntry, 1);
    entry->length = length;
    memcpy(entry->bytes, bytes, length);
    g_hash_table_replace(keys->entries, g_strdup(name), entry);
    if (ring_write(keys, error))
        return true;
    g_hash_table_remove(keys->entries, name);
    return false;
}

static bool
copy_entry(Keyring *keys, const char *name, void *ret_bytes, size_t length, GError **error)
{
    const KeyEntry *entry = g_hash_table_lookup(keys->entries, name);

    if (entry == NULL)
        return error_set(error, ERROR_UNAVAILABLE, "%s: there is no key '%s'", keys->folder, name);
    if (entry->length != length)
        return error_set(error, ERROR_CORRUPT, "%s: the key '%s' is of another kind", keys->folder, name);
    memcpy(ret_bytes, entry->bytes, length);
    return true;
}

bool
keyring_get(Keyring *keys, const char *name, bool make, SecretKey *ret_key, GError **error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&keys->lock);

    if (make && !g_hash_table_contains(keys->entries, name)) {
        SECRET_AUTO SecretKey fresh;

        secret_key_new(&fresh);
        if (!add_entry(keys, name, fresh.bytes, sizeof fresh.bytes, error))
            return false;
    }
    return copy_entry(keys, name, ret_key->bytes, sizeof ret_key->bytes, error);
}

bool
keyring_has(Keyring *keys, const char *name)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&keys->lock);

    return g_hash_table_contains(keys->entries, name);
}

static char *
conversation_name(const Id *conversation)
{
    char text[ID_TEXT_SIZE];

    id_to_text(conversation, text);
    return g_strconcat("conversation-", text, NULL);
}

bool
keyring_conversation(Keyring *keys, const Id *conversation, bool make, SecretKey *ret_key, GError **error)
{
    g_autofree char *name = conversation_name(conversation);

    return keyring_get(keys, name, make, ret_key, error);
}

bool
keyring_has_conversation(Keyring *keys, const Id *conversation)
{
    g_autofree char *name = conversation_name(conversation);

    return keyring_has(keys, name);
}

/* ---- destroying ---- */

static char *
fingerprint_of(const KeyEntry *entry)
{
    static const SecretKey public_key;          /* all zero: anyone who has the key can work it out again */
    uint8_t hash[16];
    GString *hex = g_string_new(NULL);

    secret_hash(&public_key, "fingerprint", entry->bytes, entry->length, hash, sizeof hash);
    for (size_t i = 0; i < 8; i++)
        g_string_append_printf(hex, "%02x", hash[i]);
    return g_string_free(hex, FALSE);
}

char *
keyring_fingerprint(Keyring *keys, const Id *conversation)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&keys->lock);
    g_autofree char *name = conversation_name(conversation);
    const KeyEntry *entry = g_hash_table_lookup(keys->entries, name);

    return entry == NULL ? NULL : fingerprint_of(entry);
}

static bool
replace_master(Keyring *keys, GError **error)
{
    g_autofree char *master_path = path_of(keys, "master.key"), *ring_path = path_of(keys, "ring");
    g_autofree uint8_t *sealed = NULL;
    SECRET_AUTO SecretKey fresh;
    size_t length;

    secret_key_new(&fresh);
    sealed = ring_seal(keys, &fresh, &length);
    if (!file_prepare(master_path, fresh.bytes, sizeof fresh.bytes, 0600, error) ||
        !file_prepare(ring_path, sealed, length, 0600, error) || !file_settle(ring_path, error))
        return false;
    keys->master = fresh;                       /* from here on the ring opens with the new one only */
    return file_settle(master_path, error);
}

bool
keyring_destroy_conversation(Keyring *keys, const Id *conversation, char **ret_fingerprint, GError **error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&keys->lock);
    g_autofree char *name = conversation_name(conversation);
    void *old_name, *entry;

    if (!g_hash_table_steal_extended(keys->entries, name, &old_name, &entry)) {
        *ret_fingerprint = NULL;
        return replace_master(keys, error);
    }
    if (!replace_master(keys, error)) {
        g_hash_table_insert(keys->entries, old_name, entry);
        return false;
    }
    *ret_fingerprint = fingerprint_of(entry);
    g_free(old_name);
    entry_free(entry);
    return true;
}

/* ---- signing ---- */

/* libsodium keeps the public half in the last 32 bytes of the secret one. */
static void
public_half(const SigningKey *key, VerifyKey *ret_verify)
{
    memcpy(ret_verify->bytes, key->bytes + 32, sizeof ret_verify->bytes);
}

bool
keyring_signing(Keyring *keys, bool make, SigningKey *ret_key, VerifyKey *ret_verify, GError **error)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&keys->lock);

    if (make && !g_hash_table_contains(keys->entries, SIGNING_NAME)) {
        SigningKey fresh;
        VerifyKey unused;
        bool kept;

        secret_signing_new(&fresh, &unused);
        kept = add_entry(keys, SIGNING_NAME, fresh.bytes, sizeof fresh.bytes, error);
        secret_wipe(&fresh, sizeof fresh);
        if (!kept)
            return false;
    }
    if (!copy_entry(keys, SIGNING_NAME, ret_key->bytes, sizeof ret_key->bytes, error))
        return false;
    public_half(ret_key, ret_verify);
    return true;
}

bool
keyring_desk_pub(Keyring *keys, VerifyKey *ret_verify, GError **error)
{
    g_autofree char *path = path_of(keys, "desk.pub");

    return read_exactly(path, ret_verify->bytes, sizeof ret_verify->bytes, error);
}

bool
keyring_put_desk_pub(Keyring *keys, const VerifyKey *verify, GError **error)
{
    g_autofree char *path = path_of(keys, "desk.pub");

    return file_write(path, verify->bytes, sizeof verify->bytes, 0644, error);
}
