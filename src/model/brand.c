#include "model/brand.h"
#include <string.h>

static const struct {
    const char *type, *ending;
} types[] = { { "image/svg+xml", "svg" }, { "image/png", "png" } };

static char *
path_of(const void *bytes, size_t length, const char *ending)
{
    g_autofree char *hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);

    return g_strdup_printf("/brand/%.16s.%s", hash, ending);
}

/* It goes into a style as it is. */
static bool
is_colour(const char *text)
{
    return text && strlen(text) == 7 && text[0] == '#' && strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

static void
take_accent(Brand *brand, const char *accent)
{
    if (!is_colour(accent))
        return;
    brand->accent = g_ascii_strdown(accent, -1);
    brand->style = g_strdup_printf(":root{--accent:%s}\n", brand->accent);
    brand->style_path = path_of(brand->style, strlen(brand->style), "css");
}

static void
take_logo(Brand *brand, const json_t *object)
{
    const char *text = json_string_value(json_object_get(object, "logo"));
    const char *type = json_string_value(json_object_get(object, "logo_type"));
    json_int_t width = json_integer_value(json_object_get(object, "logo_width"));
    json_int_t height = json_integer_value(json_object_get(object, "logo_height"));
    gsize length = 0;

    for (size_t i = 0; text && type && i < G_N_ELEMENTS(types); i++) {
        if (!g_str_equal(type, types[i].type) || width < 1 || height < 1)
            continue;
        g_autofree guchar *bytes = g_base64_decode(text, &length);
        brand->logo_path = path_of(bytes, length, types[i].ending);
        brand->logo = g_bytes_new_take(g_steal_pointer(&bytes), length);
        brand->logo_type = types[i].type;
        brand->logo_width = (unsigned)width;
        brand->logo_height = (unsigned)height;
    }
}

static void
clear(Brand *brand)
{
    g_free(brand->accent);
    g_free(brand->style_path);
    g_free(brand->style);
    g_free(brand->logo_path);
    g_clear_pointer(&brand->logo, g_bytes_unref);
}

Brand *
brand_from_json(const json_t *object)
{
    Brand *brand = g_atomic_rc_box_new0(Brand);

    take_accent(brand, json_string_value(json_object_get(object, "accent")));
    take_logo(brand, object);
    if (brand->accent || brand->logo)
        return brand;
    brand_unref(brand);
    return NULL;
}

json_t *
brand_json(const Brand *brand)
{
    if (!brand)
        return json_null();
    json_t *object = json_object();
    if (brand->accent)
        json_object_set_new(object, "accent", json_string(brand->accent));
    if (brand->logo) {
        gsize length = 0;
        const void *bytes = g_bytes_get_data(brand->logo, &length);
        g_autofree char *text = g_base64_encode(bytes, length);

        json_object_set_new(object, "logo", json_string(text));
        json_object_set_new(object, "logo_type", json_string(brand->logo_type));
        json_object_set_new(object, "logo_width", json_integer(brand->logo_width));
        json_object_set_new(object, "logo_height", json_integer(brand->logo_height));
    }
    return object;
}

Brand *
brand_ref(Brand *brand)
{
    return brand ? g_atomic_rc_box_acquire(brand) : NULL;
}

void
brand_unref(Brand *brand)
{
    if (brand)
        g_atomic_rc_box_release_full(brand, (GDestroyNotify)clear);
}

bool
brand_same(const Brand *a, const Brand *b)
{
    return g_strcmp0(a ? a->style_path : NULL, b ? b->style_path : NULL) == 0 &&
           g_strcmp0(a ? a->logo_path : NULL, b ? b->logo_path : NULL) == 0;
}

const void *
brand_file(const Brand *brand, const char *path, size_t *ret_length, const char **ret_type)
{
    if (!brand)
        return NULL;
    if (g_strcmp0(path, brand->style_path) == 0) {
        *ret_length = strlen(brand->style);
        *ret_type = "text/css; charset=utf-8";
        return brand->style;
    }
    if (g_strcmp0(path, brand->logo_path) != 0)
        return NULL;
    *ret_type = brand->logo_type;
    return g_bytes_get_data(brand->logo, ret_length);
}
