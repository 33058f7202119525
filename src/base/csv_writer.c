#include "base/csv_writer.h"
#include <math.h>
#include <string.h>

/* Spreadsheets read these as the beginning of a formula; some pass over blanks
 * and control characters first, and some know the wide forms of East Asian keyboards. */
bool
csv_starts_formula(const char *text)
{
    static const char *const signs[] = {
        "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0",
    };

    if (*text == '\t' || *text == '\r' || *text == '\n')
        return true;
    while (*text > 0 && *text <= ' ')
        text++;
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(text, signs[i]))
            return true;
    return false;
}

static bool
needs_quotes(const char *text)
{
    size_t n = strlen(text);

    return strpbrk(text, ",;\t\"\r\n") != NULL || (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));
}

/* A separator before every cell but the first of a row. */
static void
begin_cell(GString *out)
{
    bool first = out->len == 0 || out->str[out->len - 1] == '\n' || strcmp(out->str, CSV_WRITE_MARK) == 0;

    if (!first)
        g_string_append_c(out, ',');
}

void
csv_write_text(GString *out, const char *text)
{
    begin_cell(out);
    if (text == NULL || *text == '\0') {
        g_string_append(out, "\"\"");
        return;
    }
    bool guard = csv_starts_formula(text), quotes = needs_quotes(text);

    if (quotes)
        g_string_append_c(out, '"');
    if (guard)
        g_string_append_c(out, '\'');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    if (quotes)
        g_string_append_c(out, '"');
}

void
csv_write_number(GString *out, int64_t number)
{
    begin_cell(out);
    g_string_append_printf(out, "%" G_GINT64_FORMAT, (gint64)number);
}

void
csv_write_real(GString *out, double number, int decimals)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE * 2], format[8];

    begin_cell(out);
    if (!isfinite(number)) {
        g_string_append(out, "\"\"");
        return;
    }
    g_snprintf(format, sizeof(format), "%%.%df", CLAMP(decimals, 0, 15));
    g_string_append(out, g_ascii_formatd(text, sizeof(text), format, number));
}

void
csv_write_end(GString *out)
{
    g_string_append(out, "\r\n");
}
