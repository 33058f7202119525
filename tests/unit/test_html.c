#include "html/escape.h"
#include "html/html.h"
#include <jansson.h>
#include <string.h>

/* ---- escaping: one row per thing that once could go wrong ---- */

typedef struct { const char *name, *text, *want; } EscapeCase;

static const EscapeCase escape_cases[] = {
    { "plain",         "good morning",      "<p>good morning</p>" },
    { "tag",           "<script>",          "<p>&lt;script&gt;</p>" },
    { "entity-again",  "&amp;",             "<p>&amp;amp;</p>" },
    { "both-quotes",   "\"'",               "<p>&quot;&#39;</p>" },
    { "utf-8",         "\xc3\xa9t\xc3\xa9", "<p>\xc3\xa9t\xc3\xa9</p>" },
    { "empty",         "",                  "<p></p>" },
    { "null",          NULL,                "<p></p>" },
    { "last-of-block", "123456789012345<",  "<p>123456789012345&lt;</p>" },
    { "after-block",   "1234567890123456&", "<p>1234567890123456&amp;</p>" },
    { "return",        "a\r\nb",            "<p>a&#13;\nb</p>" },
    { "high-bytes",    "\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a>",
                       "<p>\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8a&gt;</p>" },
};

static void
test_escape(gconstpointer data)
{
    const EscapeCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) html = html_new(1000);

    html_leaf(html, EL_P, c->text);
    g_autofree char *got = html_finish(html, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(got, ==, c->want);
}

/* Every byte at every place of a block: fast and slow ways agree. */
static void
test_escape_places(void)
{
    char text[41];

    for (int byte = 1; byte < 256; byte++)
        for (size_t place = 0; place < 40; place++) {
            memset(text, 'x', 40);
            text[40] = '\0';
            text[place] = (char)byte;
            bool special = strchr("&<>\"'\r", byte) != NULL;
            g_assert_cmpuint(escape_plain_run(text, 40), ==, special ? place : 40);
        }
}

/* What a browser makes of escaped text. */
static char *
unescape(const char *html, size_t length)
{
    static const struct { const char *entity; char byte; } known[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' }, { "&#13;", '\r' },
    };
    GString *out = g_string_new(NULL);

    for (size_t at = 0; at < length; at++) {
        g_assert_null(strchr("<>\"'\r", html[at]));
        size_t i = 0;
        while (html[at] == '&' && i < G_N_ELEMENTS(known) && !g_str_has_prefix(html + at, known[i].entity))
            i++;
        g_assert_cmpuint(i, <, G_N_ELEMENTS(known));
        g_string_append_c(out, html[at] == '&' ? known[i].byte : html[at]);
        at += html[at] == '&' ? strlen(known[i].entity) - 1 : 0;
    }
    return g_string_free(out, false);
}

static json_t *
naughty_strings(void)
{
    const char *data = g_getenv("CANDOUR_DATA"), *source = g_getenv("CANDOUR_SOURCE");
    g_autofree char *beside = g_build_filename(source ? source : ".", "../shared/data", NULL);
    g_autofree char *path = g_build_filename(data ? data : beside, "attack/blns/blns.json", NULL);

    return json_load_file(path, JSON_ALLOW_NUL, NULL);
}

static void
check_naughty(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) html = html_new(100000);
    size_t length;

    html_leaf(html, EL_P, text, { AT_TITLE, text });
    g_autofree char *got = html_finish(html, &length, &error);
    g_assert_no_error(error);
    if (*text) {
        const char *title = got + strlen("<p title=\""), *end = strchr(title, '"');
        g_autofree char *from_title = unescape(title, (size_t)(end - title));
        const char *inner = end + strlen("\">");
        g_autofree char *from_text = unescape(inner, length - (size_t)(inner - got) - strlen("</p>"));
        g_assert_cmpstr(from_title, ==, text);
        g_assert_cmpstr(from_text, ==, text);
    }
}

static void
test_naughty_strings(void)
{
    json_t *strings = naughty_strings(), *one;
    size_t i;

    if (!strings) {
        g_test_skip("the collection of naughty strings is not here");
        return;
    }
    g_assert_cmpuint(json_array_size(strings), >, 400);
    json_array_foreach(strings, i, one)
        check_naughty(json_string_value(one));
    json_decref(strings);
}

/* ---- addresses ---- */

typedef struct { const char *name, *href; bool ok; } LinkCase;

static const LinkCase link_cases[] = {
    { "own-page",          "/c/7",                          true },
    { "own-with-query",    "/c/7?sort=fair&after=x#top",    true },
    { "root",              "/",                             true },
    { "fragment",          "#post-3",                       true },
    { "https",             "https://example.org",           true },
    { "https-path",        "https://example.org/a@b",       true },
    { "own-machine",       "http://127.0.0.1:8081/me",      true },
    { "localhost",         "http://localhost/me",           true },
    { "own-machine-6",     "http://[::1]:80?x",             true },
    { "mail",              "mailto:jane.o'hara+x@trust.example.org", true },
    { "telephone",         "tel:+44-116-123",               true },
    { "empty",             "",                              false },
    { "relative",          "p/rules",                       false },
    { "http",              "http://example.org",            false },
    { "not-own-machine",   "http://127.0.0.1.evil.example", false },
    { "not-localhost",     "http://localhost@evil.example", false },
    { "port-and-host",     "http://127.0.0.1:80@evil",      false },
    { "user-name",         "https://bank.example@evil.example/", false },
    { "no-host",           "https:///x",                    false },
    { "one-slash",         "https:/evil.example",           false },
    { "script",            "javascript:alert(1)",           false },
    { "case",              "JavaScript:alert(1)",           false },
    { "no-scheme",         "//evil.example",                false },
    { "backslash",         "/\\evil.example",               false },
    { "hidden-tab",        "/\t/evil.example",              false },
    { "hidden-line",       "/c/7\n",                        false },
    { "data",              "data:text/html,x",              false },
    { "space",             " https://x",                    false },
    { "vbscript",          "vbscript:x",                    false },
    { "mail-subject",      "mailto:a@b.example?bcc=c@d.example", false },
    { "mail-two",          "mailto:a@b.example,c@d.example", false },
    { "mail-percent",      "mailto:a%0ab@c.example",        false },
    { "mail-none",         "mailto:",                       false },
    { "telephone-star",    "tel:*21*5#",                    false },
    { "telephone-none",    "tel:+",                         false },
    { "delete",            "/\x7f/evil",                    false },
};

static void
test_link(gconstpointer data)
{
    const LinkCase *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) html = html_new(1000);

    html_leaf(html, EL_A, "here", { AT_HREF, c->href }, { AT_TITLE, "\"x\"" });
    g_autofree char *got = html_finish(html, NULL, &error);
    g_assert_cmpint(got != NULL, ==, c->ok);
    if (!c->ok)
        g_assert_error(error, ERROR_DOMAIN, ERROR_INTERNAL);
    else
        g_assert_nonnull(strstr(got, "title=\"&quot;x&quot;\""));
}

/* ---- faults ---- */

static void write_crossed(Html *html) { html_open(html, EL_UL); html_open(html, EL_LI); html_close(html, EL_UL); }
static void write_too_long(Html *html) { html_text(html, "12345678901234567890123456789012345678901234567890123"); }
static void write_too_long_entity(Html *html) { for (int i = 0; i < 11; i++) html_text(html, "&"); }
static void write_open(Html *html) { html_open(html, EL_FORM, { AT_METHOD, "post" }); }
static void write_closed_twice(Html *html) { html_leaf(html, EL_P, "x"); html_close(html, EL_P); }
static void write_void_opened(Html *html) { html_open(html, EL_BR); }
static void write_pair_void(Html *html) { html_void(html, EL_P); }
static void write_script_text(Html *html) { html_leaf(html, EL_SCRIPT, "alert(1)"); }
static void write_script_far(Html *html) { html_leaf(html, EL_SCRIPT, NULL, { AT_SRC, "https://cdn.example/x.js" }); }
static void write_deep(Html *html) { for (int i = 0; i < 65; i++) html_open(html, EL_B); }
static void write_no_element(Html *html) { html_leaf(html, EL__COUNT, "x"); }

typedef struct { const char *name; void (*write)(Html *html); size_t limit; const char *message; } FaultCase;

static const FaultCase fault_cases[] = {
    { "crossed",         write_crossed,         50,   "page: closed in the wrong order" },
    { "too-long",        write_too_long,        50,   "page: too long" },
    { "entity-too-long", write_too_long_entity, 50,   "page: too long" },
    { "left-open",       write_open,            50,   "page: left open" },
    { "closed-twice",    write_closed_twice,    50,   "page: closed in the wrong order" },
    { "void-opened",     write_void_opened,     50,   "page: opened an element that has no end" },
    { "no-end",          write_pair_void,       50,   "page: an element without its end" },
    { "script-text",     write_script_text,     50,   "page: text in a script" },
    { "script-far",      write_script_far,      100,  "page: unsafe link" },
    { "too-deep",        write_deep,            1000, "page: nested too deep" },
    { "no-element",      write_no_element,      50,   "page: opened an element that has no end" },
};

static void
test_fault(gconstpointer data)
{
    const FaultCase *c = data;
    g_autoptr(GError) error = NULL, fragment_error = NULL;
    g_autoptr(Html) html = html_new(c->limit);

    c->write(html);
    g_assert_null(html_finish(html, NULL, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INTERNAL);
    g_assert_cmpstr(error->message, ==, c->message);
    g_assert_null(html_finish_fragment(html, &fragment_error));
}

/* ---- what is written ---- */

static void
write_all_sorts(Html *html)
{
    html_open(html, EL_FORM, { AT_ACTION, "/c/x" }, { AT_CLASS, NULL });
    html_void(html, EL_INPUT, { AT_NAME, "a" }, { AT_VALUE, "<\"" }, { AT_REQUIRED, HTML_ON });
    html_leaf(html, EL_TEXTAREA, "\nx");
    html_text_f(html, "%d %s", 5, "<");
    html_number(html, -42);
    html_open(html, EL_SVG);
    html_void(html, EL_USE, { AT_HREF, "#i" });
    html_close(html, EL_SVG);
    html_literal(html, "<hr>");
    html_close(html, EL_FORM);
}

static const char all_sorts[] =
    "<form action=\"/c/x\"><input name=\"a\" value=\"&lt;&quot;\" required><textarea>\n\nx</textarea>"
    "5 &lt;-42<svg><use href=\"#i\"/></svg><hr></form>";

static void
test_writing(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) html = html_new(sizeof all_sorts - 1);
    size_t length;

    write_all_sorts(html);
    g_autofree char *got = html_finish(html, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(got, ==, all_sorts);
    g_assert_cmpuint(length, ==, strlen(all_sorts));
}

static void
test_fragment(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) inner = html_new(1000), outer = html_new(1000);
    size_t length;

    write_all_sorts(inner);
    g_autoptr(SafeHtml) safe = html_finish_fragment(inner, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(safe_html_text(safe, &length), ==, all_sorts);
    g_assert_cmpuint(length, ==, strlen(all_sorts));
    html_safe(outer, NULL);
    html_safe(outer, safe);
    html_safe(outer, safe);
    g_autofree char *got = html_finish(outer, &length, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(length, ==, 2 * strlen(all_sorts));
    g_assert_true(g_str_has_suffix(got, all_sorts));
}

static void
test_empty(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Html) html = html_new(0);
    g_autofree char *got = html_finish(html, NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(got, ==, "");
    g_assert_null(html_finish(html, NULL, &error));
}

static void
add(const char *group, const char *name, const void *row, GTestDataFunc func)
{
    g_autofree char *path = g_strdup_printf("/html/%s/%s", group, name);

    g_test_add_data_func(path, row, func);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(escape_cases); i++)
        add("escape", escape_cases[i].name, &escape_cases[i], test_escape);
    for (size_t i = 0; i < G_N_ELEMENTS(link_cases); i++)
        add("link", link_cases[i].name, &link_cases[i], test_link);
    for (size_t i = 0; i < G_N_ELEMENTS(fault_cases); i++)
        add("fault", fault_cases[i].name, &fault_cases[i], test_fault);
    g_test_add_func("/html/escape-places", test_escape_places);
    g_test_add_func("/html/naughty-strings", test_naughty_strings);
    g_test_add_func("/html/writing", test_writing);
    g_test_add_func("/html/fragment", test_fragment);
    g_test_add_func("/html/empty", test_empty);
    return g_test_run();
}
