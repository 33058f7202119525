/* The report in words: from its data to the document that is written as HTML, PDF and
 * spreadsheet. Only report/compose*.c decide what stands where. */
#pragma once
#include "report/document.h"
#include "report/report.h"

/* digest: SHA-256 of the same report as JSON, in hexadecimal (report/json.h). */
Document *compose(const Report *report, const char *digest);

/* Its chapters, each in a file of its own. */
void compose_strength(Document *document, const Report *report);
void compose_themes(Document *document, const Report *report);
void compose_common(Document *document, const Report *report);
void compose_method(Document *document, const Report *report);
void compose_facilitation(Document *document, const Report *report);
