#include "html/escape.h"
#include <stdint.h>
#include <string.h>

/* A carriage return would come back from a browser as a line feed, so it is named too. */
static const struct {
    const char *text;
    size_t length;
} entities[256] = {
    ['&'] = { "&amp;", 5 },  ['<'] = { "&lt;", 4 },   ['>'] = { "&gt;", 4 },
    ['"'] = { "&quot;", 6 }, ['\''] = { "&#39;", 5 }, ['\r'] = { "&#13;", 5 },
};

/* Sixteen bytes at a time; compilers know this notation on every machine. */
typedef uint8_t Block __attribute__((vector_size(16)));
typedef uint64_t Halves __attribute__((vector_size(16)));

static Block
block_of(uint8_t byte)
{
    return (Block){ byte, byte, byte, byte, byte, byte, byte, byte,
                    byte, byte, byte, byte, byte, byte, byte, byte };
}

static bool
block_is_plain(const char *text)
{
    Block block;

    memcpy(&block, text, sizeof block);
    Block hit = (Block)(block == block_of('&')) | (Block)(block == block_of('<')) |
                (Block)(block == block_of('>')) | (Block)(block == block_of('"')) |
                (Block)(block == block_of('\'')) | (Block)(block == block_of('\r'));
    Halves halves = (Halves)hit;
    return (halves[0] | halves[1]) == 0;
}

size_t
escape_plain_run(const char *text, size_t length)
{
    size_t at = 0;

    while (length - at >= sizeof(Block) && block_is_plain(text + at))
        at += sizeof(Block);
    while (at < length && !entities[(uint8_t)text[at]].text)
        at++;
    return at;
}

const char *
escape_entity(char byte, size_t *ret_length)
{
    *ret_length = entities[(uint8_t)byte].length;
    return entities[(uint8_t)byte].text;
}

static bool
has_hiding_bytes(const char *url)
{
    for (; *url; url++)
        if ((unsigned char)*url <= ' ' || *url == '\\' || *url == 0x7f)
            return true;
    return false;
}

bool
escape_url_is_own_path(const char *url)
{
    return url[0] == '/' && url[1] != '/' && !has_hiding_bytes(url);
}

static const char *
after(const char *text, const char *start)
{
    size_t length = strlen(start);

    return strncmp(text, start, length) == 0 ? text + length : NULL;
}

/* No "name@" before the host: it makes one site look like another. */
static bool
is_host(const char *rest)
{
    size_t length = strcspn(rest, "/?#");

    return length > 0 && !memchr(rest, '@', length) && strchr(":.", rest[0]) == NULL;
}

static bool
is_own_machine(const char *rest)
{
    static const char *const hosts[] = { "127.0.0.1", "localhost", "[::1]" };

    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        const char *end = after(rest, hosts[i]);
        if (!end)
            continue;
        if (*end == ':')
            end += 1 + strspn(end + 1, "0123456789");
        return *end == '\0' || strchr("/?#", *end) != NULL;
    }
    return false;
}

#define LETTERS_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static bool
is_plain_address(const char *rest)
{
    size_t name = strspn(rest, LETTERS_DIGITS "._+-'"), host;

    if (name == 0 || rest[name] != '@')
        return false;
    host = strspn(rest + name + 1, LETTERS_DIGITS ".-");
    return host > 0 && rest[name + 1 + host] == '\0';
}

static bool
is_number(const char *rest)
{
    if (*rest == '+')
        rest++;
    return *rest != '\0' && rest[strspn(rest, "0123456789-")] == '\0';
}

bool
escape_url_is_safe(const char *url)
{
    const char *rest;

    if (has_hiding_bytes(url))
        return false;
    if (url[0] == '#' || (url[0] == '/' && url[1] != '/'))
        return true;
    if ((rest = after(url, "https://")))
        return is_host(rest);
    if ((rest = after(url, "http://")))
        return is_own_machine(rest);
    if ((rest = after(url, "mailto:")))
        return is_plain_address(rest);
    if ((rest = after(url, "tel:")))
        return is_number(rest);
    return false;
}
