#include "base/catalogue.h"
#include <stdlib.h>
#include <string.h>

/* TRANSLATORS: the name of your own language, in itself: Cymraeg, not Saesneg. */
#define OWN_NAME N_("English")

static _Thread_local const I18nLanguage *spoken; /* NULL: English */

/* ---- texts ---- */

static int
compare_row(const void *text, const void *row)
{
    return strcmp(text, ((const I18nRow *)row)->text);
}

static const char *
translation(const char *text)
{
    const I18nRow *row = bsearch(text, spoken->rows, spoken->n_rows, sizeof *row, compare_row);

    return row ? row->translation : NULL;
}

const char *
i18n_text(const char *text)
{
    return (spoken ? translation(text) : NULL) ?: text;
}

const char *
i18n_plural(const char *one, const char *many, unsigned long n)
{
    const char *form = spoken ? translation(one) : NULL;

    if (!form)
        return n == 1 ? one : many;
    for (unsigned skip = MIN(spoken->form(n), spoken->n_forms - 1); skip > 0; skip--)
        form += strlen(form) + 1;
    return form;
}

char *
i18n_forms(const char *one, const char *many)
{
    const char *form = spoken ? translation(one) : NULL;
    GString *forms = g_string_new(form);

    if (!form)
        g_string_printf(forms, "%s|%s", one, many);
    for (unsigned i = 1; form && i < spoken->n_forms; i++) {
        form += strlen(form) + 1;
        g_string_append_printf(forms, "|%s", form);
    }
    return g_string_free(forms, FALSE);
}

/* ---- languages ---- */

const I18nLanguage *
i18n_languages(size_t i)
{
    return i < MIN(i18n_catalogues_n, I18N_MOST) ? &i18n_catalogues[i] : NULL;
}

static const I18nLanguage *
language_of(const char *tag, size_t length)
{
    const I18nLanguage *language;

    for (size_t i = 0; (language = i18n_languages(i)); i++)
        if (strlen(language->tag) == length && g_ascii_strncasecmp(language->tag, tag, length) == 0)
            return language;
    return NULL;
}

const I18nLanguage *
i18n_language(const char *tag)
{
    return tag ? language_of(tag, strcspn(tag, "-_")) : NULL;
}

/* Thousandths of "0", "1", "0.5", "1.000"; -1: it is not written so (RFC 9110, 12.4.2). */
static int
quality(const char *text, size_t length)
{
    int value = 0, unit = 1000;

    if (length == 0 || length > 5 || (text[0] != '0' && text[0] != '1') || (length > 1 && text[1] != '.'))
        return -1;
    for (size_t i = 0; i < length; i++) {
        if (i == 1)
            continue;
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value += (text[i] - '0') * unit;
        unit /= 10;
    }
    return value <= 1000 ? value : -1;
}

/* One "cy-GB;q=0.9": 0 for what is not wanted or not understood. */
static int
read_wish(const char *wish, size_t length, const I18nLanguage **ret_language)
{
    const char *weight = memchr(wish, ';', length);
    const char *end = wish + length;
    size_t tag = strcspn(wish, "-; \t,");

    *ret_language = language_of(wish, MIN(tag, length));
    if (!*ret_language || !weight)
        return *ret_language ? 1000 : 0;
    for (weight++; weight < end && (*weight == ' ' || *weight == '\t');)
        weight++;
    while (end > weight && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (end - weight < 3 || g_ascii_tolower(weight[0]) != 'q' || weight[1] != '=')
        return 0;
    return MAX(quality(weight + 2, (size_t)(end - weight) - 2), 0);
}

const I18nLanguage *
i18n_accepted(const char *accept_language)
{
    const I18nLanguage *best = NULL;
    int best_quality = 0;

    for (const char *at = accept_language; at && *at;) {
        const I18nLanguage *language;
        at += strspn(at, " \t,");
        size_t length = strcspn(at, ",");
        int wish = read_wish(at, length, &language);

        if (wish > best_quality) {
            best_quality = wish;
            best = language;
        }
        at += length;
    }
    return best;
}

const char *
i18n_tag(const I18nLanguage *language)
{
    return language->tag;
}

const char *
i18n_name(const I18nLanguage *language)
{
    return language->rows ? language->name : OWN_NAME;
}

const char *
i18n_numbers(const I18nLanguage *language)
{
    return language->numbers;
}

bool
i18n_is_rtl(const I18nLanguage *language)
{
    return language->is_rtl;
}

unsigned
i18n_place(const I18nLanguage *language)
{
    return (unsigned)(language - i18n_catalogues);
}

/* ---- what this thread speaks ---- */

const I18nLanguage *
i18n_spoken(void)
{
    return spoken ?: &i18n_catalogues[0];
}

void
i18n_speak(const I18nLanguage *language)
{
    spoken = language && language->rows ? language : NULL;
}

I18nScope
i18n_scope(const I18nLanguage *language)
{
    I18nScope scope = { spoken };

    i18n_speak(language);
    return scope;
}

void
i18n_scope_end(I18nScope *scope)
{
    spoken = scope->before;
}
