#include "base/check_code.h"
#include "base/secret.h"
#include <glib.h>
#include <string.h>

/* Fifteen symbols and their check symbol, by Luhn's formula modulo 32, reckoned by hand or with another program. */
static const struct { const char *typed; bool good; } codes[] = {
    { "0000-0000-0000-0000", true },
    { "0000-0000-0000-001Y", true },        /* 1 counts double: 2, and 30 is missing to 32 */
    { "oooo-OOOO-0000-00iy", true },
    { "0000 0000.0000 00LY", true },
    { "000000000000001y", true },
    { "0000-0000-0000-00G", false },
    { "0000-0000-0000-001Z", false },
    { "0000-0000-0000-010Y", false },
    { "0000-0000-0000-00000", false },
    { "0000-0000-0000-000", false },
    { "U000-0000-0000-0000", false },
    { "0000-0000-0000-000\xc3\xa9", false },
    { "", false },
    { NULL, false },
};

static void
test_read(void)
{
    CheckCode code;

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_test_message("%s", codes[i].typed ? codes[i].typed : "NULL");
        g_assert_cmpint(check_code_read(codes[i].typed, &code), ==, codes[i].good);
    }
}

static void
test_back_and_forth(void)
{
    for (int i = 0; i < 500; i++) {
        CheckCode code, again;
        char text[CHECK_CODE_TEXT_SIZE];

        check_code_random(&code);
        check_code_text(&code, text);
        g_assert_cmpuint(strlen(text), ==, CHECK_CODE_TEXT_SIZE - 1);
        g_assert_true(check_code_read(text, &again));
        g_assert_cmpmem(&code, sizeof code, &again, sizeof again);
    }
}

/* Every wrong symbol is found, wherever it stands. */
static void
test_slips(void)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    CheckCode code;
    char text[CHECK_CODE_TEXT_SIZE];

    check_code_random(&code);
    check_code_text(&code, text);
    for (size_t at = 0; text[at]; at++) {
        const char right = text[at];

        for (size_t k = 0; right != '-' && k < strlen(alphabet); k++) {
            text[at] = alphabet[k];
            g_assert_cmpint(check_code_read(text, &code), ==, alphabet[k] == right);
        }
        text[at] = right;
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_true(secret_init());
    g_test_add_func("/check-code/read", test_read);
    g_test_add_func("/check-code/back-and-forth", test_back_and_forth);
    g_test_add_func("/check-code/slips", test_slips);
    return g_test_run();
}
