#include "base/words.h"
#include <glib.h>
#include <string.h>

typedef struct { const char *name, *typed; int index; } WordCase;

static const WordCase cases[] = {
    { "first", "abandon", 0 },
    { "last", "zoo", 2047 },
    { "capitals", "Abandon", 0 },
    { "four-letters", "aban", 0 },
    { "more-than-four", "abando", 0 },
    { "three-letters-are-a-word", "act", 19 },
    { "three-letters-are-not-enough", "aba", -1 },
    { "unknown", "xylophon", -1 },
    { "too-long", "abandoned", -1 },
    { "empty", "", -1 },
    { "blank", "zoo ", -1 },
    { "accent", "h\xc3\xa9ros", -1 },
};

static void
test_case(const void *data)
{
    const WordCase *c = data;

    g_assert_cmpint(words_index(c->typed, strlen(c->typed)), ==, c->index);
}

static void
test_every_word(void)
{
    for (int i = 0; i < WORDS_COUNT; i++) {
        size_t length = strlen(words_table[i]);

        g_assert_cmpint(words_index(words_table[i], length), ==, i);
        g_assert_cmpint(words_index(words_table[i], MIN(length, 4)), ==, i);
        if (i > 0)
            g_assert_cmpstr(words_table[i - 1], <, words_table[i]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/words/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/words/every-word", test_every_word);
    return g_test_run();
}
