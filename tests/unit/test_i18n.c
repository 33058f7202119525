#include "base/i18n.h"
#include <locale.h>
#include <string.h>

/* ---- which language ---- */

static const struct { const char *name, *header, *tag; } wishes[] = {
    { "none", NULL, NULL },
    { "empty", "", NULL },
    { "one", "cy", "cy" },
    { "with-a-country", "cy-GB", "cy" },
    { "in-capitals", "CY-gb", "cy" },
    { "the-first-of-equals", "ar, cy", "ar" },
    { "by-weight", "ar;q=0.3, cy;q=0.9, en;q=0.5", "cy" },
    { "no-weight-is-one", "en;q=0.9, cy", "cy" },
    { "blanks-around-the-weight", "en;q=0.4 , cy ; q=0.8", "cy" },
    { "a-browser-in-wales", "cy-GB,cy;q=0.9,en-GB;q=0.8,en;q=0.7", "cy" },
    { "not-ours-first", "tlh, cy;q=0.2", "cy" },
    { "none-of-ours", "tlh, qya;q=0.5", NULL },
    { "english-is-one-of-ours", "en-GB, cy;q=0.9", "en" },
    { "not-wanted-at-all", "cy;q=0, ar;q=0.1", "ar" },
    { "nothing-wanted", "cy;q=0", NULL },
    { "any", "*", NULL },
    { "any-beside-one", "*;q=0.9, cy;q=0.1", "cy" },
    { "weight-over-one", "cy;q=1.5, ar;q=0.1", "ar" },
    { "weight-of-letters", "cy;q=high, ar;q=0.1", "ar" },
    { "weight-too-long", "cy;q=0.9999, ar;q=0.1", "ar" },
    { "weight-missing", "cy;q=, ar;q=0.1", "ar" },
    { "another-parameter", "cy;level=1, ar;q=0.1", "ar" },
    { "thousandths", "cy;q=0.001, ar;q=0.002", "ar" },
    { "only-separators", ",,; ,", NULL },
    { "longer-than-a-tag", "cymraeg", NULL },
    { "hostile", "cy\001;q=1, ;;;==,%s%n", NULL },
};

static void
test_accepted(const void *data)
{
    const size_t i = GPOINTER_TO_SIZE(data);
    const I18nLanguage *language = i18n_accepted(wishes[i].header);

    g_assert_cmpstr(language ? i18n_tag(language) : NULL, ==, wishes[i].tag);
}

static void
test_names(void)
{
    g_assert_cmpstr(i18n_tag(i18n_languages(0)), ==, "en");
    g_assert_null(i18n_languages(I18N_MOST));
    g_assert_null(i18n_language(NULL));
    g_assert_null(i18n_language(""));
    g_assert_null(i18n_language("xx"));
    g_assert_cmpstr(i18n_name(i18n_language("cy-GB")), ==, "Cymraeg");
    g_assert_cmpstr(i18n_name(i18n_language("ar")), ==, "العربية");
    g_assert_true(i18n_is_rtl(i18n_language("ar")));
    g_assert_false(i18n_is_rtl(i18n_language("cy")));
    g_assert_cmpuint(i18n_place(i18n_language("en")), ==, 0);
}

/* ---- what is said ---- */

static void
test_scope(void)
{
    g_assert_cmpstr(_("Sign out"), ==, "Sign out");
    {
        g_auto(I18nScope) speaks = i18n_scope(i18n_language("cy"));
        g_assert_cmpstr(i18n_tag(i18n_spoken()), ==, "cy");
        g_assert_cmpstr(_("Sign out"), !=, "Sign out");
        {
            g_auto(I18nScope) english = i18n_scope(NULL);
            g_assert_cmpstr(_("Sign out"), ==, "Sign out");
        }
        g_assert_cmpstr(_("Sign out"), !=, "Sign out");
        g_assert_cmpstr(_(""), ==, "");
        g_assert_cmpstr(_("no text of ours"), ==, "no text of ours");
    }
    g_assert_cmpstr(_("Sign out"), ==, "Sign out");
    g_assert_cmpstr(i18n_tag(i18n_spoken()), ==, "en");
}

static void *
say_elsewhere(void *data)
{
    return g_strdup(_("Sign out"));
}

static void
test_threads(void)
{
    g_auto(I18nScope) speaks = i18n_scope(i18n_language("cy"));
    g_autofree char *said = g_thread_join(g_thread_new("other", say_elsewhere, NULL));

    g_assert_cmpstr(said, ==, "Sign out");
}

/* The plural forms of CLDR: the numbers of a row share theirs, and with no other row. */
static const struct { const char *tag; unsigned long numbers[6][4]; size_t n; } plurals[] = {
    { "en", { { 1 }, { 0, 2, 5, 100 } }, 2 },
    { "cy", { { 0 }, { 1 }, { 2 }, { 3 }, { 6 }, { 4, 5, 7, 100 } }, 6 },
    { "ar", { { 0 }, { 1 }, { 2 }, { 3, 10, 103, 110 }, { 11, 99, 111, 199 }, { 100, 101, 102, 200 } }, 6 },
};

static void
test_plurals(const void *data)
{
    const size_t at = GPOINTER_TO_SIZE(data);
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(plurals[at].tag));
    g_autoptr(GHashTable) forms = g_hash_table_new(g_direct_hash, g_direct_equal);

    for (size_t row = 0; row < plurals[at].n; row++) {
        const char *form = i18n_plural("%s person", "%s people", plurals[at].numbers[row][0]);

        g_assert_true(g_hash_table_add(forms, (char *)form));       /* the place in the catalogue, not the words */
        for (size_t i = 1; i < 4 && plurals[at].numbers[row][i]; i++)
            g_assert_true(form == i18n_plural("%s person", "%s people", plurals[at].numbers[row][i]));
    }
}

/* ---- numbers ---- */

static const struct { const char *name, *tag, *expected; } numbers[] = {
    { "english", "en", "7 of  12: 100% 0.5 3 of 4" },
    { "welsh", "cy", "7 of  12: 100% 0.5 3 of 4" },
    { "arabic", "ar", "٧ of  ١٢: ١٠٠% ٠٫٥ 3 of 4" },
};

static void
test_format(const void *data)
{
    const size_t i = GPOINTER_TO_SIZE(data);
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(numbers[i].tag));
    g_autofree char *text = i18n_format("%d of %3zu: %u%% %.1f %s", 7, (size_t)12, 100u, 0.5, "3 of 4");

    g_assert_cmpstr(text, ==, numbers[i].expected);
}

static void
test_digits(void)
{
    g_auto(I18nScope) speaks = i18n_scope(i18n_language("ar"));
    g_autofree char *text = i18n_digits("-90");

    g_assert_cmpstr(text, ==, "-٩٠");
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "C");
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++) {
        g_autofree char *path = g_strconcat("/i18n/accepted/", wishes[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_accepted);
    }
    g_test_add_func("/i18n/names", test_names);
    g_test_add_func("/i18n/scope", test_scope);
    g_test_add_func("/i18n/threads", test_threads);
    for (size_t i = 0; i < G_N_ELEMENTS(plurals); i++) {
        g_autofree char *path = g_strconcat("/i18n/plurals/", plurals[i].tag, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_plurals);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autofree char *path = g_strconcat("/i18n/format/", numbers[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_format);
    }
    g_test_add_func("/i18n/digits", test_digits);
    return g_test_run();
}
