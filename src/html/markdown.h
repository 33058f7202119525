/* Markdown by cmark, written by our own writer: nothing that people type becomes markup of theirs. */
#pragma once
#include "html/html.h"

/* What participants write: paragraphs, lists, emphasis, quotes, line breaks as typed; headings become
 * bold paragraphs, no images, links as their text and address side by side, never opening by
 * themselves; HTML tags are shown as typed. */
SafeHtml *markdown_talk(const char *text, GError **error) MUST_CHECK;
/* Pages of the organisation (rules.md, faq.md): headings from h2 down, links to what
 * escape_url_is_safe() allows, others as text. */
SafeHtml *markdown_page(const char *text, GError **error) MUST_CHECK;
/* The same where links like "p/rules" are taken from `base`: an own path with a slash at its end. */
SafeHtml *markdown_page_at(const char *text, const char *base, GError **error) MUST_CHECK;
/* The words alone, for excerpts, search and mails, a line for each paragraph; caller frees. */
char     *markdown_plain(const char *text);
