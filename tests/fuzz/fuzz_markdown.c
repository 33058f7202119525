/* Markdown: a page or a refusal, and no tag but our own. */
#include "html/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const own_tags[] = {
    "p", "ul", "ol", "li", "em", "strong", "blockquote", "br", "code", "pre", "hr", "a", "h2", "h3", "h4", NULL,
};

static void
check_tags(const char *html)
{
    for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<')) {
        const char *name = at + 1 + (at[1] == '/');
        g_autofree char *tag = g_strndup(name, strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789"));
        if (!g_strv_contains(own_tags, tag))
            g_error("a tag that is not ours: <%s>", tag);
    }
    g_assert_null(strstr(html, "javascript:\""));
}

static void
check(SafeHtml *made)
{
    g_autoptr(SafeHtml) html = made;

    if (html)
        check_tags(safe_html_text(html, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *bytes = g_strndup((const char *)data, size);
    g_autofree char *text = g_utf8_make_valid(bytes, -1);
    g_autofree char *plain = markdown_plain(text);

    check(markdown_talk(text, NULL));
    check(markdown_page(text, NULL));
    check(markdown_page_at(text, "/c/x/", NULL));
    g_assert_true(g_utf8_validate(plain, -1, NULL));
    return 0;
}
