#include "brand/accent.h"
#include <glib.h>
#include <math.h>
#include <string.h>

static const Colour white = { 1, 1, 1 }, black = { 0, 0, 0 };

bool
colour_read(const char *text, Colour *ret_colour)
{
    unsigned parts[3];

    if (strlen(text) != 7 || text[0] != '#')
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (!g_ascii_isxdigit(text[1 + 2 * i]) || !g_ascii_isxdigit(text[2 + 2 * i]))
            return false;
        parts[i] =
            (unsigned)(g_ascii_xdigit_value(text[1 + 2 * i]) * 16 + g_ascii_xdigit_value(text[2 + 2 * i]));
    }
    *ret_colour = (Colour){ parts[0] / 255.0, parts[1] / 255.0, parts[2] / 255.0 };
    return true;
}

/* ---- contrast: WCAG 2.2, "relative luminance" ---- */

static double
linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double
luminance(Colour colour)
{
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double
colour_contrast(Colour a, Colour b)
{
    double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

    return MAX(one, other) / MIN(one, other);
}

/* ---- what the style makes of it ---- */

static Colour
rgb(unsigned hex)
{
    return (Colour){ (hex >> 16 & 255) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0 };
}

/* color-mix(in srgb, colour share, with) */
static Colour
mix(Colour colour, double share, Colour with)
{
    return (Colour){ colour.r * share + with.r * (1 - share), colour.g * share + with.g * (1 - share),
                     colour.b * share + with.b * (1 - share) };
}

static double
gamma_part(double part)
{
    double inside = CLAMP(part, 0, 1);

    return inside <= 0.0031308 ? inside * 12.92 : 1.055 * pow(inside, 1 / 2.4) - 0.055;
}

/* Angle of the hue in OKLab (CSS Color 4, section 9 and its sample code). */
static double
hue(Colour colour)
{
    double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

    return atan2(0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
                 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s);
}

/* oklch(from accent lightness chroma h); what no screen can show is cut off. */
static Colour
of_hue(Colour accent, double lightness, double chroma)
{
    double h = hue(accent), a = chroma * cos(h), b = chroma * sin(h);
    double l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    double m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    double s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);

    return (Colour){ gamma_part(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                     gamma_part(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                     gamma_part(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s) };
}

AccentWorst
accent_worst(Colour accent)
{
    const Colour ink = rgb(0x1b2a26), sunk = rgb(0xe8ede6), night = rgb(0x101816), card = rgb(0x19231f),
                 on = rgb(0x1c0c15);
    const Colour pale = mix(accent, 0.34, white), bright = of_hue(accent, 0.83, 0.095);
    const Colour dim = mix(accent, 0.62, night), deep = of_hue(accent, 0.29, 0.09);
    const struct {
        Colour a, b;
        const char *what;
    } pairs[] = {
        { white, accent, "white text on it" },
        { accent, sunk, "a link in it on the page" },
        { accent, mix(accent, 0.08, white), "a link in it on its own tint" },
        { mix(accent, 0.12, white), accent, "the second text of the first page on it" },
        { mix(accent, 0.75, black), sunk, "a link under the mouse" },
        { ink, mix(accent, 0.08, white), "text on its tint" },
        { pale, card, "a link in the dark, in older browsers" },
        { on, pale, "a button in the dark, in older browsers" },
        { white, dim, "the first page in the dark, in older browsers" },
        { bright, card, "a link in the dark" },
        { on, bright, "a button in the dark" },
        { white, deep, "the first page in the dark" },
    };
    AccentWorst worst = { 22, NULL };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        double ratio = colour_contrast(pairs[i].a, pairs[i].b);
        if (ratio < worst.ratio)
            worst = (AccentWorst){ ratio, pairs[i].what };
    }
    return worst;
}
