#include "base/text.h"
#include <stdint.h>
#include <string.h>

typedef struct { const char *name, *in, *out; char *(*run)(const char *); } CopyCase;

static char *
excerpt_12(const char *text)
{
    return text_excerpt(text, 12);
}

static const CopyCase copies[] = {
    { "trim/plain", "two words", "two words", text_trim },
    { "trim/both-ends", " \t\r\n a b \n", "a b", text_trim },
    { "trim/no-break-space", "\xc2\xa0" "a\xc2\xa0", "a", text_trim },
    { "trim/zero-width", "\xe2\x80\x8b" "a\xef\xbb\xbf", "a", text_trim },
    { "trim/line-ends", "a\r\nb\rc\nd", "a\nb\nc\nd", text_trim },
    { "trim/blank", " \n ", "", text_trim },
    { "trim/empty", "", "", text_trim },
    { "trim/inner-joiner-stays", "a\xe2\x80\x8d" "b", "a\xe2\x80\x8d" "b", text_trim },
    { "excerpt/short", "a short one", "a short one", excerpt_12 },
    { "excerpt/just", "twelve chars", "twelve chars", excerpt_12 },
    { "excerpt/at-a-word", "one two three four", "one two\xe2\x80\xa6", excerpt_12 },
    { "excerpt/word-ends-at-the-cut", "one two thre four", "one two\xe2\x80\xa6", excerpt_12 },
    { "excerpt/blank-at-the-cut", "one two thr four", "one two thr\xe2\x80\xa6", excerpt_12 },
    { "excerpt/one-line", "a\n\n b\t c", "a b c", excerpt_12 },
    { "excerpt/long-word", "Donaudampfschifffahrt", "Donaudampfs\xe2\x80\xa6", excerpt_12 },
    { "excerpt/characters-not-bytes", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
      "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", excerpt_12 },
    { "fold/case", "NHS Trust", "nhs trust", text_fold },
    { "fold/accents", "Caf\xc3\xa9 Z\xc3\xbcrich", "cafe zurich", text_fold },
    { "fold/sharp-s", "Stra\xc3\x9f" "e", "strasse", text_fold },
    { "fold/ligature", "\xef\xac\x81nd", "find", text_fold },
    { "fold/cherokee", "\xe1\x8f\x96", "\xea\xae\xa6", text_fold },
    { "fold/cherokee-small", "\xea\xae\xa6", "\xea\xae\xa6", text_fold },
    { "fold/full-width", "\xef\xbc\xa1", "a", text_fold },
    { "fold/composed-later", "e\xcc\x81", "e", text_fold },
    { "fold/hangul-stays-whole", "\xed\x95\x9c", "\xed\x95\x9c", text_fold },
    { "slug/words", "Our purpose", "our-purpose", text_slug },
    { "slug/marks", "  What's next? (2026) ", "whats-next-2026", text_slug },
    { "slug/accents", "\xc3\x89quipe", "equipe", text_slug },
    { "slug/nothing-left", "\xe4\xb8\xad", "", text_slug },
};

static void
test_copy(const void *data)
{
    const CopyCase *c = data;
    g_autofree char *out = c->run(c->in);

    g_assert_cmpstr(out, ==, c->out);
}

typedef struct { const char *name, *text; bool ok; } SlugCase;

static const SlugCase slugs[] = {
    { "plain", "our-framework-2", true },
    { "one", "a", true },
    { "sixty", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true },
    { "sixty-one", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
    { "empty", "", false },
    { "capital", "Our", false },
    { "two-hyphens", "a--b", false },
    { "hyphen-first", "-a", false },
    { "hyphen-last", "a-", false },
    { "slash", "a/b", false },
    { "dot", "..", false },
    { "accent", "\xc3\xa9", false },
};

static void
test_slug(const void *data)
{
    const SlugCase *c = data;

    g_assert_cmpint(text_is_slug(c->text), ==, c->ok);
}

typedef struct { const char *name, *bytes; size_t length; bool ok; } Utf8Case;

static const Utf8Case bytes[] = {
    { "ascii", "abc", 3, true },
    { "two-bytes", "\xc3\xa9", 2, true },
    { "empty", "", 0, true },
    { "cut", "\xc3", 1, false },
    { "latin-1", "caf\xe9", 4, false },
    { "nul-inside", "a\0b", 3, false },
    { "surrogate", "\xed\xa0\x80", 3, false },
    { "overlong", "\xc0\xaf", 2, false },
    { "too-high", "\xf4\x90\x80\x80", 4, false },
};

static void
test_utf8(const void *data)
{
    const Utf8Case *c = data;

    g_assert_cmpint(text_is_utf8(c->bytes, c->length), ==, c->ok);
}

static void
test_length(void)
{
    g_assert_cmpuint(text_length("h\xc3\xa9llo"), ==, 5);
    g_assert_cmpuint(text_length("\xf0\x9f\x98\x80"), ==, 1);
    g_assert_cmpuint(text_length(""), ==, 0);
}

typedef struct { const char *name, *text; bool ok; } EmailCase;

static const EmailCase emails[] = {
    { "plain", "jane.smith@trust.example", true },
    { "plus", "jane+candour@trust.example", true },
    { "one-label", "jane@localhost", true },
    { "apostrophe", "o'neill@trust.example", true },
    { "no-at", "jane.trust.example", false },
    { "two-ats", "jane@smith@trust.example", false },
    { "blank", "jane smith@trust.example", false },
    { "blank-last", "jane@trust.example ", false },
    { "comma-list", "a@trust.example,b@trust.example", false },
    { "angle", "<jane@trust.example>", false },
    { "header", "jane@trust.example\nBcc: x@trust.example", false },
    { "dots", "jane..smith@trust.example", false },
    { "numeric-host", "jane@192.168.0.1", false },
    { "accent", "jan\xc3\xa9@trust.example", false },
    { "empty", "", false },
};

static void
test_email(const void *data)
{
    const EmailCase *c = data;

    g_assert_cmpint(text_is_email(c->text), ==, c->ok);
}

/* ---- the isemail set: refused where ISEMAIL_ERR, accepted where ISEMAIL_VALID ---- */

typedef struct { GString *address, *category; GString *into; int rows; } SetReader;

static void
set_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
          void *data, GError **error)
{
    SetReader *set = data;

    set->into = strcmp(element, "address") == 0 ? set->address
                : strcmp(element, "category") == 0 ? set->category : NULL;
    if (set->into != NULL)
        g_string_truncate(set->into, 0);
}

static void
set_text(GMarkupParseContext *context, const char *text, gsize length, void *data, GError **error)
{
    SetReader *set = data;

    if (set->into != NULL)
        g_string_append_len(set->into, text, (gssize)length);
}

/* The set writes a control character as its picture, U+2400 and up; a NUL ends a C string. */
static char *
without_pictures(const char *address)
{
    GString *plain = g_string_new(NULL);

    for (const char *c = address; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar value = g_utf8_get_char(c);

        if (value == 0x2400)
            break;
        g_string_append_unichar(plain, value > 0x2400 && value < 0x2420 ? value - 0x2400 : value);
    }
    return g_string_free(plain, FALSE);
}

static void
set_end(GMarkupParseContext *context, const char *element, void *data, GError **error)
{
    SetReader *set = data;

    set->into = NULL;
    if (strcmp(element, "test") != 0)
        return;
    g_autofree char *address = without_pictures(set->address->str);
    bool cut = strstr(set->address->str, "\xe2\x90\x80") != NULL;

    set->rows++;
    if (strcmp(set->category->str, "ISEMAIL_ERR") == 0 && !cut && text_is_email(address))
        g_error("accepted: %s", address);
    if (g_str_has_prefix(set->category->str, "ISEMAIL_VALID") && !text_is_email(address))
        g_error("refused: %s", address);
}

static void
test_isemail(void)
{
    const GMarkupParser parser = { set_start, set_end, set_text, NULL, NULL };
    const char *data = g_getenv("CANDOUR_DATA");
    g_autofree char *beside = g_build_filename(g_getenv("CANDOUR_SOURCE"), "../shared/data", NULL);
    g_autofree char *path = g_build_filename(data == NULL ? beside : data, "attack/isemail/tests.xml", NULL);
    g_autofree char *bytes_read = NULL;
    g_autoptr(GError) error = NULL;
    gsize length;
    SetReader set = { g_string_new(NULL), g_string_new(NULL), NULL, 0 };
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &set, NULL);

    if (g_file_get_contents(path, &bytes_read, &length, NULL)) {
        g_assert_true(g_markup_parse_context_parse(context, bytes_read, (gssize)length, &error));
        g_assert_cmpint(set.rows, >, 100);
    } else {
        g_test_skip("the reference data is not there");
    }
    g_markup_parse_context_free(context);
    g_string_free(set.address, TRUE);
    g_string_free(set.category, TRUE);
}

#define ADD_ROWS(rows, prefix, test)                                                        \
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                                       \
        g_autofree char *path = g_strdup_printf("/text/" prefix "%s", rows[i].name);        \
        g_test_add_data_func(path, &rows[i], test);                                         \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS(copies, "", test_copy)
    ADD_ROWS(slugs, "is-slug/", test_slug)
    ADD_ROWS(bytes, "utf8/", test_utf8)
    ADD_ROWS(emails, "email/", test_email)
    g_test_add_func("/text/length", test_length);
    g_test_add_func("/text/email/isemail-set", test_isemail);
    return g_test_run();
}
