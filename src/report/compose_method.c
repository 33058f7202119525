#include "base/i18n.h"
#include "report/compose.h"
#include "report/words.h"
#include <math.h>

/* The customary reading, Krippendorff 2004, Content analysis, p. 241. */
#define ALPHA_DEPENDABLE 0.800
#define ALPHA_TENTATIVE  0.667

static const char *
alpha_means(double alpha)
{
    if (alpha >= ALPHA_DEPENDABLE)
        return _("dependable");
    return alpha >= ALPHA_TENTATIVE ? _("for tentative conclusions") : _("too low to rely on");
}

static void
write_of(Document *document, const char *what, uint64_t part, uint64_t whole)
{
    g_autofree char *a = words_number(part);
    g_autofree char *b = words_number(whole);
    g_autofree char *text = i18n_format(_("%s of %s"), a, b);

    document_item(document, BLOCK_ROWS, what, text);
}

static void
write_alpha(Document *document, const ReportMethod *method)
{
    g_autofree char *band = method->has_alpha_interval
                                ? i18n_format(_(" (%.2f to %.2f)"), method->alpha_low, method->alpha_high)
                                : g_strdup("");
    g_autofree char *text = i18n_format(_("Krippendorff’s alpha %.2f%s: %s"), method->alpha, band,
                                            alpha_means(method->alpha));

    document_item(document, BLOCK_ROWS, _("Agreement"), text);
}

static void
write_number(Document *document, const char *what, uint64_t n)
{
    g_autofree char *text = words_number(n);

    document_item(document, BLOCK_ROWS, what, text);
}

static void
write_rows(Document *document, const ReportMethod *method)
{
    write_of(document, _("Read by people"), method->read, method->contributions);
    write_of(document, _("Coded by people"), method->coded, method->contributions);
    write_number(document, _("Analysts"), method->analysts);
    write_number(document, _("Codes in the frame"), method->codes);
    write_number(document, _("Changes of the frame"), method->frame_version);
    if (method->coded_by_two > 0)
        write_number(document, _("Coded by two, apart"), method->coded_by_two);
    if (method->has_alpha)
        write_alpha(document, method);
    write_number(document, _("Figures held back"), method->held_back);
}

static void
write_phases(Document *document)
{
    static const char *const phases[] = {
        N_("We read every idea and comment, to know what is there."),
        N_("We gave codes to what we read: short names for what a text is about."),
        N_("We gathered codes that belong together into themes."),
        N_("We went back to the texts to see whether the themes hold."),
        N_("We gave each theme a name and wrote down what belongs to it."),
        N_("We wrote this report, with figures that were worked out by the program."),
    };

    for (size_t i = 0; i < G_N_ELEMENTS(phases); i++)
        document_item(document, BLOCK_LIST, NULL, _(phases[i]));
}

static void
write_saturation(Document *document, const ReportMethod *method)
{
    Table *table;
    Chart *chart = document_chart(document, &(TablePlace){ .sheet = _("Saturation") }, CHART_CURVE,
                                  _("Codes in use as reading went on"), TABLE_COLUMNS(_("Texts read"), _("Codes")), &table);

    for (size_t i = 0; i < method->n_saturation; i++) {
        const ReportSaturation *point = &method->saturation[i];
        g_autofree char *read = words_number(point->read);
        g_autofree char *codes = words_number(point->codes);

        chart_row(chart, read, codes,
                  &(ChartRow){ .drawn = true, .low = (double)point->read, .value = (double)point->codes });
        table_number(table, (double)point->read, read);
        table_number(table, (double)point->codes, codes);
    }

    const ReportSaturation *half = &method->saturation[method->n_saturation / 2];
    const ReportSaturation *last = &method->saturation[method->n_saturation - 1];
    g_autofree char *half_codes = words_number(half->codes), *half_read = words_number(half->read);
    g_autofree char *last_codes = words_number(last->codes), *last_read = words_number(last->read);
    g_autofree char *alternative = i18n_format(_("%s codes after %s texts, %s after all %s."), half_codes, half_read,
                                                   last_codes, last_read);
    chart_say(chart, _("A flat end means that little was missed."), alternative);
}

static void
write_agreement(Document *document, const ReportMethod *method)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Agreement") }, _("Agreement of two analysts by code"),
                                  TABLE_COLUMNS(_("Code"), _("Cohen’s kappa")));

    for (size_t i = 0; i < method->n_agreement; i++) {
        const ReportCodeAgreement *code = &method->agreement[i];
        g_autofree char *kappa = i18n_format("%.2f", code->kappa);

        table_text(table, code->code);
        if (code->has_kappa)
            table_number(table, round(code->kappa * 100) / 100, kappa);
        else
            table_text(table, _("not defined"));
    }
}

static void
write_limits(Document *document, const Report *report)
{
    g_autofree char *k = i18n_format("%u", report->k);
    g_autofree char *small = words_fill(_("No figure tells of fewer than %s people. Where it would, it is held back."), k);

    document_heading(document, 3, "limits", _("What this report can’t tell"));
    document_item(document, BLOCK_LIST, NULL, small);
    document_item(document, BLOCK_LIST, NULL,
                  _("Nobody knows who wrote or voted what, so nobody could be asked what they meant."));
    document_item(document, BLOCK_LIST, NULL,
                  _("People chose to take part. Those who did not may think otherwise."));
    if (report->method.slot_minutes > 0) {
        g_autofree char *minutes = i18n_format("%u", report->method.slot_minutes);
        g_autofree char *slots = words_fill(_("Times are rounded to %s minutes, on purpose."), minutes);
        document_item(document, BLOCK_LIST, NULL, slots);
    }
    for (size_t i = 0; i < report->method.n_notes; i++)
        document_item(document, BLOCK_LIST, NULL, report->method.notes[i]);
}

void
compose_method(Document *document, const Report *report)
{
    const ReportMethod *method = &report->method;

    document_heading(document, 2, "method", _("How we worked"));
    document_text(document, BLOCK_PARAGRAPH,
                  _("The analysts followed reflexive thematic analysis (Braun and Clarke, 2006):"));
    write_phases(document);
    write_rows(document, method);
    if (method->n_saturation > 0)
        write_saturation(document, method);
    if (method->n_agreement > 0)
        write_agreement(document, method);
    write_limits(document, report);
}
