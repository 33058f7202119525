/* Accent colours that can be read, and logos with nothing in them but a picture. */
#include "base/limits.h"
#include "brand/accent.h"
#include "brand/logo.h"
#include "model/brand.h"
#include <cairo.h>
#include <math.h>
#include <string.h>

/* ---- colours ---- */

typedef struct { const char *name, *a, *b; double ratio; } ContrastCase;

/* The first two are the ends of the scale; the others were worked out by hand from the formula. */
static const ContrastCase contrasts[] = {
    { "black-on-white", "#000000", "#ffffff", 21 },
    { "the-same", "#6b1f4f", "#6B1F4F", 1 },
    { "grey", "#767676", "#ffffff", 4.54 },
    { "red", "#ff0000", "#ffffff", 3.998 },
    { "order-does-not-matter", "#ffffff", "#767676", 4.54 },
};

static void
test_contrast(const void *data)
{
    const ContrastCase *c = data;
    Colour a, b;

    g_assert_true(colour_read(c->a, &a));
    g_assert_true(colour_read(c->b, &b));
    g_assert_cmpfloat_with_epsilon(colour_contrast(a, b), c->ratio, 0.005);
}

typedef struct { const char *name, *colour; bool is_fine; } AccentCase;

static const AccentCase accents[] = {
    { "our-own", "#6b1f4f", true },   { "navy", "#00305e", true },     { "nhs-blue", "#005eb8", true },
    { "forest", "#0b5d3b", true },    { "black", "#000000", true },    { "brown", "#5a3215", true },
    { "yellow", "#ffd800", false },   { "white", "#ffffff", false },   { "sky", "#41b6e6", false },
    { "grey", "#808080", false },     { "orange", "#e87400", false },  { "lime", "#78be20", false },
};

static void
test_accent(const void *data)
{
    const AccentCase *c = data;
    Colour accent;

    g_assert_true(colour_read(c->colour, &accent));
    AccentWorst worst = accent_worst(accent);
    g_assert_nonnull(worst.what);
    g_assert_cmpint(worst.ratio >= ACCENT_LEAST, ==, c->is_fine);
}

/* Whatever the hue, the dark takes nothing away that was fine in the light. */
static void
test_every_hue(void)
{
    for (int step = 0; step < 360; step++) {
        double t = step * G_PI / 180;
        Colour accent = { 0.2 + 0.2 * cos(t), 0.2 + 0.2 * cos(t - 2.0944), 0.2 + 0.2 * cos(t + 2.0944) };

        g_assert_cmpfloat(accent_worst(accent).ratio, >=, ACCENT_LEAST);
    }
}

static void
test_colour_refused(void)
{
    static const char *const texts[] = { "", "#fff", "red", "#12345", "#1234567", "#12345g", "123456#", "#12 456", NULL };
    Colour colour;

    for (size_t i = 0; texts[i]; i++)
        g_assert_false(colour_read(texts[i], &colour));
}

/* ---- drawings ---- */

#define OPEN "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
#define DOT "<circle cx='5' cy='5' r='4'/>"

typedef struct { const char *name, *svg, *gone, *kept; } CleanCase;

static const CleanCase cleans[] = {
    { "script", OPEN "<script>alert(1)</script>" DOT "</svg>", "alert", "<circle cx=\"5\"" },
    { "handler", OPEN "<rect onload='alert(1)' width='4' height='4'/></svg>", "alert", "<rect width=\"4\"" },
    { "foreign-object", OPEN "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>" DOT "</svg>", "foreign", "circle" },
    { "image", OPEN "<image href='https://example.org/a.png'/>" DOT "</svg>", "example", "circle" },
    { "link", OPEN "<a href='javascript:alert(1)'>" DOT "</a>" DOT "</svg>", "javascript", "circle" },
    { "use-of-another-file", OPEN "<use href='https://example.org/a.svg#b'/>" DOT "</svg>", "use", "circle" },
    { "style-element", OPEN "<style>@import url(https://example.org/a.css)</style>" DOT "</svg>", "import", "circle" },
    { "style-attribute", OPEN "<rect style='fill: #123456; background: url(https://example.org/x)' width='4' height='4'/></svg>", "url", "fill=\"#123456\"" },
    { "url-elsewhere", OPEN "<rect fill='url(https://example.org/x#a)' width='4' height='4'/></svg>", "example", "<rect width" },
    { "url-here", OPEN "<defs><linearGradient id='a'><stop offset='0' stop-color='#fff'/></linearGradient></defs><rect fill='url(#a)' width='4' height='4'/></svg>", "xlink", "fill=\"url(#a)\"" },
    { "two-urls", OPEN "<rect fill='url(#a) url(#b)' width='4' height='4'/></svg>", "url", "<rect width" },
    { "url-in-capitals", OPEN "<rect fill='URL(//example.org/x)' width='4' height='4'/></svg>", "example", "<rect width" },
    { "animation", OPEN "<animate attributeName='href' to='javascript:alert(1)'/>" DOT "</svg>", "animate", "circle" },
    { "editor", "<svg xmlns='http://www.w3.org/2000/svg' xmlns:i='urn:editor' viewBox='0 0 20 10' i:version='1'><i:view/>" DOT "</svg>", "editor", "circle" },
    { "comment", OPEN "<!-- by Jane Doe -->" DOT "</svg>", "Jane", "circle" },
    { "instruction", "<?xml-stylesheet href='https://example.org/a.css'?>" OPEN DOT "</svg>", "example", "circle" },
    { "title", OPEN "<title>made by Jane</title>" DOT "</svg>", "Jane", "circle" },
    { "other-namespace", "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 20 10'><s:circle r='1'/><script>alert(1)</script></s:svg>", "alert", "<circle r=\"1\"" },
    { "size-alone", "<svg xmlns='http://www.w3.org/2000/svg' width='20mm' height='10mm'>" DOT "</svg>", "mm", "viewBox=\"0 0 20 10\"" },
};

static void
test_clean(const void *data)
{
    const CleanCase *c = data;
    g_autoptr(GError) error = NULL;
    g_auto(Logo) logo = { 0 };
    gsize length = 0;

    g_assert_true(logo_read("logo.svg", c->svg, strlen(c->svg), NULL, NULL, &logo, &error));
    g_assert_no_error(error);
    g_autofree char *text = g_strndup(g_bytes_get_data(logo.bytes, &length), g_bytes_get_size(logo.bytes));
    g_assert_cmpstr(logo.type, ==, "image/svg+xml");
    g_assert_cmpuint(logo.width, ==, 200);
    g_assert_cmpuint(logo.height, ==, 100);
    g_assert_null(strstr(text, c->gone));
    g_assert_nonnull(strstr(text, c->kept));
    g_assert_nonnull(strstr(text, "xmlns=\"http://www.w3.org/2000/svg\""));
}

typedef struct { const char *name, *svg, *says; } RefusedCase;

static const RefusedCase refused[] = {
    { "not-xml", "hello", "logo.svg:1: " },
    { "empty", "", "logo.svg:" },
    { "unclosed", OPEN "\n<circle>", "logo.svg:2: " },
    { "html", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "not an SVG" },
    { "no-namespace", "<svg viewBox='0 0 1 1'><circle r='1'/></svg>", "not an SVG" },
    { "entities", "<!DOCTYPE svg [<!ENTITY a 'b'>]>" OPEN DOT "</svg>", "ENTITY" },
    { "nothing-drawn", OPEN "<text>Northgate</text></svg>", "nothing is drawn" },
    { "no-size", "<svg xmlns='http://www.w3.org/2000/svg'>" DOT "</svg>", "viewBox" },
    { "endless", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 inf nan'>" DOT "</svg>", "viewBox" },
    { "png-head-alone", "\x89PNG\r\n\x1a\n and more", "damaged" },
};

static void
test_refused(const void *data)
{
    const RefusedCase *c = data;
    g_autoptr(GError) error = NULL;
    g_auto(Logo) logo = { 0 };

    g_assert_false(logo_read("logo.svg", c->svg, strlen(c->svg), NULL, NULL, &logo, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, c->says));
}

static void
test_too_much(void)
{
    g_autoptr(GString) wide = g_string_new(OPEN), deep = g_string_new(OPEN);
    g_autofree char *large = g_strnfill(LIMIT_LOGO_BYTES + 1, ' ');

    for (size_t i = 0; i <= LIMIT_LOGO_NODES; i++)
        g_string_append(wide, "<path d='M0 0'/>");
    for (size_t i = 0; i <= LIMIT_LOGO_DEPTH; i++)
        g_string_append(deep, "<g>");
    g_string_append(deep, DOT);
    for (size_t i = 0; i <= LIMIT_LOGO_DEPTH; i++)
        g_string_append(deep, "</g>");
    g_string_append(wide, "</svg>");
    g_string_append(deep, "</svg>");
    test_refused(&(RefusedCase){ "wide", wide->str, "simplify" });
    test_refused(&(RefusedCase){ "deep", deep->str, "simplify" });
    test_refused(&(RefusedCase){ "large", large, "64 KB" });
}

static void
add_line(const char *line, void *data)
{
    g_ptr_array_add(data, g_strdup(line));
}

static void
test_notes_say_where(void)
{
    static const char svg[] = OPEN "\n" DOT "\n<script/><rect onclick='x'/></svg>";
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    g_auto(Logo) logo = { 0 };

    g_assert_true(logo_read("a/logo.svg", svg, sizeof svg - 1, add_line, lines, &logo, &error));
    g_assert_cmpuint(lines->len, ==, 2);
    g_assert_cmpstr(lines->pdata[0], ==, "a/logo.svg:3: <script> is left out");
    g_assert_cmpstr(lines->pdata[1], ==, "a/logo.svg:3: onclick is left out");
}

/* ---- pictures ---- */

static cairo_status_t
take(void *data, const unsigned char *bytes, unsigned n)
{
    g_byte_array_append(data, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static GByteArray *
make_png(int width, int height)
{
    GByteArray *png = g_byte_array_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);

    g_assert_cmpint(cairo_surface_write_to_png_stream(surface, take, png), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
    return png;
}

static void
test_png(void)
{
    static const char words[] = "taken by Jane Doe";
    g_autoptr(GByteArray) png = make_png(40, 20), wide = make_png(LIMIT_LOGO_SIDE + 1, 1);
    g_autoptr(GError) error = NULL;
    g_auto(Logo) logo = { 0 };

    g_byte_array_append(png, (const guint8 *)words, sizeof words);       /* behind the end: not a part of the picture */
    g_assert_true(logo_read("logo.png", png->data, png->len, NULL, NULL, &logo, &error));
    g_assert_cmpstr(logo.type, ==, "image/png");
    g_assert_cmpuint(logo.width, ==, 40);
    g_assert_cmpuint(logo.height, ==, 20);
    g_assert_null(g_strstr_len(g_bytes_get_data(logo.bytes, NULL), (gssize)g_bytes_get_size(logo.bytes), "Jane"));
    logo_clear(&logo);
    g_assert_false(logo_read("logo.png", wide->data, wide->len, NULL, NULL, &logo, &error));
    g_assert_nonnull(strstr(error->message, "1024 pixels"));
}

/* A header that promises what does not follow. */
static void
test_png_damaged(void)
{
    g_autoptr(GByteArray) png = make_png(40, 20);

    for (guint length = 9; length < png->len - 12; length += 7) {
        g_autoptr(GError) error = NULL;
        g_auto(Logo) logo = { 0 };

        g_assert_false(logo_read("logo.png", png->data, length, NULL, NULL, &logo, &error));
        g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    }
}

/* ---- as it is kept ---- */

static void
test_kept(void)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:i, s:i}", "accent", "#00305E", "logo", "PHN2Zy8+", "logo_type",
                               "image/svg+xml", "logo_width", 200, "logo_height", 100);
    Brand *brand = brand_from_json(object);
    json_t *again = brand_json(brand);
    Brand *same = brand_from_json(again);
    const char *type;
    size_t length;

    g_assert_cmpstr(brand->style, ==, ":root{--accent:#00305e}\n");
    g_assert_true(g_str_has_suffix(brand->logo_path, ".svg"));
    g_assert_true(brand_same(brand, same));
    g_assert_false(brand_same(brand, NULL));
    const void *bytes = brand_file(same, brand->logo_path, &length, &type);
    g_assert_cmpuint(length, ==, 6);
    g_assert_true(memcmp(bytes, "<svg/>", 6) == 0);
    g_assert_cmpstr(type, ==, "image/svg+xml");
    g_assert_null(brand_file(same, "/brand/0000000000000000.svg", &length, &type));
    g_assert_null(brand_file(NULL, brand->logo_path, &length, &type));
    brand_unref(brand);
    brand_unref(same);
    json_decref(object);
    json_decref(again);
}

/* The check of what is kept stands by itself: it ends in a style. */
static void
test_not_kept(void)
{
    static const char *const accents_not[] = { "red", "#fff", "#12345}", "#123456}body{", NULL };

    for (size_t i = 0; accents_not[i]; i++) {
        json_t *object = json_pack("{s:s, s:s, s:s, s:i, s:i}", "accent", accents_not[i], "logo", "AAAA", "logo_type",
                                   "text/html", "logo_width", 1, "logo_height", 1);
        g_assert_null(brand_from_json(object));
        json_decref(object);
    }
}

#define ADD_ALL(path, cases, test)                                              \
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {                          \
        g_autofree char *name = g_strconcat("/brand/" path "/", cases[i].name, NULL); \
        g_test_add_data_func(name, &cases[i], test);                            \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ALL("contrast", contrasts, test_contrast)
    ADD_ALL("accent", accents, test_accent)
    ADD_ALL("clean", cleans, test_clean)
    ADD_ALL("refused", refused, test_refused)
    g_test_add_func("/brand/every-hue", test_every_hue);
    g_test_add_func("/brand/no-colour", test_colour_refused);
    g_test_add_func("/brand/too-much", test_too_much);
    g_test_add_func("/brand/notes", test_notes_say_where);
    g_test_add_func("/brand/png", test_png);
    g_test_add_func("/brand/png-damaged", test_png_damaged);
    g_test_add_func("/brand/kept", test_kept);
    g_test_add_func("/brand/not-kept", test_not_kept);
    return g_test_run();
}
