#include "cli/brand_files.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/limits.h"
#include "brand/accent.h"
#include "brand/logo.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define GROUP "conversation"

static bool
take_accent(const Ini *ini, json_t *brand, GError **error)
{
    const char *text = ini_get(ini, GROUP, "accent");
    Colour accent;

    if (!text || !*text)
        return true;
    if (!colour_read(text, &accent))
        return ini_fault(ini, GROUP, "accent", error, "'%s' is not a colour; write it as #1a5c8a", text);
    AccentWorst worst = accent_worst(accent);
    if (worst.ratio < ACCENT_LEAST)
        return ini_fault(ini, GROUP, "accent", error,
                         "%s is too pale: %s would have a contrast of %.2f to 1, and people need %.1f to 1; "
                         "choose a darker colour",
                         text, worst.what, floor(worst.ratio * 100) / 100, ACCENT_LEAST);
    json_object_set_new(brand, "accent", json_string(text));
    return true;
}

static void
say(const char *line, void *data)
{
    fprintf(stderr, "%s\n", line);
}

static void
keep_logo(const Logo *logo, json_t *brand)
{
    gsize length = 0;
    const void *bytes = g_bytes_get_data(logo->bytes, &length);
    g_autofree char *text = g_base64_encode(bytes, length);

    json_object_set_new(brand, "logo", json_string(text));
    json_object_set_new(brand, "logo_type", json_string(logo->type));
    json_object_set_new(brand, "logo_width", json_integer(logo->width));
    json_object_set_new(brand, "logo_height", json_integer(logo->height));
}

bool
brand_files_add_logo(json_t *brand, const char *name, const void *bytes, size_t length, GError **error)
{
    g_auto(Logo) logo = { 0 };

    if (!logo_read(name, bytes, length, say, NULL, &logo, error))
        return false;
    keep_logo(&logo, brand);
    return true;
}

static bool
take_logo(const Ini *ini, const char *folder, json_t *brand, GError **error)
{
    const char *name = ini_get(ini, GROUP, "logo");
    g_autofree char *bytes = NULL;
    size_t length = 0;

    if (!name || !*name)
        return true;
    if (strchr(name, '/'))
        return ini_fault(ini, GROUP, "logo", error,
                         "the logo lies in the same folder: write its name alone, such as logo.svg");
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return ini_fault(ini, GROUP, "logo", error, "there is no file %s; put it beside conversation.ini",
                         path);
    return file_read(path, LIMIT_LOGO_BYTES, &bytes, &length, error) &&
           brand_files_add_logo(brand, path, bytes, length, error);
}

bool
brand_files_read(const char *folder, const char *ini_text, json_t **ret_brand, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "conversation.ini", NULL);
    g_autoptr(Ini) ini = ini_parse(path, ini_text, strlen(ini_text), error);
    json_t *brand = json_object();

    if (!ini || !take_accent(ini, brand, error) || !take_logo(ini, folder, brand, error)) {
        json_decref(brand);
        return false;
    }
    if (json_object_size(brand) > 0)
        *ret_brand = json_incref(brand);
    json_decref(brand);
    return true;
}
