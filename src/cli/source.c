#include "cli/source.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "cli/brand_files.h"
#include <string.h>

#define INI_MOST (1024 * 1024)

static const char *const page_files[] = { "welcome", "rules", "faq", "privacy", "accessibility", "support" };

Source *
source_new(const char *folder, char *ini)
{
    Source *source = g_new0(Source, 1);

    source->folder = g_strdup(folder);
    source->ini = ini;
    source->pages = json_object();
    return source;
}

void
source_free(Source *source)
{
    if (source == NULL)
        return;
    json_decref(source->pages);
    json_decref(source->brand);
    g_free(source->ini);
    g_free(source->folder);
    g_free(source);
}

bool
source_add_page(Source *source, const char *name, const char *text, size_t length, GError **error)
{
    g_autofree char *path = g_strdup_printf("%s%s%s.md", source->folder, source->folder[0] == '\0' ? "" : "/", name);

    if (length > LIMIT_MARKDOWN_PAGE)
        return error_set(error, ERROR_INPUT, "%s: a page may have %d bytes at most; shorten it", path, LIMIT_MARKDOWN_PAGE);
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (!text_is_utf8(text, length))
        return error_set(error, ERROR_INPUT, "%s: this file is not UTF-8; save it as UTF-8", path);
    json_object_set_new(source->pages, name, json_stringn(text, length));
    return true;
}

static bool
read_page(Source *source, const char *name, GError **error)
{
    g_autofree char *file = g_strconcat(name, ".md", NULL);
    g_autofree char *path = g_build_filename(source->folder, file, NULL), *text = NULL;
    size_t length;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    return file_read(path, LIMIT_MARKDOWN_PAGE, &text, &length, error) &&
           source_add_page(source, name, text, length, error);
}

static bool
read_ini(const char *folder, char **ret_text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "conversation.ini", NULL), *text = NULL;
    size_t length;

    if (!file_read(path, INI_MOST, &text, &length, error))
        return false;
    if (!text_is_utf8(text, length))
        return error_set(error, ERROR_INPUT, "%s: this file is not UTF-8; save it as UTF-8", path);
    *ret_text = g_steal_pointer(&text);
    return true;
}

Source *
source_read(const char *folder, GError **error)
{
    g_autoptr(Source) source = NULL;
    char *ini = NULL;

    if (!read_ini(folder, &ini, error))
        return NULL;
    source = source_new(folder, ini);
    for (size_t i = 0; i < G_N_ELEMENTS(page_files); i++)
        if (!read_page(source, page_files[i], error))
            return NULL;
    if (!brand_files_read(folder, source->ini, &source->brand, error))
        return NULL;
    return g_steal_pointer(&source);
}
