#include "report/pdf.h"
#include "report/picture.h"
#include "base/i18n.h"

static const PdfColour ink_colours[INK__COUNT] = {
    [INK_TRACK] = PDF_TRACK, [INK_MIDDLE] = PDF_RULE, [INK_BAND] = PDF_BAND, [INK_DOT] = PDF_ACCENT,
    [INK_BAR] = PDF_BAR,     [INK_REST] = PDF_TRACK,  [INK_LINE] = PDF_ACCENT, [INK_AREA] = PDF_TINT,
    [INK_TEXT] = PDF_INK,    [INK_STRONG] = PDF_INK,  [INK_QUIET] = PDF_INK_QUIET,
};

static void
draw_line(Pdf *pdf, const Mark *mark)
{
    static const double dashes[] = { 3, 4 };

    cairo_set_line_width(pdf->cr, 2);
    if (mark->ink == INK_MIDDLE)
        cairo_set_dash(pdf->cr, dashes, 2, 0);
    cairo_move_to(pdf->cr, mark->from.x, mark->from.y);
    cairo_line_to(pdf->cr, mark->to.x, mark->to.y);
    cairo_stroke(pdf->cr);
    cairo_set_dash(pdf->cr, NULL, 0, 0);
}

static void
draw_dot(Pdf *pdf, const Mark *mark)
{
    cairo_arc(pdf->cr, mark->from.x, mark->from.y, 8, 0, 2 * G_PI);
    cairo_fill_preserve(pdf->cr);
    cairo_set_source_rgb(pdf->cr, 1, 1, 1);
    cairo_set_line_width(pdf->cr, 2.5);
    cairo_stroke(pdf->cr);
}

static void
draw_points(Pdf *pdf, const Mark *mark)
{
    for (guint i = 0; i < mark->points->len; i++) {
        const Point *point = &g_array_index(mark->points, Point, i);
        cairo_line_to(pdf->cr, point->x, point->y);
    }
    cairo_set_line_width(pdf->cr, 3);
    cairo_set_line_join(pdf->cr, CAIRO_LINE_JOIN_ROUND);
    if (mark->kind == MARK_AREA)
        cairo_fill(pdf->cr);
    else
        cairo_stroke(pdf->cr);
}

/* The mark's place is that of the baseline. */
static void
draw_words(Pdf *pdf, const Mark *mark)
{
    g_autoptr(PangoLayout) layout = pdf_layout(pdf, mark->ink == INK_STRONG ? STYLE_STRONG : STYLE_BODY, mark->text, 0);
    PangoAttrList *attributes = pango_attr_list_new();
    PangoRectangle logical;

    pango_attr_list_insert(attributes, pango_attr_size_new_absolute(PICTURE_TEXT * PANGO_SCALE));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_get_extents(layout, NULL, &logical);

    double width = (double)logical.width / PANGO_SCALE;
    double baseline = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    bool is_at_right = mark->anchor == (i18n_is_rtl(i18n_spoken()) ? ANCHOR_START : ANCHOR_END);
    double left = mark->anchor == ANCHOR_MIDDLE ? width / 2 : is_at_right ? width : 0;
    pdf_colour(pdf, ink_colours[mark->ink]);
    pdf_show(pdf, layout, mark->from.x - left, mark->from.y - baseline);
}

static void
draw_mark(Pdf *pdf, const Mark *mark)
{
    cairo_new_path(pdf->cr);
    pdf_colour(pdf, ink_colours[mark->ink]);
    switch (mark->kind) {
    case MARK_LINE:
        draw_line(pdf, mark);
        break;
    case MARK_RECT:
        cairo_rectangle(pdf->cr, mark->from.x, mark->from.y, mark->to.x - mark->from.x, mark->to.y - mark->from.y);
        cairo_fill(pdf->cr);
        break;
    case MARK_DOT:
        draw_dot(pdf, mark);
        break;
    case MARK_CURVE:
    case MARK_AREA:
        draw_points(pdf, mark);
        break;
    case MARK_TEXT:
        draw_words(pdf, mark);
        break;
    }
}

/* The marks from `top` down to `bottom` of the picture, on this page. */
static void
draw_slice(Pdf *pdf, const Picture *picture, double scale, double top, double bottom)
{
    cairo_tag_begin(pdf->cr, "Figure", NULL);
    cairo_save(pdf->cr);
    cairo_translate(pdf->cr, PDF_MARGIN, pdf->y - top * scale);
    cairo_scale(pdf->cr, scale, scale);
    for (guint i = 0; i < picture->marks->len; i++) {
        const Mark *mark = &g_array_index(picture->marks, Mark, i);

        if (mark->points || (mark->from.y >= top && mark->from.y < bottom))
            draw_mark(pdf, mark);
    }
    cairo_restore(pdf->cr);
    cairo_tag_end(pdf->cr, "Figure");
    pdf->y += (bottom - top) * scale;
}

/* A chart of many rows is longer than a page: it is cut between two rows. */
void
pdf_picture(Pdf *pdf, const Chart *chart)
{
    g_autoptr(Picture) picture = picture_of(chart);
    const double scale = (double)PDF_TEXT_WIDTH / PICTURE_WIDTH;
    double row = picture->step > 0 ? picture->step : picture->height;

    for (double top = 0, bottom; top < picture->height; top = bottom) {
        double first = top == 0 ? picture->head : 0;

        (void)pdf_need(pdf, (first + row) * scale);
        double left = (PDF_HEIGHT - PDF_FOOT - pdf->y) / scale - first;
        double rows = MAX((double)(int)(left / row), 1);
        bottom = MIN(top + first + rows * row, picture->height);
        draw_slice(pdf, picture, scale, top, bottom);
    }
}
