#include "paper/paper.h"
#include "paper/fonts.h"
#include <cairo-pdf.h>
#include <errno.h>
#include <qrencode.h>

/* Points; A4. */
enum { WIDTH = 595, HEIGHT = 842, MARGIN = 64, TEXT_WIDTH = WIDTH - 2 * MARGIN, QR = 140, QR_GAP = 24 };

static const struct { double size; PangoWeight weight; double after; const char *tag; } styles[PAPER__COUNT] = {
    [PAPER_TITLE] = { 22, PANGO_WEIGHT_BOLD, 14, "H1" },   [PAPER_TEXT] = { 12, PANGO_WEIGHT_NORMAL, 10, "P" },
    [PAPER_STRONG] = { 12, PANGO_WEIGHT_BOLD, 4, "P" },    [PAPER_CODE] = { 20, PANGO_WEIGHT_BOLD, 14, "P" },
    [PAPER_SMALL] = { 10, PANGO_WEIGHT_NORMAL, 8, "P" },
};

struct Paper {
    cairo_surface_t *surface;
    cairo_t         *cr;
    PangoContext    *context;
    PaperWrite       write;
    void            *data;
    double           y;             /* how far down the page is filled */
    double           qr_bottom;     /* of the QR code on this page; 0: none */
};

static cairo_status_t
hand_on(void *closure, const unsigned char *bytes, unsigned length)
{
    const Paper *paper = closure;

    return paper->write(paper->data, bytes, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

Paper *
paper_new(const char *fonts, const char *language, const char *title, PaperWrite write, void *data)
{
    Paper *paper = g_new0(Paper, 1);

    paper->write = write;
    paper->data = data;
    paper->y = MARGIN;
    paper->surface = cairo_pdf_surface_create_for_stream(hand_on, paper, WIDTH, HEIGHT);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title);
    paper->cr = cairo_create(paper->surface);
    paper->context = paper_context(fonts, language);
    pango_cairo_update_context(paper->cr, paper->context);
    return paper;
}

void
paper_free(Paper *paper)
{
    if (!paper)
        return;
    cairo_destroy(paper->cr);
    cairo_surface_destroy(paper->surface);
    g_object_unref(paper->context);
    g_free(paper);
}

void
paper_next_page(Paper *paper)
{
    cairo_show_page(paper->cr);
    paper->y = MARGIN;
    paper->qr_bottom = 0;
}

void
paper_text(Paper *paper, PaperStyle style, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = i18n_format_v(format, args);
    va_end(args);
    double width = paper->y < paper->qr_bottom ? TEXT_WIDTH - QR - QR_GAP : TEXT_WIDTH;
    g_autoptr(PangoLayout) layout = paper_layout(paper->context, styles[style].size, styles[style].weight, text, width);
    double height = paper_layout_height(layout);

    if (paper->y + height > HEIGHT - MARGIN && paper->y > MARGIN)
        paper_next_page(paper);
    cairo_set_source_rgb(paper->cr, 0, 0, 0);
    cairo_tag_begin(paper->cr, styles[style].tag, NULL);
    cairo_move_to(paper->cr, MARGIN, paper->y);
    pango_cairo_show_layout(paper->cr, layout);
    cairo_tag_end(paper->cr, styles[style].tag);
    paper->y += height + styles[style].after;
}

/* Runs of dark modules in one piece, so that no hair lines show between them. */
static void
draw_row(cairo_t *cr, const unsigned char *modules, int n, double x, double y, double size)
{
    for (int from = 0; from < n; from++) {
        int to = from;

        while (to < n && (modules[to] & 1))
            to++;
        if (to > from)
            cairo_rectangle(cr, x + from * size, y, (to - from) * size, size);
        from = to;
    }
}

bool
paper_qr(Paper *paper, const char *text, GError **error)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!code)
        return error_set(error, ERROR_INTERNAL, "making a QR code: %s", g_strerror(errno));
    double size = (double)QR / code->width;
    if (paper->y + QR > HEIGHT - MARGIN)
        paper_next_page(paper);
    for (int row = 0; row < code->width; row++)
        draw_row(paper->cr, code->data + row * code->width, code->width, WIDTH - MARGIN - QR, paper->y + row * size, size);
    cairo_set_source_rgb(paper->cr, 0, 0, 0);
    cairo_set_antialias(paper->cr, CAIRO_ANTIALIAS_NONE);
    cairo_fill(paper->cr);
    paper->qr_bottom = paper->y + QR;
    QRcode_free(code);
    return true;
}

void
paper_below(Paper *paper, double space)
{
    paper->y = MAX(paper->y, paper->qr_bottom) + space;
    paper->qr_bottom = 0;
}

bool
paper_finish(Paper *paper, GError **error)
{
    cairo_status_t status = cairo_status(paper->cr);

    cairo_surface_finish(paper->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(paper->surface);
    return status == CAIRO_STATUS_SUCCESS || error_set(error, ERROR_INTERNAL, "writing the PDF: %s", cairo_status_to_string(status));
}
