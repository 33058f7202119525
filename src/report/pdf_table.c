#include "paper/fonts.h"
#include "report/pdf.h"

enum { GAP = 12, PADDING = 4, STEP = 6 };

/* ---- widths ---- */

static double
natural_width(Pdf *pdf, const Table *table, size_t column)
{
    double widest = 0;

    for (size_t row = 0; row <= table_n_rows(table); row++) {
        const char *text = row == 0 ? table->columns->pdata[column] : table_cell(table, row - 1, column)->text;
        g_autoptr(PangoLayout) layout = pdf_layout(pdf, row == 0 ? STYLE_SMALL_STRONG : STYLE_SMALL, text, 0);
        int width;

        pango_layout_get_size(layout, &width, NULL);
        widest = MAX(widest, (double)width / PANGO_SCALE + GAP);
    }
    return widest;
}

static size_t
widest_of(const double *widths, size_t n)
{
    size_t widest = 0;

    for (size_t i = 1; i < n; i++)
        if (widths[i] > widths[widest])
            widest = i;
    return widest;
}

/* What is too much is taken from the widest, bit by bit; what is left goes to the first. */
static double *
find_widths(Pdf *pdf, const Table *table)
{
    size_t n = table->columns->len;
    double *widths = g_new(double, n), sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += widths[i] = MIN(natural_width(pdf, table, i), 2.0 * PDF_TEXT_WIDTH);
    for (; sum > PDF_TEXT_WIDTH; sum -= STEP)
        widths[widest_of(widths, n)] -= STEP;
    widths[0] += PDF_TEXT_WIDTH - sum;
    return widths;
}

/* ---- rows ---- */

typedef struct { const Table *table; const double *widths; } Frame;

static const char *
text_at(const Table *table, gssize row, size_t column)
{
    return row < 0 ? table->columns->pdata[column] : table_cell(table, (size_t)row, column)->text;
}

static bool
at_the_end(const Table *table, size_t column)
{
    return column > 0 && table_n_rows(table) > 0 && table_cell(table, 0, column)->is_number;
}

static GPtrArray *
row_layouts(Pdf *pdf, const Frame *frame, gssize row, double *ret_height)
{
    GPtrArray *layouts = g_ptr_array_new_with_free_func(g_object_unref);

    *ret_height = 0;
    for (size_t i = 0; i < frame->table->columns->len; i++) {
        PangoLayout *layout = pdf_layout(pdf, row < 0 ? STYLE_SMALL_STRONG : STYLE_SMALL,
                                         text_at(frame->table, row, i), frame->widths[i] - GAP);

        if (at_the_end(frame->table, i))
            paper_layout_to_end(layout);
        g_ptr_array_add(layouts, layout);
        *ret_height = MAX(*ret_height, paper_layout_height(layout) + 2 * PADDING);
    }
    return layouts;
}

static void
draw_rule(Pdf *pdf, double y)
{
    pdf_colour(pdf, PDF_TRACK);
    cairo_set_line_width(pdf->cr, 0.75);
    cairo_move_to(pdf->cr, PDF_MARGIN, y);
    cairo_line_to(pdf->cr, PDF_WIDTH - PDF_MARGIN, y);
    cairo_stroke(pdf->cr);
}

static void
show_row(Pdf *pdf, const Frame *frame, gssize row, const GPtrArray *layouts, double height)
{
    double offset = 0;

    cairo_tag_begin(pdf->cr, "TR", NULL);
    for (size_t i = 0; i < layouts->len; i++) {
        const char *tag = row < 0 || i == 0 ? "TH" : "TD";

        pdf_colour(pdf, PDF_INK);
        cairo_tag_begin(pdf->cr, tag, NULL);
        pdf_show(pdf, layouts->pdata[i], pdf_left(offset, frame->widths[i] - GAP), pdf->y + PADDING);
        cairo_tag_end(pdf->cr, tag);
        offset += frame->widths[i];
    }
    cairo_tag_end(pdf->cr, "TR");
    pdf->y += height;
    draw_rule(pdf, pdf->y);
}

static void
show_head(Pdf *pdf, const Frame *frame)
{
    double height;
    g_autoptr(GPtrArray) layouts = row_layouts(pdf, frame, -1, &height);

    show_row(pdf, frame, -1, layouts, height);
}

/* A new page has the head again, as a table of its own. */
static void
turn_page(Pdf *pdf, const Frame *frame, double height)
{
    if (pdf->y + height <= PDF_HEIGHT - PDF_FOOT)
        return;
    cairo_tag_end(pdf->cr, "Table");
    (void)pdf_need(pdf, height);
    cairo_tag_begin(pdf->cr, "Table", NULL);
    show_head(pdf, frame);
}

void
pdf_table(Pdf *pdf, const Table *table)
{
    g_autofree double *widths = find_widths(pdf, table);
    Frame frame = { table, widths };

    (void)pdf_need(pdf, 90);
    pdf_flow(pdf, STYLE_SMALL_STRONG, "Caption", table->title, 0, 2);
    cairo_tag_begin(pdf->cr, "Table", NULL);
    show_head(pdf, &frame);
    for (gssize row = 0; row < (gssize)table_n_rows(table); row++) {
        double height;
        g_autoptr(GPtrArray) layouts = row_layouts(pdf, &frame, row, &height);

        turn_page(pdf, &frame, height);
        show_row(pdf, &frame, row, layouts, height);
    }
    cairo_tag_end(pdf->cr, "Table");
    pdf->y += 14;
}
