#include "base/check_code.h"
#include "base/secret.h"
#include <ctype.h>
#include <string.h>

#define BASE  32u
#define GROUP 4

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
check_code_random(CheckCode *ret_code)
{
    secret_random(ret_code->symbols, sizeof ret_code->symbols);
    for (int i = 0; i < CHECK_CODE_SYMBOLS; i++)
        ret_code->symbols[i] %= BASE;       /* 256 is a multiple of 32 */
}

/* From the right every second symbol counts double, and its two digits to the base 32 are added. */
static uint8_t
check_symbol(const CheckCode *code)
{
    unsigned sum = 0;

    for (int i = CHECK_CODE_SYMBOLS - 1, twice = 1; i >= 0; i--, twice = !twice) {
        unsigned counts = code->symbols[i] * (twice ? 2u : 1u);

        sum += counts / BASE + counts % BASE;
    }
    return (uint8_t)((BASE - sum % BASE) % BASE);
}

void
check_code_text(const CheckCode *code, char ret_text[CHECK_CODE_TEXT_SIZE])
{
    int at = 0;

    for (int i = 0; i <= CHECK_CODE_SYMBOLS; i++) {
        if (i && i % GROUP == 0)
            ret_text[at++] = '-';
        ret_text[at++] = alphabet[i < CHECK_CODE_SYMBOLS ? code->symbols[i] : check_symbol(code)];
    }
    ret_text[at] = '\0';
}

/* 0 to 31; -1: none of the symbols. */
static int
symbol_of(char letter)
{
    const char large = (char)toupper((unsigned char)letter);
    const char meant = large == 'O' ? '0' : large == 'I' || large == 'L' ? '1' : large;
    const char *found = meant ? strchr(alphabet, meant) : NULL;

    return found ? (int)(found - alphabet) : -1;
}

bool
check_code_read(const char *typed, CheckCode *ret_code)
{
    CheckCode code;
    int n = 0, check = -1;

    for (const char *at = typed; at && *at; at++) {
        const int symbol = symbol_of(*at);

        if (strchr(" -.\t", *at))
            continue;
        if (symbol < 0 || n > CHECK_CODE_SYMBOLS)
            return false;
        if (n < CHECK_CODE_SYMBOLS)
            code.symbols[n] = (uint8_t)symbol;
        else
            check = symbol;
        n++;
    }
    if (n != CHECK_CODE_SYMBOLS + 1 || check != check_symbol(&code))
        return false;
    *ret_code = code;
    return true;
}
