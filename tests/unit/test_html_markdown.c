#include "html/markdown.h"
#include <jansson.h>
#include <string.h>

typedef struct { const char *name, *text, *want; } Case;

static const Case talk_cases[] = {
    { "words",        "Good morning",             "<p>Good morning</p>" },
    { "lines",        "one\ntwo",                 "<p>one<br>\ntwo</p>" },
    { "paragraphs",   "one\n\ntwo",               "<p>one</p><p>two</p>" },
    { "emphasis",     "**much** *more*",          "<p><strong>much</strong> <em>more</em></p>" },
    { "list",         "- a\n- b",                 "<ul><li>a</li><li>b</li></ul>" },
    { "loose-list",   "- a\n\n- b",               "<ul><li><p>a</p></li><li><p>b</p></li></ul>" },
    { "numbered",     "3. a\n4. b",               "<ol start=\"3\"><li>a</li><li>b</li></ol>" },
    { "quote",        "> so",                     "<blockquote><p>so</p></blockquote>" },
    { "heading",      "# BIG",                    "<p><strong>BIG</strong></p>" },
    { "underlined",   "BIG\n===",                 "<p><strong>BIG</strong></p>" },
    { "image",        "![a cat](https://x.example/c.png)", "<p>a cat (https://x.example/c.png)</p>" },
    { "link",         "[see](https://x.example)", "<p>see (https://x.example)</p>" },
    { "autolink",     "<https://x.example>",      "<p>https://x.example</p>" },
    { "mail",         "<a@b.example>",            "<p>a@b.example</p>" },
    { "script-link",  "[see](javascript:alert(1))", "<p>see (javascript:alert(1))</p>" },
    { "tag",          "I <b>mean</b> it",         "<p>I &lt;b&gt;mean&lt;/b&gt; it</p>" },
    { "tag-block",    "<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>" },
    { "heart",        "I <3 it & you",            "<p>I &lt;3 it &amp; you</p>" },
    { "entity",       "&lt;b&gt; &copy;",         "<p>&lt;b&gt; \xc2\xa9</p>" },
    { "code",         "`<i>`",                    "<p><code>&lt;i&gt;</code></p>" },
    { "code-block",   "```\n<i>\n```",            "<pre>\n<code>&lt;i&gt;\n</code></pre>" },
    { "rule",         "***",                      "<hr>" },
    { "empty",        "",                         "" },
    { "blank",        " \n \n",                   "" },
};

static const Case page_cases[] = {
    { "heading",       "# One\n\n## Two",          "<h2>One</h2><h3>Two</h3>" },
    { "lower-heading", "### One\n\n#### Two",      "<h2>One</h2><h3>Two</h3>" },
    { "jump",          "# One\n\n### Two\n\n# Three", "<h2>One</h2><h3>Two</h3><h2>Three</h2>" },
    { "deepest",       "# 1\n\n## 2\n\n### 3\n\n#### 4", "<h2>1</h2><h3>2</h3><h4>3</h4><h4>4</h4>" },
    { "first-is-low",  "## One\n\n# Two",          "<h2>One</h2><h2>Two</h2>" },
    { "lines",         "one\ntwo",                 "<p>one\ntwo</p>" },
    { "link",          "[see](https://x.example)", "<p><a href=\"https://x.example\">see</a></p>" },
    { "own-link",      "[see](/in)",               "<p><a href=\"/in\">see</a></p>" },
    { "based-link",    "[see](p/rules)",           "<p><a href=\"/c/x/p/rules\">see</a></p>" },
    { "mail",          "<a@b.example>",            "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>" },
    { "script-link",   "[see](javascript:alert(1))", "<p>see (javascript:alert(1))</p>" },
    { "up-link",       "[see](../../x)",           "<p>see (../../x)</p>" },
    { "no-scheme",     "[see](//evil.example)",    "<p>see (//evil.example)</p>" },
    { "quote-in-link", "[see](https://x.example/\"onclick=)", "<p><a href=\"https://x.example/&quot;onclick=\">see</a></p>" },
    { "image",         "![a cat](/c.png)",         "<p>a cat</p>" },
    { "tag",           "<iframe src=x></iframe>",  "<p>&lt;iframe src=x&gt;&lt;/iframe&gt;</p>" },
};

static void
check(const SafeHtml *got, const GError *error, const char *want)
{
    g_assert_no_error(error);
    g_assert_cmpstr(safe_html_text(got, NULL), ==, want);
}

static void
test_talk(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) got = markdown_talk(c->text, &error);

    check(got, error, c->want);
}

static void
test_page(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) got = markdown_page_at(c->text, "/c/x/", &error);

    check(got, error, c->want);
}

static void
test_page_without_base(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SafeHtml) got = markdown_page("[see](p/rules)", &error);

    check(got, error, "<p>see (p/rules)</p>");
}

/* Thousands of quotes, lists and stars inside each other: written flat, never refused. */
static void
test_depth(gconstpointer data)
{
    const char *piece = data;
    GString    *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    while (text->len < 2000)
        g_string_append(text, piece);
    g_string_append(text, "end");
    g_autoptr(SafeHtml) got = markdown_talk(text->str, &error);
    g_autofree char *plain = markdown_plain(text->str);
    g_string_free(text, true);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(safe_html_text(got, NULL), "end"));
    g_assert_nonnull(strstr(plain, "end"));
}

static const Case plain_cases[] = {
    { "words",    "Good **morning**, <b>all</b>", "Good morning, <b>all</b>" },
    { "blocks",   "# Head\n\n- a\n- b\n\n> c\nd", "Head\na\nb\nc d" },
    { "link",     "[see](https://x.example)",     "see" },
    { "code",     "`x < y`",                      "x < y" },
    { "empty",    "",                             "" },
};

static void
test_plain(gconstpointer data)
{
    const Case *c = data;
    g_autofree char *got = markdown_plain(c->text);

    g_assert_cmpstr(got, ==, c->want);
}

/* ---- the naughty strings: nothing but our own elements without attributes comes out ---- */

static bool
is_own_tag(const char *tag)
{
    static const char *const own[] = { "p", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr" };
    size_t length = strcspn(tag, ">");

    if (g_str_has_prefix(tag, "ol start=\""))
        return strspn(tag + 10, "0123456789") + 11 == length;
    if (*tag == '/') {
        tag++;
        length--;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (strlen(own[i]) == length && strncmp(own[i], tag, length) == 0)
            return true;
    return false;
}

static void
test_naughty_strings(void)
{
    const char *data = g_getenv("CANDOUR_DATA"), *source = g_getenv("CANDOUR_SOURCE");
    g_autofree char *beside = g_build_filename(source ? source : ".", "../shared/data", NULL);
    g_autofree char *path = g_build_filename(data ? data : beside, "attack/blns/blns.json", NULL);
    json_t *strings = json_load_file(path, JSON_ALLOW_NUL, NULL), *one;
    size_t i;

    if (!strings) {
        g_test_skip("the collection of naughty strings is not here");
        return;
    }
    json_array_foreach(strings, i, one) {
        g_autoptr(GError) error = NULL;
        g_autoptr(SafeHtml) got = markdown_talk(json_string_value(one), &error);
        g_autofree char *plain = markdown_plain(json_string_value(one));
        g_assert_no_error(error);
        g_assert_nonnull(plain);
        for (const char *tag = safe_html_text(got, NULL); (tag = strchr(tag, '<')); tag++)
            g_assert_true(is_own_tag(tag + 1));
    }
    json_decref(strings);
}

static void
add(const char *group, const Case *c, GTestDataFunc func)
{
    g_autofree char *path = g_strdup_printf("/markdown/%s/%s", group, c->name);

    g_test_add_data_func(path, c, func);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(talk_cases); i++)
        add("talk", &talk_cases[i], test_talk);
    for (size_t i = 0; i < G_N_ELEMENTS(page_cases); i++)
        add("page", &page_cases[i], test_page);
    for (size_t i = 0; i < G_N_ELEMENTS(plain_cases); i++)
        add("plain", &plain_cases[i], test_plain);
    g_test_add_func("/markdown/page-without-base", test_page_without_base);
    g_test_add_data_func("/markdown/depth/quotes", "> ", test_depth);
    g_test_add_data_func("/markdown/depth/lists", "- ", test_depth);
    g_test_add_data_func("/markdown/depth/stars", "*a **b ", test_depth);
    g_test_add_data_func("/markdown/depth/brackets", "![[", test_depth);
    g_test_add_data_func("/markdown/depth/mixed", "> 1. ", test_depth);
    g_test_add_func("/markdown/naughty-strings", test_naughty_strings);
    return g_test_run();
}
