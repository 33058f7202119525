/* The writer: text and values come back as they were, and an address that is let through leads nowhere unsafe. */
#include "html/escape.h"
#include "html/html.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *
unescape(const char *html, size_t length)
{
    static const struct {
        const char *entity;
        char        byte;
    } known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' }, { "&#13;", '\r' } };
    GString *out = g_string_new(NULL);

    for (size_t at = 0; at < length; at++) {
        size_t i = 0;
        g_assert_null(strchr("<>\"'\r", html[at]));
        while (html[at] == '&' && i < G_N_ELEMENTS(known) && !g_str_has_prefix(html + at, known[i].entity))
            i++;
        g_assert_cmpuint(i, <, G_N_ELEMENTS(known));
        g_string_append_c(out, html[at] == '&' ? known[i].byte : html[at]);
        at += html[at] == '&' ? strlen(known[i].entity) - 1 : 0;
    }
    return g_string_free(out, false);
}

static void
check_text(const char *text)
{
    g_autoptr(Html) html = html_new(10 * strlen(text) + 100);
    size_t length;

    html_leaf(html, EL_P, text);
    g_autofree char *page = html_finish(html, &length, NULL);
    g_assert_nonnull(page);
    g_autofree char *back = unescape(page + 3, length - 7);
    g_assert_cmpstr(back, ==, text);
}

/* Written differently from the code: what a browser makes of an address once it has dropped what it drops. */
static void
check_address(const char *url)
{
    static const char *const ways[] = { "#", "/", "https://", "http://127.0.0.1", "http://localhost", "http://[::1]", "mailto:", "tel:" };
    bool known = false;

    if (!escape_url_is_safe(url))
        return;
    g_assert_null(strpbrk(url, " \t\r\n\\"));
    g_assert_false(g_str_has_prefix(url, "//"));
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        known = known || g_str_has_prefix(url, ways[i]);
    g_assert_true(known);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);

    check_text(text);
    check_address(text);
    return 0;
}
