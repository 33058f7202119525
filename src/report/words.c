#include "report/words.h"
#include "base/i18n.h"
#include <string.h>

char *
words_number(uint64_t number)
{
    char text[I18N_NUMBER_SIZE];

    i18n_number(number, text);
    return g_strdup(text);
}

char *
words_count(const ReportCount *count, unsigned k)
{
    if (count->shown)
        return words_number(count->n);
    return i18n_format(_("fewer than %u"), k);
}

char *
words_share(const ReportShare *share)
{
    switch (share->kind) {
    case SHARE_EXACT:
        return i18n_format("%.0f%%", share->percent);
    case SHARE_OVER_90:
        return g_strdup(_("over 90%"));
    case SHARE_UNDER_10:
        return g_strdup(_("under 10%"));
    case SHARE_HELD_BACK:
        return g_strdup(_("held back"));
    }
    g_assert_not_reached();
}

double
share_at(const ReportShare *share)
{
    switch (share->kind) {
    case SHARE_EXACT:
        return share->percent;
    case SHARE_OVER_90:
        return 90;
    case SHARE_UNDER_10:
        return 10;
    case SHARE_HELD_BACK:
        return 0;
    }
    g_assert_not_reached();
}

char *
words_band(const ReportStrength *strength)
{
    if (!strength->has_interval)
        return g_strdup("");
    return i18n_format(_("%.0f to %.0f"), strength->low, strength->high);
}

/* Not by printf: a translation that has lost its %s does no harm. */
static char *
put_in(const char *text, const char *value)
{
    const char *at = strstr(text, "%s");

    return at ? g_strdup_printf("%.*s%s%s", (int)(at - text), text, value, at + 2) : g_strdup(text);
}

char *
words_fill(const char *text, const char *value)
{
    return put_in(text, value);
}

char *
words_plural(const char *one, const char *many, uint64_t n)
{
    g_autofree char *number = words_number(n);

    return put_in(i18n_plural(one, many, n), number);
}
