#include "base/catalogue.h"
#include <string.h>

/* Around a number in a text that is being put together: characters that no text may hold. */
#define NUMBER_BEGINS '\001'
#define NUMBER_ENDS   '\002'

static gunichar
zero_digit(void)
{
    const gunichar zero = i18n_spoken()->zero;

    return zero == '0' ? 0 : zero;
}

/* One conversion, "%-5zu" without its percent sign, with marks around it where it writes a number. */
static const char *
mark_conversion(GString *marked, const char *at)
{
    size_t length = strspn(at, "0123456789$*.-+ #'hljzt");
    bool is_number = at[length] && strchr("diufFgGe", at[length]);

    if (at[length])
        length++;
    if (is_number)
        g_string_append_c(marked, NUMBER_BEGINS);
    g_string_append_c(marked, '%');
    g_string_append_len(marked, at, (gssize)length);
    if (is_number)
        g_string_append_c(marked, NUMBER_ENDS);
    return at + length;
}

static char *
mark_numbers(const char *format)
{
    GString *marked = g_string_new(NULL);

    while (*format) {
        size_t length = strcspn(format, "%");
        g_string_append_len(marked, format, (gssize)length);
        format += length;
        if (*format == '%')
            format = mark_conversion(marked, format + 1);
    }
    return g_string_free(marked, FALSE);
}

static void
append_native(GString *text, char c, gunichar zero)
{
    if (g_ascii_isdigit(c))
        g_string_append_unichar(text, zero + (gunichar)(c - '0'));
    else if (c == '.')
        /* TRANSLATORS: between units and tenths: 2.5 */
        g_string_append(text, _("."));
    else
        g_string_append_c(text, c);
}

/* `inside`: from the first byte on; else only what stands between marks. */
static char *
native(const char *marked, gunichar zero, bool inside)
{
    GString *text = g_string_new(NULL);

    for (const char *at = marked; *at; at++)
        if (*at == NUMBER_BEGINS || *at == NUMBER_ENDS)
            inside = *at == NUMBER_BEGINS;
        else if (inside)
            append_native(text, *at, zero);
        else
            g_string_append_c(text, *at);
    return g_string_free(text, FALSE);
}

char *
i18n_format_v(const char *format, va_list args)
{
    gunichar zero = zero_digit();

    if (!zero)
        return g_strdup_vprintf(format, args);
    g_autofree char *marked_format = mark_numbers(format);
    /* The caller's format, which its compiler has checked, with marks about its numbers. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    g_autofree char *marked = g_strdup_vprintf(marked_format, args);
#pragma GCC diagnostic pop
    return native(marked, zero, false);
}

char *
i18n_format(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *text = i18n_format_v(format, args);
    va_end(args);
    return text;
}

void
i18n_number(uint64_t number, char ret_text[static I18N_NUMBER_SIZE])
{
    const gunichar zero = i18n_spoken()->zero;
    /* TRANSLATORS: between thousands: 1,234 */
    const char *separator = _(",");
    char digits[24];
    int n = g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
    size_t at = 0;

    /* 20 digits and 6 separators of two bytes are 52; a language with longer ones loses the end, never more. */
    for (int i = 0; i < n && at + 11 < I18N_NUMBER_SIZE; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            at += MIN(g_strlcpy(ret_text + at, separator, 5), 4);
        at += (size_t)g_unichar_to_utf8(zero + (gunichar)(digits[i] - '0'), ret_text + at);
    }
    ret_text[at] = '\0';
}

char *
i18n_digits(const char *number)
{
    gunichar zero = zero_digit();

    return zero ? native(number, zero, true) : g_strdup(number);
}
