/* Text helpers: what comes out is text again, and doing it twice changes nothing. */
#include "base/text.h"
#include "base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_when(const char *text)
{
    int64_t at, again;

    if (!when_parse(text, &at))
        return;
    g_autofree char *said = when_rfc3339(at);
    g_assert_true(when_parse(said, &again));
    g_assert_cmpint(at, ==, again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);

    g_assert_true(text_is_utf8(text, strlen(text)) == g_utf8_validate(text, -1, NULL));
    check_when(text);
    if (!g_utf8_validate(text, -1, NULL))
        return 0;
    g_autofree char *trimmed = text_trim(text), *excerpt = text_excerpt(text, 40);
    g_autofree char *folded = text_fold(text), *folded_again = text_fold(folded);
    g_autofree char *trimmed_again = text_trim(trimmed), *slug = text_slug(text);
    g_assert_cmpstr(trimmed, ==, trimmed_again);
    g_assert_cmpstr(folded, ==, folded_again);
    g_assert_cmpuint(text_length(excerpt), <=, 41);
    g_assert_true(*slug == '\0' || text_is_slug(slug));
    if (text_is_email(text))
        g_assert_null(strpbrk(text, " \t\r\n<>,;"));
    return 0;
}
