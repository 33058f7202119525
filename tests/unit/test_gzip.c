/* Pieces of gzip: whatever is put together unpacks to the texts, in any order, and shows no length. */
#include "html/gzip.h"
#include <glib.h>
#include <string.h>
#include <zlib.h>

/* zlib itself unpacks it, and checks CRC and length. */
static GString *
unpack(const uint8_t *bytes, size_t length)
{
    GString *text = g_string_new(NULL);
    z_stream stream = { .next_in = (uint8_t *)bytes, .avail_in = (unsigned)length };
    int state = Z_OK;

    g_assert_cmpint(inflateInit2(&stream, 15 + 16), ==, Z_OK);
    while (state == Z_OK) {
        uint8_t block[700];
        stream.next_out = block;
        stream.avail_out = sizeof block;
        state = inflate(&stream, Z_NO_FLUSH);
        g_string_append_len(text, (const char *)block, (gssize)(sizeof block - stream.avail_out));
    }
    g_assert_cmpint(state, ==, Z_STREAM_END);
    g_assert_cmpuint(stream.avail_in, ==, 0);
    inflateEnd(&stream);
    return text;
}

static void
assert_same(const void *a, size_t a_length, const void *b, size_t b_length)
{
    g_assert_cmpuint(a_length, ==, b_length);
    g_assert_true(memcmp(a, b, a_length) == 0);
}

static char *
some_text(GRand *random, size_t length)
{
    static const char *const words[] = { "<article class=\"c-said\">", "people", " come ", "first", "</p>", "é", "\n", "&amp;" };
    GString *text = g_string_new(NULL);

    while (text->len < length)
        g_string_append(text, words[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(words))]);
    g_string_truncate(text, length);
    return g_string_free(text, FALSE);
}

typedef struct { const char *name; size_t lengths[6]; size_t n; } JoinCase;

static const JoinCase join_cases[] = {
    { "nothing", { 0 }, 0 },
    { "empty", { 0 }, 1 },
    { "one-byte", { 1 }, 1 },
    { "empty-among-others", { 0, 5, 0, 700, 0 }, 5 },
    { "a-page", { 4000, 1700, 1750, 1690, 2000 }, 5 },
    { "over-the-window", { 40000, 70000, 3 }, 3 },
};

static void
test_join(gconstpointer data)
{
    const JoinCase *c = data;
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    GzipPiece pieces[6];
    char *texts[6];

    for (size_t i = 0; i < c->n; i++) {
        texts[i] = some_text(random, c->lengths[i]);
        if (i % 2 == 1 && c->lengths[i] <= UINT16_MAX)
            gzip_piece_plain(texts[i], (uint16_t)strlen(texts[i]), &pieces[i]);
        else
            gzip_piece_make(texts[i], strlen(texts[i]), &pieces[i]);
    }
    for (size_t turn = 0; turn < MAX(c->n, 1); turn++) {
        const GzipPiece *order[6];
        g_autoptr(GString) wanted = g_string_new(NULL);
        size_t length;

        for (size_t i = 0; i < c->n; i++) {
            order[i] = &pieces[(i + turn) % c->n];
            g_string_append(wanted, texts[(i + turn) % c->n]);
        }
        g_autofree uint8_t *stream = gzip_join(order, c->n, &length);
        g_autoptr(GString) got = unpack(stream, length);
        g_assert_cmpuint(length % GZIP_ROUND, ==, 0);
        assert_same(got->str, got->len, wanted->str, wanted->len);
    }
    for (size_t i = 0; i < c->n; i++) {
        g_free(texts[i]);
        gzip_piece_clear(&pieces[i]);
    }
}

/* What a piece weighs does not depend on its neighbours: a guess beside a secret gains nothing. */
static void
test_neighbours(void)
{
    const char *secret = "<p>You dislike this. Press again to take it back.</p>";
    GzipPiece alone, again;

    gzip_piece_make(secret, strlen(secret), &alone);
    gzip_piece_make(secret, strlen(secret), &again);
    assert_same(alone.bytes, alone.length, again.bytes, again.length);
    const GzipPiece *both[] = { &alone, &again };
    size_t length;
    g_autofree uint8_t *stream = gzip_join(both, 2, &length);
    /* The second is there in full, not as a reference to the first. */
    const uint8_t *first = memmem(stream, length, alone.bytes, alone.length);
    g_assert_nonnull(first);
    assert_same(first + alone.length, again.length, again.bytes, again.length);
    gzip_piece_clear(&alone);
    gzip_piece_clear(&again);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(join_cases); i++) {
        g_autofree char *path = g_strconcat("/gzip/join/", join_cases[i].name, NULL);
        g_test_add_data_func(path, &join_cases[i], test_join);
    }
    g_test_add_func("/gzip/neighbours", test_neighbours);
    return g_test_run();
}
