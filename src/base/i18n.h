/* Every text that a person sees passes through _(); the catalogues come by gettext. */
#pragma once

#define N_(text) (text)
#define _(text)  i18n_text(text)

const char *i18n_text(const char *text) __attribute__((format_arg(1)));
const char *i18n_plural(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));
