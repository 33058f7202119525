/* Where the reference data lies: $CANDOUR_DATA, or ../shared/data beside the project. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* A new string (g_free). */
static inline char *
reference_path(const char *name)
{
    const char *set = g_getenv("CANDOUR_DATA");
    const char *root = g_getenv("CANDOUR_SOURCE");

    if (set != NULL && *set != '\0')
        return g_build_filename(set, name, NULL);
    return g_build_filename(root != NULL ? root : ".", "..", "shared", "data", name, NULL);
}

/* False after g_test_skip() where it is missing: `if (!reference_there(path)) return;` */
static inline bool
reference_there(const char *path)
{
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    g_autofree char *why = g_strdup_printf("the reference data is missing: %s", path);
    g_test_skip(why);
    return false;
}
