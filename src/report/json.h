/* The report as JSON (RFC 8259, UTF-8): every figure of it, in the words of report.h.  What is held
 * back is null; a share is {"percent": 91.2, "text": "91%"} with percent null where it is only "over 90%". */
#pragma once
#include "report/report.h"

/* Bytes to g_free; the same report gives the same bytes.  ERROR_INPUT: a text is not UTF-8. */
char *report_json(const Report *report, size_t *ret_length, GError **error) MUST_CHECK;
/* SHA-256 of such bytes, 64 characters; the caller's. */
char *report_digest(const char *json, size_t length);
