#include "html/html.h"
#include "base/i18n.h"
#include "html/escape.h"
#include <stdarg.h>
#include <string.h>

#define MAX_DEPTH  64
#define FIRST_SIZE 2048

struct SafeHtml {
    size_t length;
    char text[]; /* with a NUL after it */
};

struct Html {
    char *bytes;
    size_t length, size; /* size: allocated, one byte of it kept for the NUL */
    size_t limit;
    const char *fault; /* first thing that went wrong, or NULL */
    size_t depth;
    HtmlElement stack[MAX_DEPTH];
};

typedef enum {
    KIND_PAIR,  /* has an end tag */
    KIND_VOID,  /* never has one */
    KIND_SHAPE, /* SVG: may be written either way; without an end it needs "/>" */
} Kind;

static const struct {
    const char *tag;
    size_t length;
} tags[EL__COUNT] = {
#define X(id, tag) [EL_##id] = { tag, sizeof(tag) - 1 },
    HTML_ELEMENTS(X)
#undef X
};

static const Kind kinds[EL__COUNT] = {
    [EL_BR] = KIND_VOID,      [EL_HR] = KIND_VOID,    [EL_IMG] = KIND_VOID,   [EL_INPUT] = KIND_VOID,
    [EL_LINK] = KIND_VOID,    [EL_META] = KIND_VOID,  [EL_USE] = KIND_SHAPE,  [EL_PATH] = KIND_SHAPE,
    [EL_CIRCLE] = KIND_SHAPE, [EL_LINE] = KIND_SHAPE, [EL_RECT] = KIND_SHAPE,
};

static const struct {
    const char *text; /* ` name="` */
    size_t length;
    bool is_url;
} attr_kinds[AT__COUNT] = {
#define X(id, name, is_url) [AT_##id] = { " " name "=\"", sizeof(name) + 2, is_url },
    HTML_ATTRS(X)
#undef X
};

static void
set_fault(Html *html, const char *fault)
{
    if (!html->fault)
        html->fault = fault;
}

/* Room for `more` bytes, or a fault.  The buffer doubles, but never past the limit. */
static bool
reserve(Html *html, size_t more)
{
    if (html->fault)
        return false;
    if (more > html->limit - html->length) {
        set_fault(html, "too long");
        return false;
    }
    size_t need = html->length + more + 1;
    if (need > html->size) {
        html->size = MAX(need, MAX(FIRST_SIZE, html->size * 2));
        html->bytes = g_realloc(html->bytes, html->size);
    }
    return true;
}

static inline void
put(Html *html, const char *bytes, size_t length)
{
    if (length > 0 && reserve(html, length)) {
        memcpy(html->bytes + html->length, bytes, length);
        html->length += length;
    }
}

#define put_literal(html, text) put((html), "" text "", sizeof(text) - 1)

static void
put_escaped(Html *html, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        size_t run = escape_plain_run(text, left), entity_length;
        put(html, text, run);
        if (run == left)
            break;
        const char *entity = escape_entity(text[run], &entity_length);
        put(html, entity, entity_length);
        text += run + 1;
        left -= run + 1;
    }
}

/* Text in a script would not be text: ours are files of their own. */
static bool
may_have_text(Html *html)
{
    if (html->depth == 0 || html->stack[html->depth - 1] != EL_SCRIPT)
        return true;
    set_fault(html, "text in a script");
    return false;
}

void
html_literal_n(Html *html, const char *markup, size_t length)
{
    put(html, markup, length);
}

void
html_text(Html *html, const char *text)
{
    if (text && *text && may_have_text(html))
        put_escaped(html, text);
}

void
html_text_f(Html *html, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = i18n_format_v(format, args);
    va_end(args);
    html_text(html, text);
}

void
html_number(Html *html, int64_t number)
{
    char digits[32];

    g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, number);
    g_autofree char *text = i18n_digits(digits);
    put(html, text, strlen(text));
}

void
html_safe(Html *html, const SafeHtml *safe)
{
    if (safe && may_have_text(html))
        put(html, safe->text, safe->length);
}

static void
put_attr(Html *html, HtmlElement element, const HtmlAttr *attr)
{
    if (attr->name == AT_NONE || !attr->value)
        return;
    if (attr->name < 0 || attr->name >= AT__COUNT) {
        set_fault(html, "unknown attribute");
        return;
    }
    if (attr_kinds[attr->name].is_url &&
        !(element == EL_SCRIPT ? escape_url_is_own_path(attr->value) : escape_url_is_safe(attr->value)))
        set_fault(html, "unsafe link");
    if (*attr->value == '\0') { /* the same to a browser as ="" */
        put(html, attr_kinds[attr->name].text, attr_kinds[attr->name].length - 2);
        return;
    }
    put(html, attr_kinds[attr->name].text, attr_kinds[attr->name].length);
    put_escaped(html, attr->value);
    put_literal(html, "\"");
}

static void
put_tag(Html *html, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs)
{
    put_literal(html, "<");
    put(html, tags[element].tag, tags[element].length);
    for (size_t i = 0; i < n_attrs; i++)
        put_attr(html, element, &attrs[i]);
}

void
html_open_n(Html *html, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs)
{
    if (element >= EL__COUNT || kinds[element] == KIND_VOID || html->depth == MAX_DEPTH) {
        set_fault(html, html->depth == MAX_DEPTH ? "nested too deep" : "opened an element that has no end");
        return;
    }
    html->stack[html->depth++] = element;
    put_tag(html, element, attrs, n_attrs);
    put_literal(html, ">");
    /* Browsers swallow a line end that comes first here: let it be ours. */
    if (element == EL_TEXTAREA || element == EL_PRE)
        put_literal(html, "\n");
}

void
html_close(Html *html, HtmlElement element)
{
    if (html->depth == 0 || html->stack[html->depth - 1] != element) {
        set_fault(html, "closed in the wrong order");
        return;
    }
    html->depth--;
    put_literal(html, "</");
    put(html, tags[element].tag, tags[element].length);
    put_literal(html, ">");
}

void
html_void_n(Html *html, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs)
{
    if (element >= EL__COUNT || kinds[element] == KIND_PAIR) {
        set_fault(html, "an element without its end");
        return;
    }
    put_tag(html, element, attrs, n_attrs);
    if (kinds[element] == KIND_SHAPE)
        put_literal(html, "/");
    put_literal(html, ">");
}

void
html_leaf_n(Html *html, HtmlElement element, const char *text, const HtmlAttr *attrs, size_t n_attrs)
{
    html_open_n(html, element, attrs, n_attrs);
    html_text(html, text);
    html_close(html, element);
}

Html *
html_new(size_t limit)
{
    Html *html = g_malloc(sizeof *html);

    /* The stack needs no clearing: only what is under `depth` is ever read. */
    html->bytes = NULL;
    html->length = html->size = html->depth = 0;
    html->limit = limit;
    html->fault = NULL;
    return html;
}

static bool
is_whole(Html *html, GError **error)
{
    if (html->depth > 0)
        set_fault(html, "left open");
    if (reserve(html, 0))
        html->bytes[html->length] = '\0';
    if (html->fault)
        return error_set(error, ERROR_INTERNAL, "page: %s", html->fault);
    return true;
}

char *
html_finish(Html *html, size_t *ret_length, GError **error)
{
    if (!is_whole(html, error))
        return NULL;
    if (ret_length)
        *ret_length = html->length;
    set_fault(html, "finished before");
    return g_steal_pointer(&html->bytes);
}

SafeHtml *
html_finish_fragment(Html *html, GError **error)
{
    if (!is_whole(html, error))
        return NULL;
    SafeHtml *safe = g_malloc(sizeof *safe + html->length + 1);
    safe->length = html->length;
    memcpy(safe->text, html->bytes, html->length + 1);
    set_fault(html, "finished before");
    return safe;
}

const char *
safe_html_text(const SafeHtml *safe, size_t *ret_length)
{
    if (ret_length)
        *ret_length = safe->length;
    return safe->text;
}

void
safe_html_free(SafeHtml *safe)
{
    g_free(safe);
}

void
html_free(Html *html)
{
    if (!html)
        return;
    g_free(html->bytes);
    g_free(html);
}
