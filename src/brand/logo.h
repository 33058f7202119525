/* An organisation's logo from a file that somebody else made: taken apart and written anew, so that
 * nothing is left in it but a picture. */
#pragma once
#include "base/error.h"
#include <glib.h>

typedef struct {
    GBytes *bytes;
    const char *type;       /* "image/svg+xml" or "image/png"; fixed */
    unsigned width, height; /* in pixels, or their proportion */
} Logo;

void logo_clear(Logo *logo);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Logo, logo_clear)

/* Told about what is left out: "logo.svg:12: <script> is left out". */
typedef void (*LogoNote)(const char *line, void *data);

/* PNG or SVG, by its first bytes.  Errors are ERROR_INPUT and begin with `name`. */
bool logo_read(const char *name, const void *bytes, size_t length, LogoNote note, void *data, Logo *ret_logo,
               GError **error) MUST_CHECK;

/* ---- its two kinds ---- */
bool logo_read_png(const char *name, const void *bytes, size_t length, Logo *ret_logo,
                   GError **error) MUST_CHECK;
bool logo_read_svg(const char *name, const void *bytes, size_t length, LogoNote note, void *data,
                   Logo *ret_logo, GError **error) MUST_CHECK;
