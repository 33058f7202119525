#include "base/file.h"
#include "base/keys.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct { char *folder; } Fixture;

static char *
path_in(const Fixture *f, const char *file)
{
    return g_build_filename(f->folder, file, NULL);
}

static void
set_up(Fixture *f, const void *data)
{
    g_autofree char *above = g_dir_make_tmp("candour-keys-XXXXXX", NULL);

    f->folder = g_build_filename(above, "room", NULL);
    g_assert_true(keyring_create(f->folder, NULL));
}

static void
tear_down(Fixture *f, const void *data)
{
    g_autofree char *above = g_path_get_dirname(f->folder);
    g_autoptr(GDir) dir = g_dir_open(f->folder, 0, NULL);
    const char *file;

    while ((file = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = path_in(f, file);
        g_unlink(path);
    }
    g_rmdir(f->folder);
    g_rmdir(above);
    g_free(f->folder);
}

static Keyring *
opened(const Fixture *f)
{
    g_autoptr(GError) error = NULL;
    Keyring *keys = keyring_open(f->folder, &error);

    g_assert_no_error(error);
    return keys;
}

static const Id one = { { 1 } }, two = { { 2 } };

static void
test_kept(Fixture *f, const void *data)
{
    g_autoptr(Keyring) keys = opened(f), again = NULL;
    SecretKey a, b, c;
    SigningKey pair, pair_again;
    VerifyKey verify, verify_again;

    g_assert_false(keyring_has(keys, "badge"));
    g_assert_true(keyring_get(keys, "badge", true, &a, NULL));
    g_assert_true(keyring_has(keys, "badge"));
    g_assert_true(keyring_get(keys, "badge", true, &b, NULL));
    g_assert_cmpmem(&a, sizeof a, &b, sizeof b);
    g_assert_true(keyring_conversation(keys, &one, true, &b, NULL));
    g_assert_true(keyring_conversation(keys, &two, true, &c, NULL));
    g_assert_true(memcmp(&b, &c, sizeof b) != 0);
    g_assert_true(keyring_signing(keys, true, &pair, &verify, NULL));

    again = opened(f);
    g_assert_true(keyring_get(again, "badge", false, &b, NULL));
    g_assert_cmpmem(&a, sizeof a, &b, sizeof b);
    g_assert_true(keyring_conversation(again, &two, false, &b, NULL));
    g_assert_cmpmem(&b, sizeof b, &c, sizeof c);
    g_assert_true(keyring_signing(again, false, &pair_again, &verify_again, NULL));
    g_assert_cmpmem(&pair, sizeof pair, &pair_again, sizeof pair_again);
    g_assert_cmpmem(&verify, sizeof verify, &verify_again, sizeof verify_again);
}

static void
test_signing_works(Fixture *f, const void *data)
{
    g_autoptr(Keyring) keys = opened(f);
    SigningKey pair;
    VerifyKey verify, copied;
    uint8_t signature[SECRET_SIGNATURE];

    g_assert_true(keyring_signing(keys, true, &pair, &verify, NULL));
    g_assert_true(keyring_put_desk_pub(keys, &verify, NULL));
    g_assert_true(keyring_desk_pub(keys, &copied, NULL));
    secret_sign(&pair, "x", 1, signature);
    g_assert_true(secret_verify(&copied, "x", 1, signature));
}

static void
test_refused(Fixture *f, const void *data)
{
    g_autoptr(Keyring) keys = opened(f);
    g_autoptr(GError) again = NULL, missing = NULL, bad = NULL, kind = NULL, pub = NULL;
    SecretKey key;
    SigningKey pair;
    VerifyKey verify;

    g_assert_false(keyring_create(f->folder, &again));
    g_assert_error(again, ERROR_DOMAIN, ERROR_INPUT);
    g_assert_false(keyring_get(keys, "badge", false, &key, &missing));
    g_assert_error(missing, ERROR_DOMAIN, ERROR_UNAVAILABLE);
    g_assert_false(keyring_get(keys, "../badge", true, &key, &bad));
    g_assert_error(bad, ERROR_DOMAIN, ERROR_INTERNAL);
    g_assert_true(keyring_signing(keys, true, &pair, &verify, NULL));
    g_assert_false(keyring_get(keys, "signing", false, &key, &kind));
    g_assert_error(kind, ERROR_DOMAIN, ERROR_CORRUPT);
    g_assert_false(keyring_desk_pub(keys, &verify, &pub));
    g_assert_error(pub, ERROR_DOMAIN, ERROR_INPUT);
}

static void
test_modes(Fixture *f, const void *data)
{
    g_autofree char *master = path_in(f, "master.key"), *ring = path_in(f, "ring");
    struct stat about;

    g_assert_cmpint(stat(master, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 0777, ==, 0600);
    g_assert_cmpint(stat(ring, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 0777, ==, 0600);
    g_assert_cmpint(stat(f->folder, &about), ==, 0);
    g_assert_cmpuint(about.st_mode & 0777, ==, 0700);
}

static void
test_destroyed(Fixture *f, const void *data)
{
    g_autoptr(Keyring) keys = opened(f), later = NULL;
    g_autofree char *fingerprint = NULL, *none = NULL, *ring = path_in(f, "ring");
    g_autofree char *master = path_in(f, "master.key"), *old_ring = NULL, *old_master = NULL, *new_master = NULL;
    gsize ring_length, master_length;
    SecretKey gone, stays, key;

    g_assert_true(keyring_conversation(keys, &one, true, &gone, NULL));
    g_assert_true(keyring_conversation(keys, &two, true, &stays, NULL));
    g_assert_true(g_file_get_contents(ring, &old_ring, &ring_length, NULL));
    g_assert_true(g_file_get_contents(master, &old_master, &master_length, NULL));
    g_autofree char *before = keyring_fingerprint(keys, &one), *after = NULL;
    g_assert_true(keyring_destroy_conversation(keys, &one, &fingerprint, NULL));
    g_assert_cmpuint(strlen(fingerprint), ==, 16);
    g_assert_cmpstr(fingerprint, ==, before);
    after = keyring_fingerprint(keys, &one);
    g_assert_null(after);
    g_assert_false(keyring_has_conversation(keys, &one));
    g_assert_true(keyring_has_conversation(keys, &two));
    g_assert_false(keyring_conversation(keys, &one, false, &key, NULL));

    /* A copy of the ring from before opens with no master that is left. */
    g_assert_true(g_file_get_contents(master, &new_master, &master_length, NULL));
    g_assert_true(memcmp(old_master, new_master, master_length) != 0);
    later = opened(f);
    g_assert_false(keyring_conversation(later, &one, false, &key, NULL));
    g_assert_true(keyring_conversation(later, &two, false, &key, NULL));
    g_assert_cmpmem(&key, sizeof key, &stays, sizeof stays);
    g_assert_true(g_file_set_contents(ring, old_ring, (gssize)ring_length, NULL));
    g_assert_null(keyring_open(f->folder, NULL));

    g_assert_true(keyring_destroy_conversation(keys, &one, &none, NULL));
    g_assert_null(none);
}

/* The power goes off after the ring was renamed and before the master was. */
static void
test_power_cut(Fixture *f, const void *data)
{
    g_autoptr(Keyring) keys = opened(f), later = NULL, last = NULL;
    g_autofree char *master = path_in(f, "master.key"), *new_master = path_in(f, "master.key.new");
    g_autofree char *old = NULL, *fresh = NULL, *fingerprint = NULL;
    gsize length;
    SecretKey stays, key;

    g_assert_true(keyring_conversation(keys, &one, true, &key, NULL));
    g_assert_true(keyring_conversation(keys, &two, true, &stays, NULL));
    g_assert_true(g_file_get_contents(master, &old, &length, NULL));
    g_assert_true(keyring_destroy_conversation(keys, &one, &fingerprint, NULL));
    g_assert_true(g_file_get_contents(master, &fresh, &length, NULL));
    g_assert_true(g_file_set_contents(new_master, fresh, (gssize)length, NULL));
    g_assert_true(g_file_set_contents(master, old, (gssize)length, NULL));

    later = opened(f);
    g_assert_true(keyring_conversation(later, &two, false, &key, NULL));
    g_assert_cmpmem(&key, sizeof key, &stays, sizeof stays);
    g_assert_false(g_file_test(new_master, G_FILE_TEST_EXISTS));
    last = opened(f);
    g_assert_true(keyring_conversation(last, &two, false, &key, NULL));
}

typedef struct { const char *name, *file; gssize length; } DamageCase;

static const DamageCase damages[] = {
    { "/keys/damage/master-short", "master.key", 31 },
    { "/keys/damage/master-other", "master.key", 32 },
    { "/keys/damage/master-empty", "master.key", 0 },
    { "/keys/damage/ring-other", "ring", 200 },
    { "/keys/damage/ring-empty", "ring", 0 },
};

static void
test_damage(Fixture *f, const void *data)
{
    const DamageCase *c = data;
    g_autofree char *path = path_in(f, c->file);
    g_autoptr(GError) error = NULL;
    char bytes[200] = "not a key";

    g_assert_true(g_file_set_contents(path, bytes, c->length, NULL));
    g_assert_null(keyring_open(f->folder, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_CORRUPT);
    g_assert_nonnull(strstr(error->message, c->file));
}

#define ADD(name, data, test) g_test_add(name, Fixture, data, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!secret_init())
        return 1;
    ADD("/keys/kept", NULL, test_kept);
    ADD("/keys/signing-works", NULL, test_signing_works);
    ADD("/keys/refused", NULL, test_refused);
    ADD("/keys/modes", NULL, test_modes);
    ADD("/keys/destroyed", NULL, test_destroyed);
    ADD("/keys/power-cut", NULL, test_power_cut);
    for (size_t i = 0; i < G_N_ELEMENTS(damages); i++)
        ADD(damages[i].name, &damages[i], test_damage);
    return g_test_run();
}
