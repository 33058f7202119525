#include "desk/credential.h"
#include <stddef.h>
#include <string.h>

static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
#define ALPHABET_LETTERS (sizeof alphabet - 1)

static void
mark(const SecretKey *marks, const char *context, const Id *person, uint32_t epoch, uint8_t *ret_hash, size_t length)
{
    uint8_t data[sizeof(Id) + 4];

    memcpy(data, person->bytes, sizeof(Id));
    for (unsigned i = 0; i < 4; i++)
        data[sizeof(Id) + i] = (uint8_t)(epoch >> (24 - 8 * i));
    secret_hash(marks, context, data, sizeof data, ret_hash, length);
}

void
credential_link(const SecretKey *marks, const Id *person, uint32_t epoch, LinkToken *ret_link)
{
    mark(marks, "link", person, epoch, ret_link->bytes, sizeof ret_link->bytes);
}

void
credential_code(const SecretKey *marks, const Id *person, uint32_t epoch, Code *ret_code)
{
    uint8_t hash[4 * CODE_LETTERS];

    /* 32 bits for each letter, so that no letter is noticeably likelier than another. */
    mark(marks, "code", person, epoch, hash, sizeof hash);
    for (size_t i = 0; i < CODE_LETTERS; i++) {
        uint32_t number;

        memcpy(&number, hash + 4 * i, sizeof number);
        ret_code->letters[i] = alphabet[number % ALPHABET_LETTERS];
    }
    ret_code->letters[CODE_LETTERS] = '\0';
}

void
credential_pseudonym(const SecretKey *marks, const Id *person, uint8_t ret_pseudonym[16])
{
    secret_hash(marks, "pseudonym", person->bytes, sizeof(Id), ret_pseudonym, 16);
}

void
link_to_text(const LinkToken *link, char ret_text[LINK_TEXT + 1])
{
    secret_to_text(link->bytes, sizeof link->bytes, ret_text);
}

bool
link_from_text(const char *text, LinkToken *ret_link)
{
    return strlen(text) == LINK_TEXT && secret_from_text(text, ret_link->bytes, sizeof ret_link->bytes);
}

void
code_to_text(const Code *code, char ret_text[CODE_TEXT + 1])
{
    size_t at = 0;

    for (size_t i = 0; i < CODE_LETTERS; i++) {
        if (i > 0 && i % 3 == 0)
            ret_text[at++] = '-';
        ret_text[at++] = code->letters[i];
    }
    ret_text[at] = '\0';
}

static bool
is_between_letters(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '.' || c == '_';
}

bool
code_from_text(const char *text, Code *ret_code)
{
    Code code = { { 0 } };
    size_t n = 0;

    for (const char *at = text; *at != '\0'; at++) {
        const char c = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;

        if (is_between_letters(c))
            continue;
        if (n == CODE_LETTERS || strchr(alphabet, c) == NULL)
            return false;
        code.letters[n++] = c;
    }
    if (n != CODE_LETTERS)
        return false;
    *ret_code = code;
    return true;
}
