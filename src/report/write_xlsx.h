/* The document as a spreadsheet: a sheet with the words, then one for each kind of table,
 * numbers as numbers, no cell beginning a formula. The same document gives the same bytes. */
#pragma once
#include "base/error.h"
#include "report/document.h"

/* `scratch`: a folder that may be written to; nothing stays there.  The caller's. */
char *write_xlsx(const Document *document, const char *scratch, size_t *ret_length, GError **error) MUST_CHECK;
