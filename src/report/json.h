/* The report as JSON (RFC 8259, UTF-8): every figure of it, in the words of report.h.  What is held
 * back is null; a share is {"percent": 91.2, "text": "91%"} with percent null where it is only "over 90%" ("bound": "over", else "under"). */
#pragma once
#include "report/report.h"

/* Bytes to g_free; the same report gives the same bytes.  ERROR_INPUT: a text is not UTF-8. */
char *report_json(const Report *report, size_t *ret_length, GError **error) MUST_CHECK;
/* What report_json() wrote: whatever such a file says, and nothing more.  The caller's.  ERROR_CORRUPT: it is no report. */
Report *report_read(const char *json, size_t length, GError **error) MUST_CHECK;
extern const char *const report_did_names[DID__COUNT];      /* "edited" "hidden" ... */
/* SHA-256 of such bytes, 64 characters; the caller's. */
char *report_digest(const char *json, size_t length);
