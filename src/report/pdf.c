#include "report/pdf.h"
#include "base/i18n.h"
#include "paper/fonts.h"

static const struct { double size; PangoWeight weight; PdfColour colour; } styles[STYLE__COUNT] = {
    [STYLE_H1] = { 26, PANGO_WEIGHT_BOLD, PDF_INK },
    [STYLE_H2] = { 18, PANGO_WEIGHT_BOLD, PDF_INK },
    [STYLE_H3] = { 14, PANGO_WEIGHT_BOLD, PDF_INK },
    [STYLE_LEAD] = { 13, PANGO_WEIGHT_NORMAL, PDF_INK },
    [STYLE_BODY] = { 11, PANGO_WEIGHT_NORMAL, PDF_INK },
    [STYLE_STRONG] = { 11, PANGO_WEIGHT_BOLD, PDF_INK },
    [STYLE_SMALL] = { 9.5, PANGO_WEIGHT_NORMAL, PDF_INK_QUIET },
    [STYLE_SMALL_STRONG] = { 9.5, PANGO_WEIGHT_BOLD, PDF_INK },
    [STYLE_FIGURE] = { 20, PANGO_WEIGHT_BOLD, PDF_INK },
};

/* The light colours of web/scss/_tokens.scss. */
static const unsigned colours[] = {
    [PDF_INK] = 0x1b2a26,  [PDF_INK_QUIET] = 0x41504a, [PDF_RULE] = 0x64746d, [PDF_TRACK] = 0xd2dbd2,
    [PDF_ACCENT] = 0x6b1f4f, [PDF_BAND] = 0xa6799a,    [PDF_TINT] = 0xf3ebf0, [PDF_BAR] = 0x174d39,
    [PDF_SUNK] = 0xe8ede6, [PDF_NOTE] = 0xdfeae1,
};

/* color-mix(in srgb, colour share%, white) */
static unsigned
paler(unsigned rgb, unsigned share)
{
    unsigned mixed = 0;

    for (unsigned shift = 0; shift <= 16; shift += 8)
        mixed |= ((rgb >> shift & 0xff) * share + 0xff * (100 - share) + 50) / 100 << shift;
    return mixed;
}

/* What the style makes of an organisation's accent. */
static unsigned
colour_rgb(const Pdf *pdf, PdfColour colour)
{
    if (pdf->has_accent && colour == PDF_ACCENT)
        return pdf->accent;
    if (pdf->has_accent && (colour == PDF_BAND || colour == PDF_TINT))
        return paler(pdf->accent, colour == PDF_BAND ? 60 : 8);
    return colours[colour];
}

void
pdf_colour(Pdf *pdf, PdfColour colour)
{
    unsigned rgb = colour_rgb(pdf, colour);

    cairo_set_source_rgb(pdf->cr, (rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

/* ---- pages ---- */

double
pdf_left(double offset, double width)
{
    return i18n_is_rtl(i18n_spoken()) ? PDF_WIDTH - PDF_MARGIN - offset - width : PDF_MARGIN + offset;
}

void
pdf_end_page(Pdf *pdf)
{
    g_autofree char *number = g_strdup_printf("%d", pdf->page);
    g_autoptr(PangoLayout) left = pdf_layout(pdf, STYLE_SMALL, pdf->document->title, PDF_TEXT_WIDTH - 60);
    g_autoptr(PangoLayout) right = pdf_layout(pdf, STYLE_SMALL, number, 50);

    pango_layout_set_height(left, -1);
    pango_layout_set_ellipsize(left, PANGO_ELLIPSIZE_END);
    paper_layout_to_end(right);
    pdf_show(pdf, left, pdf_left(0, PDF_TEXT_WIDTH - 60), PDF_HEIGHT - PDF_FOOT + 20);
    pdf_show(pdf, right, pdf_left(PDF_TEXT_WIDTH - 50, 50), PDF_HEIGHT - PDF_FOOT + 20);
    cairo_show_page(pdf->cr);
}

bool
pdf_need(Pdf *pdf, double height)
{
    if (pdf->y + height <= PDF_HEIGHT - PDF_FOOT || pdf->y <= PDF_MARGIN)
        return false;
    pdf_end_page(pdf);
    pdf->page++;
    pdf->y = PDF_MARGIN;
    return true;
}

/* ---- text ---- */

PangoLayout *
pdf_layout(Pdf *pdf, PdfStyle style, const char *text, double width)
{
    pdf_colour(pdf, styles[style].colour);
    return paper_layout(pdf->context, styles[style].size, styles[style].weight, text, width);
}

void
pdf_show(Pdf *pdf, PangoLayout *layout, double x, double top)
{
    cairo_move_to(pdf->cr, x, top);
    pango_cairo_show_layout(pdf->cr, layout);
}

static void
show_line(Pdf *pdf, PangoLayoutIter *iter, PdfStyle style, const char *tag, double x)
{
    PangoRectangle logical;
    int top, bottom;

    pango_layout_iter_get_line_extents(iter, NULL, &logical);
    pango_layout_iter_get_line_yrange(iter, &top, &bottom);
    double height = (double)(bottom - top) / PANGO_SCALE;
    double baseline = (double)(pango_layout_iter_get_baseline(iter) - top) / PANGO_SCALE;
    (void)pdf_need(pdf, height);
    pdf_colour(pdf, styles[style].colour);
    cairo_tag_begin(pdf->cr, tag, NULL);
    cairo_move_to(pdf->cr, x + (double)logical.x / PANGO_SCALE, pdf->y + baseline);
    pango_cairo_show_layout_line(pdf->cr, pango_layout_iter_get_line_readonly(iter));
    cairo_tag_end(pdf->cr, tag);
    pdf->y += height;
}

void
pdf_flow(Pdf *pdf, PdfStyle style, const char *tag, const char *text, double indent, double after)
{
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, style, text, PDF_TEXT_WIDTH - indent);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);

    do
        show_line(pdf, iter, style, tag, pdf_left(indent, PDF_TEXT_WIDTH - indent));
    while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    pdf->y += after;
}
