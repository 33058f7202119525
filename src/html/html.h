/* Writes HTML that is well nested and escaped, or no HTML at all.
 * Faults (wrong nesting, an unsafe link, more than `limit` bytes) are remembered and
 * reported once, by html_finish().  There is no enumerator for onclick, style or srcdoc.
 * Text is UTF-8; it comes back from a browser exactly as it was. */
#pragma once
#include "base/error.h"
#include "html/names.h"        /* HtmlElement EL_*, HtmlAttrName AT_*: the lists of elements and attributes */
#include <stddef.h>
#include <stdint.h>

typedef struct { HtmlAttrName name; const char *value; } HtmlAttr;
/* A value of NULL leaves the attribute out; HTML_ON writes it without a value (disabled, checked, required…). */
#define HTML_ON ""

typedef struct Html Html;
/* Markup that only html/markdown.c and html_finish_fragment() make: safe to write as it is. */
typedef struct SafeHtml SafeHtml;

Html *html_new(size_t limit);                 /* caller owns; html_free() */
void  html_free(Html *html);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Html, html_free)

void  html_text(Html *html, const char *text);     /* escaped; NULL writes nothing */
void  html_text_f(Html *html, const char *format, ...) G_GNUC_PRINTF(2, 3);   /* formatted, then escaped */
void  html_number(Html *html, int64_t number);
void  html_safe(Html *html, const SafeHtml *safe); /* NULL writes nothing */
void  html_close(Html *html, HtmlElement element);
/* The whole page; caller owns (g_free). *ret_length may be NULL.  A writer finishes once. */
char *html_finish(Html *html, size_t *ret_length, GError **error) MUST_CHECK;

#define html_open(html, element, ...)                                           \
    html_open_n((html), (element), (const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }, \
                sizeof((const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }) / sizeof(HtmlAttr))
void  html_open_n(Html *html, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs);
/* Elements without an end: input, br, img, link, meta, hr; and use, path, circle, line, rect of SVG. */
#define html_void(html, element, ...)                                           \
    html_void_n((html), (element), (const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }, \
                sizeof((const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }) / sizeof(HtmlAttr))
void  html_void_n(Html *html, HtmlElement element, const HtmlAttr *attrs, size_t n_attrs);
/* Open, text, close in one. */
#define html_leaf(html, element, text, ...)                                     \
    html_leaf_n((html), (element), (text), (const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }, \
                sizeof((const HtmlAttr[]){ { AT_NONE, NULL }, __VA_ARGS__ }) / sizeof(HtmlAttr))
void  html_leaf_n(Html *html, HtmlElement element, const char *text, const HtmlAttr *attrs, size_t n_attrs);

/* Fixed markup of our own; anything but a string literal does not compile. */
#define html_literal(html, markup) html_literal_n((html), "" markup "", sizeof(markup) - 1)
void  html_literal_n(Html *html, const char *markup, size_t length);

/* Finishes a piece of a page for later html_safe(); caller owns; NULL with an error on a fault. */
SafeHtml   *html_finish_fragment(Html *html, GError **error) MUST_CHECK;
const char *safe_html_text(const SafeHtml *safe, size_t *ret_length);
void        safe_html_free(SafeHtml *safe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SafeHtml, safe_html_free)
