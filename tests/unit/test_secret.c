#include "base/secret.h"
#include <glib.h>

static const SecretKey key = { { 1, 2, 3 } }, other_key = { { 1, 2, 4 } };

static void
test_hash(void)
{
    uint8_t a[32], b[32];

    secret_hash(&key, "one", "data", 4, a, 32);
    secret_hash(&key, "one", "data", 4, b, 32);
    g_assert_cmpmem(a, 32, b, 32);
    secret_hash(&other_key, "one", "data", 4, b, 32);
    g_assert_false(secret_equal(a, b, 32));
    secret_hash(&key, "two", "data", 4, b, 32);
    g_assert_false(secret_equal(a, b, 32));
    secret_hash(&key, "one", "datb", 4, b, 32);
    g_assert_false(secret_equal(a, b, 32));
    secret_hash(&key, "on", "edata", 5, b, 32);         /* the border between context and data counts */
    g_assert_false(secret_equal(a, b, 32));
}

static void
test_derive(void)
{
    Id one = { { 1 } }, two = { { 2 } };
    SecretKey a, b;

    secret_derive(&key, "voice", &one, &a);
    secret_derive(&key, "voice", &one, &b);
    g_assert_cmpmem(a.bytes, 32, b.bytes, 32);
    secret_derive(&key, "voice", &two, &b);
    g_assert_false(secret_equal(a.bytes, b.bytes, 32));
    secret_derive(&key, "voice", NULL, &b);
    g_assert_false(secret_equal(a.bytes, b.bytes, 32));
    secret_hash(&key, "voice", one.bytes, 16, b.bytes, 32);
    g_assert_false(secret_equal(a.bytes, b.bytes, 32));
}

/* Every bit of the sealed bytes and of what they are bound to counts. */
static void
test_seal(void)
{
    const char plain[] = "for nobody else";
    uint8_t sealed[sizeof plain + SECRET_SEAL_OVERHEAD], again[sizeof sealed];
    char opened[sizeof plain], bound[] = "row 7";

    secret_seal(&key, bound, sizeof bound, plain, sizeof plain, sealed);
    secret_seal(&key, bound, sizeof bound, plain, sizeof plain, again);
    g_assert_false(secret_equal(sealed, again, sizeof sealed));
    g_assert_true(secret_open(&key, bound, sizeof bound, sealed, sizeof sealed, opened));
    g_assert_cmpstr(opened, ==, plain);
    g_assert_false(secret_open(&other_key, bound, sizeof bound, sealed, sizeof sealed, opened));
    g_assert_false(secret_open(&key, NULL, 0, sealed, sizeof sealed, opened));
    for (size_t bit = 0; bit < sizeof sealed * 8; bit++) {
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
        g_assert_false(secret_open(&key, bound, sizeof bound, sealed, sizeof sealed, opened));
        sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    for (size_t length = 0; length < sizeof sealed; length++)
        g_assert_false(secret_open(&key, bound, sizeof bound, sealed, length, opened));
    bound[4] = '8';
    g_assert_false(secret_open(&key, bound, sizeof bound, sealed, sizeof sealed, opened));
}

static void
test_sign(void)
{
    SigningKey pair;
    VerifyKey verify, stranger;
    SigningKey unused;
    uint8_t signature[SECRET_SIGNATURE];

    secret_signing_new(&pair, &verify);
    secret_signing_new(&unused, &stranger);
    secret_sign(&pair, "ticket", 6, signature);
    g_assert_true(secret_verify(&verify, "ticket", 6, signature));
    g_assert_false(secret_verify(&verify, "Ticket", 6, signature));
    g_assert_false(secret_verify(&verify, "ticket", 5, signature));
    g_assert_false(secret_verify(&stranger, "ticket", 6, signature));
    signature[3] ^= 1;
    g_assert_false(secret_verify(&verify, "ticket", 6, signature));
}

static void
test_slow_hash(void)
{
    uint8_t salt[16] = { 9 }, a[32], b[32];

    g_assert_true(secret_slow_hash(&key, "five words", 10, salt, a));
    g_assert_true(secret_slow_hash(&key, "five words", 10, salt, b));
    g_assert_cmpmem(a, 32, b, 32);
    g_assert_true(secret_slow_hash(&key, "five wards", 10, salt, b));
    g_assert_false(secret_equal(a, b, 32));
    g_assert_true(secret_slow_hash(&other_key, "five words", 10, salt, b));
    g_assert_false(secret_equal(a, b, 32));
    salt[0] = 8;
    g_assert_true(secret_slow_hash(&key, "five words", 10, salt, b));
    g_assert_false(secret_equal(a, b, 32));
}

typedef struct { const char *name, *text; bool ok; } TextCase;

/* Five bytes are seven digits, of which the last has two spare bits. */
static const TextCase text_cases[] = {
    { "five-bytes", "_-AAAAA", true },
    { "spare-bits", "_-AAAAB", false },
    { "short", "_-AAAA", false },
    { "long", "_-AAAAAA", false },
    { "far-too-long", "_-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false },
    { "padded", "_-AAAA=", false },
    { "plain-base64", "/+AAAAA", false },
    { "line-end", "_-AAAA\n", false },
    { "empty", "", false },
};

static void
test_text(const void *data)
{
    const TextCase *c = data;
    uint8_t bytes[5];
    char text[SECRET_TEXT_SIZE(5)];

    g_assert_cmpint(secret_from_text(c->text, bytes, sizeof bytes), ==, c->ok);
    if (!c->ok)
        return;
    secret_to_text(bytes, sizeof bytes, text);
    g_assert_cmpstr(text, ==, c->text);
}

static void
test_text_lengths(void)
{
    for (size_t length = 0; length < 70; length++) {
        uint8_t bytes[70], back[70];
        char text[SECRET_TEXT_SIZE(70)];

        secret_random(bytes, length);
        secret_to_text(bytes, length, text);
        g_assert_cmpuint(strlen(text), ==, SECRET_TEXT_SIZE(length) - 1);
        g_assert_true(secret_from_text(text, back, length));
        g_assert_true(memcmp(bytes, back, length) == 0);
    }
}

static void
test_random_below(void)
{
    bool seen[10] = { false };

    for (int i = 0; i < 1000; i++) {
        uint64_t value = secret_random_below(10);

        g_assert_cmpuint(value, <, 10);
        seen[value] = true;
    }
    for (int i = 0; i < 10; i++)
        g_assert_true(seen[i]);
    g_assert_cmpuint(secret_random_below(1), ==, 0);
    g_assert_cmpuint(secret_random_below(0), ==, 0);
}

static void
drop(void)
{
    SecretKey dropped = key;

    secret_key_drop(&dropped);
    for (size_t i = 0; i < sizeof dropped; i++)
        g_assert_cmpuint(dropped.bytes[i], ==, 0);
    secret_key_drop(NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!secret_init())
        return 1;
    g_test_add_func("/secret/hash", test_hash);
    g_test_add_func("/secret/derive", test_derive);
    g_test_add_func("/secret/seal", test_seal);
    g_test_add_func("/secret/sign", test_sign);
    g_test_add_func("/secret/slow-hash", test_slow_hash);
    g_test_add_func("/secret/text-lengths", test_text_lengths);
    g_test_add_func("/secret/random-below", test_random_below);
    g_test_add_func("/secret/drop", drop);
    for (size_t i = 0; i < G_N_ELEMENTS(text_cases); i++) {
        g_autofree char *path = g_strdup_printf("/secret/text/%s", text_cases[i].name);
        g_test_add_data_func(path, &text_cases[i], test_text);
    }
    return g_test_run();
}
