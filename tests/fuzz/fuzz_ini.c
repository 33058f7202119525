/* Key files: every group that is listed can be asked for, every value is there, every fault names its line. */
#include "base/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ask_all(const Ini *ini, const char *group)
{
    size_t n = 0;
    const char *const *keys = ini_keys(ini, group, &n);

    for (size_t i = 0; i < n; i++) {
        g_auto(GStrv) list = ini_list(ini, group, keys[i]);
        g_assert_nonnull(ini_get(ini, group, keys[i]));
        g_assert_cmpuint(ini_line(ini, group, keys[i]), >=, 1);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Ini) ini = ini_parse("fuzz.ini", (const char *)data, size, &error);

    g_assert_true((ini == NULL) == (error != NULL));
    if (!ini) {
        g_assert_true(g_str_has_prefix(error->message, "fuzz.ini"));
        return 0;
    }
    size_t n = 0;
    const char *const *groups = ini_groups(ini, &n);
    for (size_t i = 0; i < n; i++)
        ask_all(ini, groups[i]);
    return 0;
}
