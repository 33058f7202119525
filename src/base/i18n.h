/* Every text that a person sees passes through _(); the translations are in po/, and in the program itself.
 *
 * Which language is spoken belongs to the thread, because a text is asked for in a thousand places: whoever begins to
 * work for somebody (a request, a mail, a report) says it with i18n_scope(), and when that ends it is English again.
 * Texts are for people: what programs read, what the log says and what the command line prints stays English. */
#pragma once
#include <glib.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define N_(text) (text)
#define _(text)  i18n_text(text)

const char *i18n_text(const char *text) __attribute__((format_arg(1)));
const char *i18n_plural(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

/* Like g_strdup_printf(), with whole numbers in the digits of the language; caller frees. */
char *i18n_format(const char *format, ...) G_GNUC_PRINTF(1, 2);
char *i18n_format_v(const char *format, va_list args) G_GNUC_PRINTF(1, 0);
/* "1,234", with the separators of the language. */
#define I18N_NUMBER_SIZE 64
void  i18n_number(uint64_t number, char ret_text[static I18N_NUMBER_SIZE]);
/* All plural forms with a bar between them, for scripts: in CLDR's order zero, one, two, few, many, other. */
char *i18n_forms(const char *one, const char *many);
char *i18n_digits(const char *number);          /* "1,234" in the digits of the language; caller frees */

/* ---- languages: fixed, there from the start ---- */
typedef struct I18nLanguage I18nLanguage;

const I18nLanguage *i18n_languages(size_t i);                   /* NULL: there are no more; the first is English */
const I18nLanguage *i18n_language(const char *tag);             /* "cy", or "cy-GB" for cy; NULL: not one of ours, or NULL */
/* The best of a header such as "cy-GB, cy;q=0.9, en;q=0.5"; NULL: none of ours, or no such header. */
const I18nLanguage *i18n_accepted(const char *accept_language);
const char         *i18n_tag(const I18nLanguage *language);     /* "cy" */
const char         *i18n_name(const I18nLanguage *language);    /* in itself: "Cymraeg" */
const char         *i18n_numbers(const I18nLanguage *language); /* CLDR's name of its digits: "arab"; NULL: latn */
bool                i18n_is_rtl(const I18nLanguage *language);
unsigned            i18n_place(const I18nLanguage *language);   /* in the list; below I18N_MOST */

#define I18N_MOST 64

/* ---- what this thread speaks ---- */
const I18nLanguage *i18n_spoken(void);
/* Until the end of the block: g_auto(I18nScope) speaks = i18n_scope(language).  NULL: English. */
typedef struct { const I18nLanguage *before; } I18nScope;
/* From here to the end of the scope around: where it is found out late who is spoken to. */
void                i18n_speak(const I18nLanguage *language);
I18nScope           i18n_scope(const I18nLanguage *language) __attribute__((warn_unused_result));
void                i18n_scope_end(I18nScope *scope);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(I18nScope, i18n_scope_end)
