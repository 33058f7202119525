/* Key files with line numbers (GKeyFile has none): a byte-order mark is fine, a
 * group may stand twice, the last value counts, list items are trimmed, a backslash
 * is a backslash. */
#pragma once
#include "base/error.h"
#include <stdint.h>

typedef struct Ini Ini;

Ini *ini_parse(const char *name, const char *bytes, size_t length, GError **error) MUST_CHECK;  /* errors: "name:12: what, remedy" */
Ini *ini_read(const char *path, GError **error) MUST_CHECK;
void ini_free(Ini *ini);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ini, ini_free)

/* Groups in their order of first appearance; borrowed. */
const char *const *ini_groups(const Ini *ini, size_t *ret_n);
const char *const *ini_keys(const Ini *ini, const char *group, size_t *ret_n);
const char *ini_get(const Ini *ini, const char *group, const char *key);   /* NULL: not there; borrowed */
unsigned    ini_line(const Ini *ini, const char *group, const char *key);  /* key NULL: the group's line */
char      **ini_list(const Ini *ini, const char *group, const char *key);  /* split at ';'; g_strfreev(); NULL */

/* False sets an error that names file and line: for values the caller finds bad. */
bool ini_fault(const Ini *ini, const char *group, const char *key, GError **error, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
