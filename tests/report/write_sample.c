/* Writes the sample report in every format, and the sample of REFI-QDA: write_sample FOLDER FONTS [THEMES [LANGUAGE [BRAND.json]]].  For test_formats.py, and to look at. */
#include "base/i18n.h"
#include "report/output.h"
#include "qda_sample.h"
#include "report_sample.h"
#include <stdio.h>
#include <stdlib.h>

static bool
write_format(const Report *report, ReportFormat format, const char *folder, const char *fonts)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strconcat(folder, "/report", report_formats[format].suffix, NULL);
    size_t length;
    g_autofree char *bytes = report_write(report, format, &(ReportPlaces){ .fonts = fonts, .scratch = folder }, &length, &error);

    if (bytes && g_file_set_contents(path, bytes, (gssize)length, &error))
        return true;
    fprintf(stderr, "write_sample: %s: %s\n", path, error->message);
    return false;
}

typedef char *WriteQda(const QdaProject *project, size_t *ret_length, GError **error);

static bool
write_qda(WriteQda *write, const char *folder, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    size_t length;
    g_autofree char *bytes = write(&qda_sample, &length, &error);

    if (bytes && g_file_set_contents(path, bytes, (gssize)length, &error))
        return true;
    fprintf(stderr, "write_sample: %s: %s\n", path, error->message);
    return false;
}

static Brand *
read_brand(const char *path)
{
    json_t *object = json_load_file(path, 0, NULL);
    Brand *brand = brand_from_json(object);

    json_decref(object);
    return brand;
}

int
main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    g_autoptr(Report) report = report_sample(argc > 3 ? strtoul(argv[3], NULL, 10) : 5);
    g_auto(I18nScope) speaks = i18n_scope(i18n_language(argc > 4 ? argv[4] : NULL));
    report->language = i18n_tag(i18n_spoken());
    Brand *brand = argc > 5 ? read_brand(argv[5]) : NULL;
    report->brand = brand;
    for (int i = 0; i < REPORT__COUNT; i++)
        if (!write_format(report, (ReportFormat)i, argv[1], argv[2]))
            return 1;
    brand_unref(brand);
    return write_qda(qda_project, argv[1], "sample.qdpx") && write_qda(qda_codebook, argv[1], "sample.qdc") ? 0 : 1;
}
