#include "base/i18n.h"
#include <libintl.h>

#define DOMAIN "candour"

const char *
i18n_text(const char *text)
{
    /* gettext("") answers with the header of the catalogue. */
    return text[0] == '\0' ? text : dgettext(DOMAIN, text);
}

const char *
i18n_plural(const char *one, const char *many, unsigned long n)
{
    return dngettext(DOMAIN, one, many, n);
}
