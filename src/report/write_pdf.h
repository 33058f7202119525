/* The document as PDF (A4): real text, charts as vectors, bookmarks, headings and tables
 * tagged. The same document gives the same bytes. */
#pragma once
#include "base/error.h"
#include "report/document.h"

/* `fonts`: a folder with fonts of our own (*.ttf), used before the system's; NULL or
 * missing: the system's alone. Needs to read that folder, /etc/fonts, /usr/share/fonts,
 * /usr/share/fontconfig and /var/cache/fontconfig.  The caller's. */
char *write_pdf(const Document *document, const char *fonts, size_t *ret_length, GError **error) MUST_CHECK;
