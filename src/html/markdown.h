/* Markdown by cmark, raw HTML off. */
#pragma once
#include "html/html.h"

/* What participants write: paragraphs, lists, emphasis, quotes; headings become bold
 * paragraphs, no images, links as their text and address side by side, never opening by themselves. */
SafeHtml *markdown_talk(const char *text, GError **error) MUST_CHECK;
/* Pages of the organisation (rules.md, faq.md): headings from h2 down, links to https and mailto. */
SafeHtml *markdown_page(const char *text, GError **error) MUST_CHECK;
/* The words alone, for excerpts, search and mails; caller frees. */
char     *markdown_plain(const char *text);
