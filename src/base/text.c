#include "base/text.h"
#include <string.h>

#define SLUG_MOST   60

size_t
text_length(const char *utf8)
{
    return (size_t)g_utf8_strlen(utf8, -1);
}

bool
text_is_utf8(const char *bytes, size_t length)
{
    return g_utf8_validate_len(bytes, length, NULL);        /* a NUL inside is refused as well */
}

static bool
is_blank(gunichar c)
{
    /* Besides white space: zero width space, word joiner, byte-order mark. */
    return g_unichar_isspace(c) || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

static const char *
skip_blanks(const char *text)
{
    while (*text != '\0' && is_blank(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return text;
}

static const char *
end_without_blanks(const char *start)
{
    const char *end = start + strlen(start);

    while (end > start) {
        const char *last = g_utf8_find_prev_char(start, end);

        if (last == NULL || !is_blank(g_utf8_get_char(last)))
            break;
        end = last;
    }
    return end;
}

char *
text_trim(const char *utf8)
{
    const char *start = skip_blanks(utf8), *end = end_without_blanks(start);
    GString *copy = g_string_sized_new((gsize)(end - start) + 1);

    for (const char *c = start; c < end; c++) {
        if (*c != '\r')
            g_string_append_c(copy, *c);
        else if (c + 1 == end || c[1] != '\n')
            g_string_append_c(copy, '\n');
    }
    return g_string_free(copy, FALSE);
}

/* Runs of blanks and line ends become one blank. */
static char *
one_line(const char *utf8)
{
    GString *line = g_string_new(NULL);

    for (const char *c = skip_blanks(utf8); *c != '\0';) {
        if (is_blank(g_utf8_get_char(c))) {
            c = skip_blanks(c);
            if (*c != '\0')
                g_string_append_c(line, ' ');
            continue;
        }
        g_string_append_unichar(line, g_utf8_get_char(c));
        c = g_utf8_next_char(c);
    }
    return g_string_free(line, FALSE);
}

char *
text_excerpt(const char *utf8, size_t characters)
{
    g_autofree char *line = one_line(utf8);
    const char *cut, *blank;

    if (text_length(line) <= characters)
        return g_steal_pointer(&line);
    if (characters == 0)
        return g_strdup("");
    cut = g_utf8_offset_to_pointer(line, (glong)characters - 1);
    if (*cut != ' ') {
        blank = g_strrstr_len(line, cut - line, " ");
        /* A word so long that nearly nothing would be left is cut in the middle. */
        if (blank != NULL && blank - line > (cut - line) / 2)
            cut = blank;
    }
    return g_strdup_printf("%.*s\xe2\x80\xa6", (int)(cut - line), line);
}

static bool
is_accent(gunichar c)
{
    return c >= 0x300 && c <= 0x36f;
}

char *
text_fold(const char *utf8)
{
    if (g_str_is_ascii(utf8))
        return g_ascii_strdown(utf8, -1);       /* the same, thirty times as fast */
    g_autofree char *apart = g_utf8_normalize(utf8, -1, G_NORMALIZE_NFKD);
    g_autofree char *folded = NULL, *small = NULL;
    GString *plain;

    if (apart == NULL)
        return g_strdup("");
    plain = g_string_sized_new(strlen(apart) + 1);
    for (const char *c = apart; *c != '\0'; c = g_utf8_next_char(c))
        if (!is_accent(g_utf8_get_char(c)))
            g_string_append_unichar(plain, g_utf8_get_char(c));
    folded = g_utf8_casefold(plain->str, (gssize)plain->len);
    g_string_free(plain, TRUE);
    /* Cherokee alone folds to capitals; the small ones may still be small here. */
    small = g_utf8_strdown(folded, -1);
    return g_utf8_normalize(small, -1, G_NORMALIZE_NFKC);
}

char *
text_slug(const char *utf8)
{
    g_autofree char *folded = text_fold(utf8);
    GString *slug = g_string_new(NULL);

    for (const char *c = folded; *c != '\0' && slug->len < SLUG_MOST; c++) {
        if (g_ascii_isalnum(*c))
            g_string_append_c(slug, *c);
        else if (*c != '\'' && slug->len > 0 && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    if (slug->len > 0 && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    return g_string_free(slug, FALSE);
}

bool
text_is_one_of(const char *word, const char *const *list)
{
    while (*list && (**list != *word || strcmp(*list, word) != 0))
        list++;
    return *list != NULL;
}

bool
text_is_slug(const char *text)
{
    size_t length = strlen(text);

    if (length < 1 || length > SLUG_MOST || text[0] == '-' || text[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_islower(text[i]) && !g_ascii_isdigit(text[i]) && (text[i] != '-' || text[i - 1] == '-'))
            return false;
    return true;
}
