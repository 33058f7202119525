#include "html/asset.h"
#include <glib.h>
#include <string.h>
#include <zlib.h>

static void
test_names(void)
{
    static const char *const names[] = { "all.css", "app.css", "desk.css", "app.js", "staff.js", "icons.svg", "icon.svg",
                                         "font-latin-wght-normal.woff2" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *url = asset_url(names[i]);
        const Asset *asset = asset_find(url);

        g_assert_true(g_str_has_prefix(url, "/assets/"));
        g_assert_nonnull(asset);
        g_assert_cmpstr(asset->path, ==, url);
        g_assert_cmpint((int)asset->length, >, 0);
    }
}

static void
test_unknown(void)
{
    g_assert_null(asset_find("/assets/app.css"));
    g_assert_null(asset_find("/assets/"));
    g_assert_null(asset_find(""));
}

static void
test_unknown_name_aborts(void)
{
    if (g_test_subprocess()) {
        asset_url("nothing.css");
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

/* The compressed bytes are the same file, and smaller. */
static void
test_gzip(void)
{
    size_t n;
    const Asset *all = asset_all(&n);

    for (size_t i = 0; i < n; i++) {
        if (!all[i].gzip)
            continue;
        g_autofree uint8_t *bytes = g_malloc(all[i].length);
        z_stream stream = { .next_in = (Bytef *)all[i].gzip,
                            .avail_in = (uInt)all[i].gzip_length,
                            .next_out = bytes,
                            .avail_out = (uInt)all[i].length };

        g_assert_cmpint(inflateInit2(&stream, 16 + MAX_WBITS), ==, Z_OK);
        g_assert_cmpint(inflate(&stream, Z_FINISH), ==, Z_STREAM_END);
        g_assert_cmpint((int)stream.total_out, ==, (int)all[i].length);
        g_assert_true(memcmp(bytes, all[i].bytes, all[i].length) == 0);
        g_assert_cmpint((int)all[i].gzip_length, <, (int)all[i].length);
        inflateEnd(&stream);
    }
}

/* A page loads nothing from elsewhere, and names each font by its hashed path. */
static void
test_style_is_self_contained(void)
{
    const Asset *css = asset_find(asset_url("app.css"));
    g_autofree char *text = g_strndup((const char *)css->bytes, css->length);

    g_assert_null(strstr(text, "http:"));
    g_assert_null(strstr(text, "https:"));
    g_assert_null(strstr(text, "font:atkinson"));
    g_assert_nonnull(strstr(text, asset_url("font-latin-wght-normal.woff2")));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/asset/names", test_names);
    g_test_add_func("/asset/unknown", test_unknown);
    g_test_add_func("/asset/unknown-name-aborts", test_unknown_name_aborts);
    g_test_add_func("/asset/gzip", test_gzip);
    g_test_add_func("/asset/style-is-self-contained", test_style_is_self_contained);
    return g_test_run();
}
