#include "report/write_pdf.h"
#include "base/i18n.h"
#include "base/when.h"
#include "paper/fonts.h"
#include "report/pdf.h"
#include <stdlib.h>

/* ---- blocks ---- */

static void
add_bookmark(Pdf *pdf, const Block *block)
{
    g_autofree char *where = g_strdup_printf("page=%d pos=[%d %d]", pdf->page, PDF_MARGIN, (int)pdf->y);
    int parent = block->level > 2 ? pdf->chapter : CAIRO_PDF_OUTLINE_ROOT;
    int id = cairo_pdf_surface_add_outline(pdf->surface, parent, block->text, where, 0);

    if (block->level == 2)
        pdf->chapter = id;
}

/* A heading stands with the beginning of what it is about. */
static void
write_heading(Pdf *pdf, const Block *block)
{
    static const PdfStyle heading_styles[] = { STYLE_H1, STYLE_H1, STYLE_H2, STYLE_H3 };
    static const char *const tags[] = { "H1", "H1", "H2", "H3" };
    static const double before[] = { 0, 0, 22, 14 }, with_it[] = { 100, 100, 220, 150 };
    unsigned level = MIN(block->level, 3);

    if (!pdf_need(pdf, before[level] + with_it[level]) && pdf->y > PDF_MARGIN)
        pdf->y += before[level];
    add_bookmark(pdf, block);
    pdf_flow(pdf, heading_styles[level], tags[level], block->text, 0, 8);
}

/* A strip beside the text, however many pages it has. */
static void
write_boxed(Pdf *pdf, const char *tag, const char *text, PdfColour colour)
{
    (void)pdf_need(pdf, 60);
    double top = pdf->y;
    int page = pdf->page;

    pdf_flow(pdf, STYLE_BODY, tag, text, 16, 0);
    pdf_colour(pdf, colour);
    double from = pdf->page == page ? top : PDF_MARGIN;
    cairo_rectangle(pdf->cr, pdf_left(0, 4), from, 4, pdf->y - from);
    cairo_fill(pdf->cr);
    pdf->y += 10;
}

static void
write_note(Pdf *pdf, const Block *block)
{
    g_autofree char *text = g_strdup_printf("%s %s", block->title, block->text);

    write_boxed(pdf, "P", text, PDF_BAR);
}

static void
write_quote(Pdf *pdf, const Block *block)
{
    g_autofree char *text = i18n_format(_("“%s”"), block->text);

    write_boxed(pdf, "BlockQuote", text, PDF_ACCENT);
}

static void
write_list(Pdf *pdf, const Block *block)
{
    for (guint i = 0; i < block->items->len; i++) {
        (void)pdf_need(pdf, 20);
        pdf_colour(pdf, PDF_INK);
        cairo_arc(pdf->cr, pdf_left(4, 0), pdf->y + 8, 1.8, 0, 2 * G_PI);
        cairo_fill(pdf->cr);
        pdf_flow(pdf, STYLE_BODY, "P", g_array_index(block->items, BlockItem, i).value, 14, 3);
    }
    pdf->y += 8;
}

static void
write_rows(Pdf *pdf, const Block *block)
{
    for (guint i = 0; i < block->items->len; i++) {
        const BlockItem *item = &g_array_index(block->items, BlockItem, i);
        g_autofree char *text = g_strdup_printf("%s: %s", item->key, item->value);

        pdf_flow(pdf, STYLE_BODY, "P", text, 0, 3);
    }
    pdf->y += 8;
}

/* Four side by side: the value above what it counts. */
enum { FIGURES_ACROSS = 4 };

static double
show_figure(Pdf *pdf, const BlockItem *item, double offset)
{
    const double width = (double)PDF_TEXT_WIDTH / FIGURES_ACROSS - 10, x = pdf_left(offset, width);
    g_autoptr(PangoLayout) value = pdf_layout(pdf, STYLE_FIGURE, item->value, width);
    double height = paper_layout_height(value);

    cairo_tag_begin(pdf->cr, "P", NULL);
    pdf_show(pdf, value, x, pdf->y);
    cairo_tag_end(pdf->cr, "P");

    g_autoptr(PangoLayout) key = pdf_layout(pdf, STYLE_SMALL, item->key, width);
    cairo_tag_begin(pdf->cr, "P", NULL);
    pdf_show(pdf, key, x, pdf->y + height);
    cairo_tag_end(pdf->cr, "P");
    return height + paper_layout_height(key);
}

static void
write_figures(Pdf *pdf, const Block *block)
{
    for (guint i = 0; i < block->items->len; i += FIGURES_ACROSS) {
        double tallest = 0;

        (void)pdf_need(pdf, 70);
        for (guint j = i; j < MIN(block->items->len, i + FIGURES_ACROSS); j++) {
            double offset = (double)PDF_TEXT_WIDTH / FIGURES_ACROSS * (j - i);
            tallest = MAX(tallest, show_figure(pdf, &g_array_index(block->items, BlockItem, j), offset));
        }
        pdf->y += tallest + 10;
    }
}

static void
write_chart(Pdf *pdf, const Block *block)
{
    const Chart *chart = block->chart;

    (void)pdf_need(pdf, 130);
    pdf_flow(pdf, STYLE_STRONG, "P", chart->title, 0, 2);
    if (chart->caption)
        pdf_flow(pdf, STYLE_SMALL, "P", chart->caption, 0, 4);
    pdf_picture(pdf, chart);
    pdf->y += 8;
    if (chart->kind == CHART_INTERVALS)
        pdf_table(pdf, block->table);
    else if (chart->alternative)
        pdf_flow(pdf, STYLE_SMALL, "P", chart->alternative, 0, 12);
}

static void
write_block(Pdf *pdf, const Block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        write_heading(pdf, block);
        break;
    case BLOCK_LEAD:
        pdf_flow(pdf, STYLE_LEAD, "P", block->text, 0, 12);
        break;
    case BLOCK_PARAGRAPH:
        pdf_flow(pdf, STYLE_BODY, "P", block->text, 0, 8);
        break;
    case BLOCK_NOTE:
        write_note(pdf, block);
        break;
    case BLOCK_QUOTE:
        write_quote(pdf, block);
        break;
    case BLOCK_LIST:
        write_list(pdf, block);
        break;
    case BLOCK_FIGURES:
        write_figures(pdf, block);
        break;
    case BLOCK_ROWS:
        write_rows(pdf, block);
        break;
    case BLOCK_TABLE:
        pdf_table(pdf, block->table);
        break;
    case BLOCK_CHART:
        write_chart(pdf, block);
        break;
    }
}

/* ---- the file ---- */

static cairo_status_t
append(void *closure, const unsigned char *bytes, unsigned length)
{
    g_byte_array_append(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static void
describe(Pdf *pdf)
{
    const Document *document = pdf->document;
    g_autofree char *made = when_rfc3339(document->made);

    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, document->title);
    if (document->organisation)
        cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_AUTHOR, document->organisation);
    /* Not the clock's: the same report gives the same bytes. */
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_MOD_DATE, made);
}

static void
begin(Pdf *pdf, const Document *document, const char *fonts)
{
    *pdf = (Pdf){ .bytes = g_byte_array_new(), .document = document, .y = PDF_MARGIN, .page = 1 };
    pdf->surface = cairo_pdf_surface_create_for_stream(append, pdf->bytes, PDF_WIDTH, PDF_HEIGHT);
    pdf->cr = cairo_create(pdf->surface);
    pdf->context = paper_context(fonts, document->language);
    pango_cairo_update_context(pdf->cr, pdf->context);
    describe(pdf);
    if (document->brand && document->brand->accent) {
        pdf->has_accent = true;
        pdf->accent = (unsigned)strtoul(document->brand->accent + 1, NULL, 16);
    }
    pdf_logo(pdf);
}

static cairo_status_t
end(Pdf *pdf)
{
    pdf_end_page(pdf);
    cairo_status_t status = cairo_status(pdf->cr);
    cairo_destroy(pdf->cr);
    cairo_surface_finish(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    g_object_unref(pdf->context);
    return status;
}

char *
write_pdf(const Document *document, const char *fonts, size_t *ret_length, GError **error)
{
    Pdf pdf;

    begin(&pdf, document, fonts);
    for (guint i = 0; i < document->blocks->len; i++)
        write_block(&pdf, &g_array_index(document->blocks, Block, i));
    cairo_status_t status = end(&pdf);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_byte_array_unref(pdf.bytes);
        error_set(error, ERROR_INTERNAL, "writing the PDF: %s", cairo_status_to_string(status));
        return NULL;
    }
    *ret_length = pdf.bytes->len;
    return (char *)g_byte_array_free(pdf.bytes, false);
}
