#include "report/output.h"
#include "paper/paper.h"
#include "report/compose.h"
#include "report/json.h"
#include "report/write_html.h"
#include "report/write_pdf.h"
#include "report/write_xlsx.h"

const ReportFormatInfo report_formats[REPORT__COUNT] = {
    [REPORT_HTML] = { "html", "text/html; charset=utf-8", ".html" },
    [REPORT_PDF] = { "pdf", "application/pdf", ".pdf" },
    [REPORT_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx" },
    [REPORT_JSON] = { "json", "application/json", ".json" },
};

bool
report_format_named(const char *name, ReportFormat *ret_format)
{
    for (int i = 0; i < REPORT__COUNT; i++)
        if (g_strcmp0(name, report_formats[i].name) == 0) {
            *ret_format = (ReportFormat)i;
            return true;
        }
    return false;
}

static char *
write_document(const Document *document, ReportFormat format, const ReportPlaces *places, size_t *ret_length,
               GError **error)
{
    g_autofree char *beside = places->fonts ? NULL : paper_fonts();

    switch (format) {
    case REPORT_HTML:
        return write_html(document, ret_length, error);
    case REPORT_PDF:
        return write_pdf(document, places->fonts ? places->fonts : beside, ret_length, error);
    case REPORT_XLSX:
        return write_xlsx(document, places->scratch, ret_length, error);
    case REPORT_JSON:
    case REPORT__COUNT:
        break;
    }
    g_assert_not_reached();
}

char *
report_write(const Report *report, ReportFormat format, const ReportPlaces *places, size_t *ret_length, GError **error)
{
    size_t length;
    g_autofree char *json = report_json(report, &length, error);

    if (!json)
        return NULL;
    if (format == REPORT_JSON) {
        *ret_length = length;
        return g_steal_pointer(&json);
    }
    /* From what the JSON edition says, rounded as it is there: so a report made again from its JSON says the same. */
    g_autoptr(Report) read = report_read(json, length, error);
    if (!read)
        return NULL;
    read->brand = report->brand;
    g_autofree char *digest = report_digest(json, length);
    g_autoptr(Document) document = compose(read, digest);
    return write_document(document, format, places, ret_length, error);
}
