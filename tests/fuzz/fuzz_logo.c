/* A logo: a picture or a refusal, and in a drawing nothing that runs or loads. */
#include "brand/logo.h"
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Only inside tags: the words of a drawing may say what they like. */
static void
check_drawing(const char *text)
{
    static const char *const never[] = { "<(?:script|a|image|use|style|foreignObject)[\\s/>]", "<![A-Z]",
                                         "<[a-zA-Z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*\\s(?:on[a-z]*|style|href|xlink:href)\\s*=",
                                         "<[a-zA-Z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*\"[^\"]*url\\((?!#)", NULL };

    for (size_t i = 0; never[i]; i++)
        if (g_regex_match_simple(never[i], text, G_REGEX_CASELESS | G_REGEX_RAW, 0))
            g_error("this was left in: %s", never[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_auto(Logo) logo = { 0 };

    if (!logo_read("logo", data, size, NULL, NULL, &logo, &error)) {
        g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
        return 0;
    }
    g_assert_cmpuint(logo.width, >, 0);
    g_autofree char *text = g_strndup(g_bytes_get_data(logo.bytes, NULL), g_bytes_get_size(logo.bytes));
    if (g_str_equal(logo.type, "image/svg+xml"))
        check_drawing(text);
    return 0;
}
