#include "report/pdf.h"
#include <string.h>

/* Points. */
enum { LOGO_HEIGHT = 42, LOGO_WIDTH = 160, LOGO_AFTER = 18 };

typedef struct { const unsigned char *at; size_t left; } Reading;

static cairo_status_t
read_on(void *closure, unsigned char *bytes, unsigned length)
{
    Reading *reading = closure;

    if (length > reading->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reading->at, length);
    reading->at += length;
    reading->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

/* NULL where there is no logo, or one that cairo cannot draw: it knows no SVG. */
static cairo_surface_t *
logo_image(const Brand *brand)
{
    if (!brand || !brand->logo || g_strcmp0(brand->logo_type, "image/png") != 0)
        return NULL;
    Reading reading;
    reading.at = g_bytes_get_data(brand->logo, &reading.left);
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_on, &reading);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS)
        return image;
    cairo_surface_destroy(image);
    return NULL;
}

/* Untagged, as decoration is: the organisation's name stands below it in words. */
static void
draw_logo(Pdf *pdf, cairo_surface_t *image)
{
    int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
    double scale = MIN((double)LOGO_HEIGHT / height, (double)LOGO_WIDTH / width);

    cairo_save(pdf->cr);
    cairo_translate(pdf->cr, pdf_left(0, width * scale), pdf->y);
    cairo_scale(pdf->cr, scale, scale);
    cairo_set_source_surface(pdf->cr, image, 0, 0);
    cairo_paint(pdf->cr);
    cairo_restore(pdf->cr);
    pdf->y += height * scale + LOGO_AFTER;
}

void
pdf_logo(Pdf *pdf)
{
    cairo_surface_t *image = logo_image(pdf->document->brand);

    if (!image)
        return;
    draw_logo(pdf, image);
    cairo_surface_destroy(image);
}
