/* The document as one page of HTML that stands alone: style inside, no script, nothing
 * loaded from elsewhere, light and dark, fit for printing. */
#pragma once
#include "base/error.h"
#include "report/document.h"

/* The caller's. */
char *write_html(const Document *document, size_t *ret_length, GError **error) MUST_CHECK;
