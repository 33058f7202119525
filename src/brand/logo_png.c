#include "base/limits.h"
#include "brand/logo.h"
#include <cairo.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t left;
} Input;

static cairo_status_t
give(void *data, unsigned char *to, unsigned n)
{
    Input *input = data;

    if (n > input->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, input->bytes, n);
    input->bytes += n;
    input->left -= n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
take(void *data, const unsigned char *bytes, unsigned n)
{
    g_byte_array_append(data, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* RFC 2083, 4.1.1: the first chunk, big endian. */
static unsigned
number_at(const uint8_t *at)
{
    return (unsigned)at[0] << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | at[3];
}

/* Before a byte of the picture is unpacked: how much memory it asks for. */
static bool
check_size(const char *name, const uint8_t *bytes, size_t length, Logo *logo, GError **error)
{
    if (length < 33 || memcmp(bytes + 12, "IHDR", 4) != 0)
        return error_set(error, ERROR_INPUT, "%s: this PNG file is damaged; save it again", name);
    logo->width = number_at(bytes + 16);
    logo->height = number_at(bytes + 20);
    if (logo->width < 1 || logo->height < 1 || logo->width > LIMIT_LOGO_SIDE ||
        logo->height > LIMIT_LOGO_SIDE)
        return error_set(error, ERROR_INPUT,
                         "%s: a logo may be %d pixels wide and high at most; make it smaller", name,
                         LIMIT_LOGO_SIDE);
    return true;
}

bool
logo_read_png(const char *name, const void *bytes, size_t length, Logo *ret_logo, GError **error)
{
    Input input = { bytes, length };
    Logo logo = { .type = "image/png" };

    if (!check_size(name, bytes, length, &logo, error))
        return false;
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(give, &input);
    GByteArray *out = g_byte_array_new();
    bool ok = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
              cairo_surface_write_to_png_stream(surface, take, out) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    logo.bytes = g_byte_array_free_to_bytes(out);
    if (!ok) {
        logo_clear(&logo);
        return error_set(error, ERROR_INPUT, "%s: this PNG file is damaged; save it again", name);
    }
    *ret_logo = logo;
    return true;
}
