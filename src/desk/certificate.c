#include "desk/certificate.h"
#include "base/file.h"

static char *
path_of(const Desk *desk, const char *slug)
{
    g_autofree char *folder = desk_certificates_folder(desk->config);
    g_autofree char *name = g_strconcat(slug, ".json", NULL);

    return g_build_filename(folder, name, NULL);
}

bool
certificate_exists(const Desk *desk, const char *slug)
{
    g_autofree char *path = path_of(desk, slug);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void
sign(const Desk *desk, json_t *statement)
{
    uint8_t signature[SECRET_SIGNATURE];
    char text[SECRET_TEXT_SIZE(SECRET_SIGNATURE)];
    char *exact = json_dumps(statement, JSON_COMPACT | JSON_SORT_KEYS);

    secret_sign(&desk->signing, exact, strlen(exact), signature);
    secret_to_text(signature, sizeof signature, text);
    json_object_set_new(statement, "signature", json_string(text));
    free(exact);
}

bool
certificate_write(const Desk *desk, const char *slug, json_t *statement, GError **error)
{
    g_autofree char *path = path_of(desk, slug);
    char key[SECRET_TEXT_SIZE(sizeof desk->verify.bytes)];

    secret_to_text(desk->verify.bytes, sizeof desk->verify.bytes, key);
    json_object_set_new(statement, "public_key", json_string(key));
    sign(desk, statement);
    char *text = json_dumps(statement, JSON_INDENT(2) | JSON_SORT_KEYS);
    const bool written = file_write(path, text, strlen(text), 0644, error);
    free(text);
    json_decref(statement);
    return written;
}
