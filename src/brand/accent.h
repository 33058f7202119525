/* An organisation's accent colour: whether all that the style makes of it (web/scss/_tokens.scss) can be
 * read, in the light and in the dark.  Contrast as in WCAG 2.2, "contrast ratio". */
#pragma once
#include <stdbool.h>

#define ACCENT_LEAST 4.5

typedef struct {
    double r, g, b;
} Colour; /* sRGB, 0 to 1 */

/* "#1a5c8a"; false: something else. */
bool colour_read(const char *text, Colour *ret_colour);
double colour_contrast(Colour a, Colour b); /* 1 to 21 */

/* The pair that is hardest to read, and its ratio. */
typedef struct {
    double ratio;
    const char *what; /* "white text on it" */
} AccentWorst;
AccentWorst accent_worst(Colour accent);
