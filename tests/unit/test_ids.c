#include "base/ids.h"
#include <glib.h>

typedef struct { const char *name, *text; bool ok; } IdCase;

static const IdCase cases[] = {
    { "zero", "00000000000000000000000000", true },
    { "highest", "7zzzzzzzzzzzzzzzzzzzzzzzzz", true },
    { "any", "0123456789abcdefghjkmnpqrs", true },
    { "too-high", "80000000000000000000000000", false },
    { "short", "0000000000000000000000000", false },
    { "long", "000000000000000000000000000", false },
    { "capital", "0000000000000000000000000A", false },
    { "letter-i", "0000000000000000000000000i", false },
    { "letter-l", "0000000000000000000000000l", false },
    { "letter-o", "0000000000000000000000000o", false },
    { "letter-u", "0000000000000000000000000u", false },
    { "blank", "0000000000000 000000000000", false },
    { "not-ascii", "000000000000000000000000\xc3\xa9", false },
    { "empty", "", false },
    { "null", NULL, false },
};

static void
test_case(const void *data)
{
    const IdCase *c = data;
    Id id = { { 1, 2, 3 } }, before = id;
    char text[ID_TEXT_SIZE];

    g_assert_cmpint(id_from_text(c->text, &id), ==, c->ok);
    if (c->ok) {
        id_to_text(&id, text);
        g_assert_cmpstr(text, ==, c->text);
    } else {
        g_assert_true(id_equal(&id, &before));
    }
}

static void
test_known(void)
{
    Id id = { { 0 } };
    char text[ID_TEXT_SIZE];

    id.bytes[15] = 32;
    id_to_text(&id, text);
    g_assert_cmpstr(text, ==, "00000000000000000000000010");
    id.bytes[15] = 0;
    id.bytes[0] = 0x80;
    id_to_text(&id, text);
    g_assert_cmpstr(text, ==, "40000000000000000000000000");
}

static void
test_random(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);

    for (int i = 0; i < 1000; i++) {
        Id *id = g_new0(Id, 1), back;
        char text[ID_TEXT_SIZE];

        id_random(id);
        g_assert_false(id_is_zero(id));
        id_to_text(id, text);
        g_assert_true(id_from_text(text, &back) && id_equal(id, &back));
        g_assert_true(g_hash_table_add(seen, id));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/ids/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/ids/known", test_known);
    g_test_add_func("/ids/random", test_random);
    return g_test_run();
}
