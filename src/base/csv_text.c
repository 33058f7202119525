#include "base/csv_text.h"
#include <string.h>

/* Windows-1252 from 0x80 to 0x9f; the rest equals Latin 1.  The five unused
 * places stay control characters, as browsers do it (WHATWG Encoding). */
static const guint16 windows_1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static void
put_mark(CsvText *text, char mark, GString *out)
{
    text->marked = true;
    g_string_append_c(out, mark);
}

static size_t
ascii_length(const guint8 *bytes, size_t n)
{
    size_t i = 0;

    while (i < n && bytes[i] != 0 && bytes[i] < 0x80)
        i++;
    return i;
}

/* The bytes could be the beginning of a UTF-8 character that goes on in the next piece. */
static bool
is_cut_off(const guint8 *bytes, size_t n)
{
    return n < 4 && memchr(bytes, 0, n) == NULL &&
           g_utf8_get_char_validated((const char *)bytes, (gssize)n) == (gunichar)-2;
}

/* Each decode_ function returns how many bytes it used up; what is left is the
 * beginning of a character whose end has not come yet. */

static size_t
decode_windows_1252(CsvText *text, const guint8 *bytes, size_t n, GString *out)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == 0)
            put_mark(text, CSV_TEXT_ZERO, out);
        else if (bytes[i] < 0x80)
            g_string_append_c(out, (char)bytes[i]);
        else
            g_string_append_unichar(out, bytes[i] < 0xa0 ? windows_1252[bytes[i] - 0x80] : bytes[i]);
    }
    return n;
}

/* One character that is not plain: a zero byte, a bad byte, or one cut off (0 used). */
static size_t
decode_odd_utf8(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    if (!last && is_cut_off(bytes, n))
        return 0;
    put_mark(text, bytes[0] == 0 ? CSV_TEXT_ZERO : CSV_TEXT_BAD, out);
    return 1;
}

static size_t
decode_utf8(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    size_t used = 0;

    while (used < n) {
        const char *end;

        g_utf8_validate_len((const char *)bytes + used, n - used, &end);
        size_t good = (size_t)(end - ((const char *)bytes + used));
        g_string_append_len(out, (const char *)bytes + used, (gssize)good);
        used += good;
        if (used == n)
            break;
        size_t odd = decode_odd_utf8(text, bytes + used, n - used, last, out);
        if (odd == 0)
            break;
        used += odd;
    }
    return used;
}

static size_t
decode_unknown(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    size_t used = ascii_length(bytes, n);

    g_string_append_len(out, (const char *)bytes, (gssize)used);
    if (used == n)
        return used;
    if (bytes[used] == 0) {
        put_mark(text, CSV_TEXT_ZERO, out);
        return used + 1;
    }
    if (!last && is_cut_off(bytes + used, n - used))
        return used;
    gunichar c = g_utf8_get_char_validated((const char *)bytes + used, (gssize)(n - used));
    text->encoding = c == (gunichar)-1 || c == (gunichar)-2 ? CSV_TEXT_WINDOWS_1252 : CSV_TEXT_UTF8;
    return used;
}

static gunichar
utf16_unit(const CsvText *text, const guint8 *bytes)
{
    return text->encoding == CSV_TEXT_UTF16LE ? bytes[0] | (gunichar)bytes[1] << 8
                                              : bytes[1] | (gunichar)bytes[0] << 8;
}

/* A character of two units, or its lonely first half. */
static size_t
decode_surrogate(CsvText *text, gunichar high, const guint8 *bytes, size_t n, bool last, GString *out)
{
    if (n < 4 && !last)
        return 0;
    gunichar low = n < 4 ? 0 : utf16_unit(text, bytes + 2);
    if (high >= 0xdc00 || low < 0xdc00 || low > 0xdfff) {
        put_mark(text, CSV_TEXT_BAD, out);
        return 2;
    }
    g_string_append_unichar(out, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
    return 4;
}

static size_t
decode_utf16(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    size_t used = 0;

    while (n - used >= 2) {
        gunichar unit = utf16_unit(text, bytes + used);
        size_t step = 2;

        if (unit >= 0xd800 && unit <= 0xdfff)
            step = decode_surrogate(text, unit, bytes + used, n - used, last, out);
        else if (unit == 0)
            put_mark(text, CSV_TEXT_ZERO, out);
        else
            g_string_append_unichar(out, unit);
        if (step == 0)
            break;
        used += step;
    }
    if (last && n - used == 1) {
        put_mark(text, CSV_TEXT_BAD, out);
        used = n;
    }
    return used;
}

static size_t
decode_some(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    switch (text->encoding) {
    case CSV_TEXT_UNKNOWN:
        return decode_unknown(text, bytes, n, last, out);
    case CSV_TEXT_UTF8:
        return decode_utf8(text, bytes, n, last, out);
    case CSV_TEXT_UTF16LE:
    case CSV_TEXT_UTF16BE:
        return decode_utf16(text, bytes, n, last, out);
    case CSV_TEXT_WINDOWS_1252:
        return decode_windows_1252(text, bytes, n, out);
    }
    return n;
}

/* The length of the byte order mark, 0 for none; sets the encoding. */
static size_t
read_mark(CsvText *text, const guint8 *bytes, size_t n)
{
    if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        text->encoding = CSV_TEXT_UTF8;
        return 3;
    }
    if (n >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0) {
        text->encoding = CSV_TEXT_UTF16LE;
        return 2;
    }
    if (n >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0) {
        text->encoding = CSV_TEXT_UTF16BE;
        return 2;
    }
    return 0;
}

static void
decode_piece(CsvText *text, const guint8 *bytes, size_t n, bool last, GString *out)
{
    size_t used = 0;

    if (!text->started && (n >= 3 || last)) {
        text->started = true;
        used = read_mark(text, bytes, n);
    }
    while (text->started && used < n) {
        CsvTextEncoding before = text->encoding;
        size_t step = decode_some(text, bytes + used, n - used, last, out);

        used += step;
        if (step == 0 && text->encoding == before)
            break;
    }
    g_assert(n - used <= sizeof(text->held));
    text->n_held = n - used;
    if (text->n_held > 0)
        memcpy(text->held, bytes + used, text->n_held);
}

void
csv_text_decode(CsvText *text, const guint8 *bytes, size_t n_bytes, bool last, GString *out)
{
    guint8 joined[sizeof(text->held) + 1];

    /* What is held back grows a byte at a time until it is a character. */
    while (text->n_held > 0 && n_bytes > 0) {
        size_t n = text->n_held;

        memcpy(joined, text->held, n);
        joined[n] = *bytes++;
        decode_piece(text, joined, n + 1, last && n_bytes == 1, out);
        n_bytes--;
    }
    if (text->n_held == 0) {
        decode_piece(text, bytes, n_bytes, last, out);
    } else if (last) {
        memcpy(joined, text->held, text->n_held);
        decode_piece(text, joined, text->n_held, true, out);
    }
}
