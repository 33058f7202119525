/* render_pages FOLDER: writes every page of the samples, with the assets, for the browser tests: NAME.html in
 * English, NAME.TAG.html in the other languages. */
#include "base/i18n.h"
#include "html/asset.h"
#include "samples.h"
#include <glib/gstdio.h>
#include <stdio.h>

static bool
write_file(const char *folder, const char *path, const void *bytes, size_t length, GError **error)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autofree char *parent = g_path_get_dirname(full);

    if (g_mkdir_with_parents(parent, 0755) != 0)
        return error_set(error, ERROR_INTERNAL, "cannot make %s", parent);
    return g_file_set_contents(full, bytes, (gssize)length, error);
}

static bool
write_samples(const char *folder, const char *ending, const Sample *samples, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        g_auto(Page) page = { 0 };
        g_autofree char *name = g_strconcat(samples[i].name, ending, NULL);

        if (!samples[i].render(&page, error) || !write_file(folder, name, page.bytes, page.length, error))
            return g_prefix_error(error, "%s: ", samples[i].name), false;
    }
    return true;
}

static bool
write_language(const char *folder, const I18nLanguage *language, GError **error)
{
    g_auto(I18nScope) speaks = i18n_scope(language);
    const bool is_english = language == i18n_languages(0);
    g_autofree char *ending = is_english ? g_strdup(".html") : g_strdup_printf(".%s.html", i18n_tag(language));

    return write_samples(folder, ending, samples_talk, n_samples_talk, error) &&
           write_samples(folder, ending, samples_more, n_samples_more, error) &&
           write_samples(folder, ending, samples_staff, n_samples_staff, error) &&
           write_samples(folder, ending, samples_after, n_samples_after, error) &&
           write_samples(folder, ending, samples_bring, n_samples_bring, error) &&
           write_samples(folder, ending, samples_words, n_samples_words, error);
}

static bool
write_languages(const char *folder, GError **error)
{
    const I18nLanguage *language;

    for (size_t i = 0; (language = i18n_languages(i)); i++)
        if (!write_language(folder, language, error))
            return false;
    return true;
}

static bool
write_assets(const char *folder, GError **error)
{
    size_t n;
    const Asset *all = asset_all(&n);

    for (size_t i = 0; i < n; i++) {
        if (!write_file(folder, all[i].path, all[i].bytes, all[i].length, error))
            return false;
    }
    return true;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (argc != 2) {
        fputs("usage: render_pages FOLDER\n", stderr);
        return 2;
    }
    if (!write_assets(argv[1], &error) || !write_languages(argv[1], &error)) {
        fprintf(stderr, "render_pages: %s\n", error->message);
        return 1;
    }
    return 0;
}
