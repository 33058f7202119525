/* The texts in other languages, a table that tools/embed-po makes at build time; i18n.c alone reads it. */
#pragma once
#include "base/i18n.h"

/* `translation`: the plural forms one after the other, each ended by a zero byte, where there are several. */
typedef struct { const char *text, *translation; } I18nRow;

struct I18nLanguage {
    const char    *tag, *name;
    bool           is_rtl;
    const char    *numbers;             /* CLDR's name of its digits: "arab"; NULL: latn */
    gunichar       zero;                /* its digit 0; the others follow */
    const I18nRow *rows;                /* by the bytes of `text`; NULL: English */
    size_t         n_rows;
    unsigned       n_forms;
    unsigned     (*form)(unsigned long n);
};

extern const I18nLanguage i18n_catalogues[];        /* English is the first */
extern const size_t       i18n_catalogues_n;
