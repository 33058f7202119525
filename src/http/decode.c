#include "http/decode.h"
#include <stdint.h>
#include <string.h>

static int
hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

size_t
decode_percent(char *text, size_t length, bool plus_is_space)
{
    size_t to = 0;

    for (size_t from = 0; from < length; from++) {
        char byte = text[from];
        if (byte == '+' && plus_is_space) {
            byte = ' ';
        } else if (byte == '%' && length - from > 2) {
            int high = hex_value(text[from + 1]), low = hex_value(text[from + 2]);
            if (high >= 0 && low >= 0) {
                byte = (char)(high * 16 + low);
                from += 2;
            }
        }
        text[to++] = byte;
    }
    return to;
}

/* ---- UTF-8 ---- */

/* The bytes of the character at `at`, 0 where it is not one.  Shortest form, no surrogates,
 * nothing over U+10FFFF: RFC 3629 section 4. */
static size_t
character_bytes(const uint8_t *at, size_t left)
{
    size_t bytes = at[0] < 0x80   ? 1
                   : at[0] < 0xc2 ? 0
                   : at[0] < 0xe0 ? 2
                   : at[0] < 0xf0 ? 3
                   : at[0] < 0xf5 ? 4
                                  : 0;
    uint8_t low = 0x80, high = 0xbf;

    if (bytes == 0 || bytes > left || at[0] == 0)
        return 0;
    if (at[0] == 0xe0)
        low = 0xa0;
    else if (at[0] == 0xed)
        high = 0x9f;
    else if (at[0] == 0xf0)
        low = 0x90;
    else if (at[0] == 0xf4)
        high = 0x8f;
    if (bytes > 1 && (at[1] < low || at[1] > high))
        return 0;
    for (size_t i = 2; i < bytes; i++)
        if (at[i] < 0x80 || at[i] > 0xbf)
            return 0;
    return bytes;
}

bool
decode_utf8(const char *text, size_t length, size_t *ret_characters)
{
    size_t characters = 0, bytes;

    for (size_t at = 0; at < length; at += bytes, characters++) {
        bytes = character_bytes((const uint8_t *)text + at, length - at);
        if (bytes == 0)
            return false;
    }
    if (ret_characters)
        *ret_characters = characters;
    return true;
}

bool
decode_has_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((uint8_t)text[i] < ' ' || text[i] == 0x7f)
            return true;
    return false;
}

/* ---- blanks and line ends ---- */

/* Besides ASCII's: what Unicode calls white space, and what takes no room on a page. */
static const char *const blanks[] = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
    "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
    "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\x8b", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
    "\xe2\x81\x9f", "\xe2\x81\xa0", "\xe3\x80\x80", "\xef\xbb\xbf",
};

static bool
is_ascii_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static size_t
blank_at_start(const char *text, size_t length)
{
    if (length > 0 && is_ascii_blank(text[0]))
        return 1;
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t size = strlen(blanks[i]);
        if (size <= length && memcmp(text, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

/* What shows nothing either, but has its use beside letters: soft hyphen, joiners, marks of direction, fillers. */
static const char *const unseen[] = {
    "\xc2\xad",     "\xe1\xa0\x8e", "\xe2\x80\x8c", "\xe2\x80\x8d", "\xe2\x80\x8e", "\xe2\x80\x8f",
    "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa1",
    "\xe2\x81\xa2", "\xe2\x81\xa3", "\xe2\x81\xa4", "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8",
    "\xe2\x81\xa9", "\xe2\xa0\x80", "\xe3\x85\xa4", "\xef\xbe\xa0",
};

static size_t
unseen_at_start(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
        size_t size = strlen(unseen[i]);
        if (size <= length && memcmp(text, unseen[i], size) == 0)
            return size;
    }
    return blank_at_start(text, length);
}

static bool
shows_nothing(const char *text, size_t length)
{
    size_t size;

    while (length > 0 && (size = unseen_at_start(text, length)) > 0) {
        text += size;
        length -= size;
    }
    return length == 0;
}

static size_t
blank_at_end(const char *text, size_t length)
{
    if (length > 0 && is_ascii_blank(text[length - 1]))
        return 1;
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t size = strlen(blanks[i]);
        if (size <= length && memcmp(text + length - size, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t
unify_line_ends(char *text, size_t length)
{
    size_t to = 0;

    for (size_t from = 0; from < length; from++) {
        bool is_return = text[from] == '\r';
        text[to++] = is_return ? '\n' : text[from];
        if (is_return && from + 1 < length && text[from + 1] == '\n')
            from++;
    }
    return to;
}

char *
decode_tidy(char *text, size_t length, size_t *ret_length)
{
    size_t blank;

    if (shows_nothing(text, length))
        length = 0;
    while ((blank = blank_at_start(text, length)) > 0) {
        text += blank;
        length -= blank;
    }
    while ((blank = blank_at_end(text, length)) > 0)
        length -= blank;
    length = unify_line_ends(text, length);
    text[length] = '\0';
    *ret_length = length;
    return text;
}

/* ---- pairs ---- */

bool
decode_next_pair(char **at, char *end, DecodePair *ret_pair)
{
    while (*at < end && **at == '&')
        ++*at;
    if (*at >= end)
        return false;
    char *start = *at, *stop = memchr(start, '&', (size_t)(end - start));
    if (!stop)
        stop = end;
    char *equals = memchr(start, '=', (size_t)(stop - start));
    char *value = equals ? equals + 1 : stop, *name_end = equals ? equals : stop;
    *at = stop < end ? stop + 1 : end;
    ret_pair->name = start;
    ret_pair->name_length = decode_percent(start, (size_t)(name_end - start), true);
    ret_pair->value = value;
    ret_pair->value_length = decode_percent(value, (size_t)(stop - value), true);
    ret_pair->name[ret_pair->name_length] = '\0';
    ret_pair->value[ret_pair->value_length] = '\0';
    return true;
}

const char *
decode_find_cookie(const char *header, const char *name, size_t *ret_length)
{
    size_t wanted = strlen(name);

    while (header && *header) {
        header += strspn(header, " \t;");
        size_t length = strcspn(header, ";");
        if (length > wanted && header[wanted] == '=' && memcmp(header, name, wanted) == 0) {
            const char *value = header + wanted + 1;
            length -= wanted + 1;
            while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
                length--;
            *ret_length = length;
            return value;
        }
        header += length;
    }
    return NULL;
}

/* ---- figures ---- */

unsigned
decode_json_depth(const char *text, size_t length)
{
    unsigned depth = 0, deepest = 0;
    bool in_string = false;

    for (size_t i = 0; i < length; i++) {
        if (in_string && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            in_string = !in_string;
        else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > deepest)
            deepest = depth;
        else if (!in_string && (text[i] == ']' || text[i] == '}') && depth > 0)
            depth--;
    }
    return deepest;
}

bool
decode_number(const char *text, long long max, long long *ret_number)
{
    long long number = 0;

    if (*text == '\0')
        return false;
    for (; *text; text++) {
        int digit = *text - '0';
        if (digit < 0 || digit > 9 || number > max / 10 || (number == max / 10 && digit > max % 10))
            return false;
        number = number * 10 + digit;
    }
    *ret_number = number;
    return true;
}
