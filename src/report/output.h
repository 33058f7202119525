/* One report, every format. */
#pragma once
#include "report/report.h"

typedef enum { REPORT_HTML, REPORT_PDF, REPORT_XLSX, REPORT_JSON, REPORT__COUNT } ReportFormat;

typedef struct { const char *name, *type, *suffix; } ReportFormatInfo;   /* "pdf", "application/pdf", ".pdf" */
extern const ReportFormatInfo report_formats[REPORT__COUNT];
bool report_format_named(const char *name, ReportFormat *ret_format);     /* false: none has that name */

typedef struct {
    const char *fonts;       /* see report/write_pdf.h; NULL: paper_fonts() */
    const char *scratch;     /* a folder to write to, for XLSX alone */
} ReportPlaces;

/* Bytes, the caller's; the same report gives the same bytes. */
char *report_write(const Report *report, ReportFormat format, const ReportPlaces *places, size_t *ret_length,
                   GError **error) MUST_CHECK;
