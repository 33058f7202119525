/* One PDF in the making: pages, and text that flows over them. For write_pdf.c and pdf_*.c. */
#pragma once
#include "base/error.h"
#include "report/document.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points; A4. */
enum { PDF_WIDTH = 595, PDF_HEIGHT = 842, PDF_MARGIN = 56, PDF_FOOT = 64, PDF_TEXT_WIDTH = PDF_WIDTH - 2 * PDF_MARGIN };

typedef enum { STYLE_H1, STYLE_H2, STYLE_H3, STYLE_LEAD, STYLE_BODY, STYLE_STRONG, STYLE_SMALL, STYLE_SMALL_STRONG,
               STYLE_FIGURE, STYLE__COUNT } PdfStyle;

typedef struct {
    cairo_surface_t *surface;
    cairo_t         *cr;
    PangoContext    *context;
    GByteArray      *bytes;
    const Document  *document;
    double           y;          /* how far down the page is filled */
    int              page;       /* from 1 */
    bool             has_accent;
    unsigned         accent;     /* 0xrrggbb; else the program's own */
    int              chapter;    /* bookmark of the last heading of level 2 */
} Pdf;

/* Where what is `width` wide stands, `offset` from the margin that a line begins at: the right one in some languages. */
double pdf_left(double offset, double width);
/* Starts another page where less than `height` is left; true: it has. */
bool pdf_need(Pdf *pdf, double height);
void pdf_end_page(Pdf *pdf);     /* writes the foot of the page */

PangoLayout *pdf_layout(Pdf *pdf, PdfStyle style, const char *text, double width);     /* g_object_unref */
/* At (x, top) of this page; nothing flows. */
void         pdf_show(Pdf *pdf, PangoLayout *layout, double x, double top);
/* Flows from page to page, tagged ("P"); `after` is left free below. */
void         pdf_flow(Pdf *pdf, PdfStyle style, const char *tag, const char *text, double indent, double after);

typedef enum { PDF_INK, PDF_INK_QUIET, PDF_RULE, PDF_TRACK, PDF_ACCENT, PDF_BAND, PDF_TINT, PDF_BAR, PDF_SUNK, PDF_NOTE } PdfColour;
void pdf_colour(Pdf *pdf, PdfColour colour);

void pdf_table(Pdf *pdf, const Table *table);
void pdf_picture(Pdf *pdf, const Chart *chart);
void pdf_logo(Pdf *pdf);         /* above the first heading */
