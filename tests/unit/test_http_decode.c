#include "http/arena.h"
#include "http/decode.h"
#include <glib.h>
#include <stdint.h>
#include <string.h>

/* ---- percent signs ---- */

typedef struct { const char *name, *text, *want; bool plus; } PercentCase;

static const PercentCase percent_cases[] = {
    { "plain",     "abc",        "abc",      true },
    { "plus",      "a+b",        "a b",      true },
    { "plus-kept", "a+b",        "a+b",      false },
    { "escape",    "%41%7a%C3%a9", "Az\xc3\xa9", true },
    { "half",      "100%",       "100%",     true },
    { "half-2",    "%4",         "%4",       true },
    { "not-hex",   "%zz%4g",     "%zz%4g",   true },
    { "sign-after", "%%41",      "%A",       true },
    { "twice",     "%2541",      "%41",      true },
    { "empty",     "",           "",         true },
};

static void
test_percent(gconstpointer data)
{
    const PercentCase *c = data;
    g_autofree char *copy = g_strdup(c->text);
    size_t length = decode_percent(copy, strlen(copy), c->plus);

    copy[length] = '\0';
    g_assert_cmpstr(copy, ==, c->want);
}

static void
test_percent_nul(void)
{
    char text[] = "a%00b";

    g_assert_cmpuint(decode_percent(text, 5, true), ==, 3);
    g_assert_cmpmem(text, 3, "a\0b", 3);
}

/* ---- UTF-8: every pair of bytes against GLib, and the edges of RFC 3629 ---- */

static void
test_utf8_edges(void)
{
    static const struct { const char *text; bool ok; } edges[] = {
        { "\x7f", true }, { "\xc2\x80", true }, { "\xdf\xbf", true }, { "\xe0\xa0\x80", true }, { "\xed\x9f\xbf", true },
        { "\xee\x80\x80", true }, { "\xef\xbf\xbf", true }, { "\xf0\x90\x80\x80", true }, { "\xf4\x8f\xbf\xbf", true },
        { "\x80", false }, { "\xc1\xbf", false }, { "\xe0\x9f\xbf", false }, { "\xed\xa0\x80", false },
        { "\xf0\x8f\xbf\xbf", false }, { "\xf4\x90\x80\x80", false }, { "\xf5\x80\x80\x80", false }, { "\xc3", false },
        { "\xe2\x82", false }, { "\xf0\x9f\xa6", false }, { "a\xff", false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(edges); i++)
        g_assert_cmpint(decode_utf8(edges[i].text, strlen(edges[i].text), NULL), ==, edges[i].ok);
    g_assert_false(decode_utf8("a\0b", 3, NULL));
}

static void
test_utf8_all_threes(void)
{
    char text[4] = { 0 };

    for (int a = 1; a < 256; a++)
        for (int b = 1; b < 256; b++)
            for (int c = 1; c < 256; c += 7) {
                text[0] = (char)a;
                text[1] = (char)b;
                text[2] = (char)c;
                g_assert_cmpint(decode_utf8(text, 3, NULL), ==, g_utf8_validate(text, 3, NULL));
            }
}

static void
test_characters(void)
{
    size_t n = 99;

    g_assert_true(decode_utf8("h\xc3\xa9\xf0\x9f\xa6\x8a!", 8, &n));
    g_assert_cmpuint(n, ==, 4);
    g_assert_true(decode_utf8("", 0, &n));
    g_assert_cmpuint(n, ==, 0);
    g_assert_false(decode_utf8("\xff", 1, &n));
    g_assert_cmpuint(n, ==, 0);
}

/* ---- blanks ---- */

typedef struct { const char *name, *text, *want; } TextCase;

static const TextCase tidy_cases[] = {
    { "plain",       "a b",                          "a b" },
    { "both-ends",   " \t\n a b \r\n ",              "a b" },
    { "line-ends",   "a\r\nb\rc\nd",                 "a\nb\nc\nd" },
    { "empty-lines", "a\r\n\r\nb",                   "a\n\nb" },
    { "no-break",    "\xc2\xa0" "a\xc2\xa0",         "a" },
    { "invisible",   "\xe2\x80\x8b\xef\xbb\xbf \xe2\x81\xa0", "" },
    { "wide",        "\xe3\x80\x80" "a\xe3\x80\x80", "a" },
    { "joined",      "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb" },
    { "joiner-alone", "\xe2\x80\x8d",               "" },
    { "unseen",      "\xe2\x81\xa3\xe3\x85\xa4 \xe2\x80\xae\xc2\xad", "" },
    { "unseen-beside-letters", "\xe2\x80\x8f" "a\xe2\x80\x8f", "\xe2\x80\x8f" "a\xe2\x80\x8f" },
    { "all-blank",   " \r\n ",                       "" },
    { "empty",       "",                             "" },
};

static void
test_tidy(gconstpointer data)
{
    const TextCase *c = data;
    g_autofree char *copy = g_strdup(c->text);
    size_t length;
    char *got = decode_tidy(copy, strlen(copy), &length);

    g_assert_cmpstr(got, ==, c->want);
    g_assert_cmpuint(length, ==, strlen(c->want));
}

/* ---- pairs: "name=value;" for each ---- */

static const TextCase pair_cases[] = {
    { "two",         "a=1&b=2",        "a=1;b=2;" },
    { "no-value",    "a&b=",           "a=;b=;" },
    { "no-name",     "=1&&=",          "=1;=;" },
    { "two-equals",  "a=b=c",          "a=b=c;" },
    { "escapes",     "a%3D=%26+x",     "a==& x;" },
    { "last-amper",  "a=1&",           "a=1;" },
    { "only-amper",  "&&&",            "" },
    { "empty",       "",               "" },
};

static void
test_pairs(gconstpointer data)
{
    const TextCase *c = data;
    g_autofree char *copy = g_strdup(c->text);
    char *at = copy, *end = copy + strlen(copy);
    GString *got = g_string_new(NULL);
    DecodePair pair;

    while (decode_next_pair(&at, end, &pair)) {
        g_string_append_printf(got, "%s=%s;", pair.name, pair.value);
        g_assert_cmpuint(strlen(pair.value), ==, pair.value_length);
    }
    g_assert_cmpstr(got->str, ==, c->want);
    g_string_free(got, true);
}

typedef struct { const char *name, *header, *cookie, *want; } CookieCase;

static const CookieCase cookie_cases[] = {
    { "only",        "a=1",              "a",  "1" },
    { "last",        "b=2; a=1",         "a",  "1" },
    { "first-of-two", "a=1; a=2",        "a",  "1" },
    { "prefix",      "aa=2; a=1",        "a",  "1" },
    { "suffix",      "ba=2; a=1",        "a",  "1" },
    { "in-value",    "b=a=3; a=1",       "a",  "1" },
    { "blanks",      "  a=1  ;b=2",      "a",  "1" },
    { "empty-value", "a=; b=2",          "a",  "" },
    { "no-space",    "b=2;a=1",          "a",  "1" },
    { "absent",      "b=2",              "a",  NULL },
    { "no-equals",   "a; b=2",           "a",  NULL },
    { "nothing",     "",                 "a",  NULL },
    { "none",        NULL,               "a",  NULL },
};

static void
test_cookie(gconstpointer data)
{
    const CookieCase *c = data;
    size_t length = 0;
    const char *got = decode_find_cookie(c->header, c->cookie, &length);
    g_autofree char *copy = got ? g_strndup(got, length) : NULL;

    g_assert_cmpstr(copy, ==, c->want);
}

/* ---- figures ---- */

static void
test_json_depth(void)
{
    static const struct { const char *text; unsigned depth; } rows[] = {
        { "", 0 }, { "1", 0 }, { "[]", 1 }, { "{\"a\":[{}]}", 3 }, { "[][][]", 1 }, { "[\"[[[[\"]", 1 },
        { "[\"\\\"[[\"]", 1 }, { "]]][", 1 }, { "[\"\\", 1 }, { "[[[[[[[[[", 9 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpuint(decode_json_depth(rows[i].text, strlen(rows[i].text)), ==, rows[i].depth);
}

static void
test_number(void)
{
    static const struct { const char *text; long long max; bool ok; } rows[] = {
        { "0", 10, true }, { "10", 10, true }, { "007", 10, true }, { "11", 10, false }, { "", 10, false },
        { "-1", 10, false }, { "1.0", 10, false }, { "+1", 10, false }, { " 1", 10, false }, { "1e3", 9999, false },
        { "9223372036854775807", G_MAXINT64, true }, { "9223372036854775808", G_MAXINT64, false },
        { "99999999999999999999999999", G_MAXINT64, false }, { "8", 7, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        long long got = -5;
        g_assert_cmpint(decode_number(rows[i].text, rows[i].max, &got), ==, rows[i].ok);
        g_assert_cmpint(got, ==, rows[i].ok ? g_ascii_strtoll(rows[i].text, NULL, 10) : -5);
    }
}

static void
test_arena(void)
{
    Arena arena = { 0 };

    for (size_t size = 1; size < 5000; size += 37) {
        char *memory = arena_alloc(&arena, size);
        g_assert_cmpuint((uintptr_t)memory % 16, ==, 0);
        memset(memory, 'x', size);
    }
    char *zero = arena_zero(&arena, 10, 10);
    for (int i = 0; i < 100; i++)
        g_assert_cmpint(zero[i], ==, 0);
    g_assert_cmpstr(arena_text(&arena, "abcdef", 3), ==, "abc");
    arena_clear(&arena);
}

static void
add(const char *group, const char *name, const void *row, GTestDataFunc func)
{
    g_autofree char *path = g_strdup_printf("/decode/%s/%s", group, name);

    g_test_add_data_func(path, row, func);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(percent_cases); i++)
        add("percent", percent_cases[i].name, &percent_cases[i], test_percent);
    for (size_t i = 0; i < G_N_ELEMENTS(tidy_cases); i++)
        add("tidy", tidy_cases[i].name, &tidy_cases[i], test_tidy);
    for (size_t i = 0; i < G_N_ELEMENTS(pair_cases); i++)
        add("pairs", pair_cases[i].name, &pair_cases[i], test_pairs);
    for (size_t i = 0; i < G_N_ELEMENTS(cookie_cases); i++)
        add("cookie", cookie_cases[i].name, &cookie_cases[i], test_cookie);
    g_test_add_func("/decode/percent-nul", test_percent_nul);
    g_test_add_func("/decode/utf8-edges", test_utf8_edges);
    g_test_add_func("/decode/utf8-all-threes", test_utf8_all_threes);
    g_test_add_func("/decode/characters", test_characters);
    g_test_add_func("/decode/json-depth", test_json_depth);
    g_test_add_func("/decode/number", test_number);
    g_test_add_func("/decode/arena", test_arena);
    return g_test_run();
}
