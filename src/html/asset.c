#include "html/asset.h"
#include "html/asset_table.h"
#include <glib.h>
#include <string.h>

/* A dozen rows: a search from the front is as quick as any other. */
const Asset *
asset_find(const char *path)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (strcmp(asset_table[i].path, path) == 0)
            return &asset_table[i];
    }
    return NULL;
}

const char *
asset_url(const char *name)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (strcmp(asset_names[i], name) == 0)
            return asset_table[i].path;
    }
    g_error("no asset is called %s", name);
}

const Asset *
asset_all(size_t *ret_n)
{
    *ret_n = asset_count;
    return asset_table;
}
