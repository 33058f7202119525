#include "base/ini.h"
#include "base/text.h"
#include <string.h>

#define INI_MOST (1024 * 1024)          /* bytes of a file; a conversation's is about 2 KB */

typedef struct { char *value; unsigned line; } IniValue;

typedef struct {
    char       *name;
    unsigned    line;
    GPtrArray  *keys;                   /* names, borrowed by nobody beyond the Ini; NULL at the end */
    GHashTable *values;                 /* key -> IniValue */
} IniGroup;

struct Ini {
    char       *name;
    GPtrArray  *groups;                 /* IniGroup, in order */
    GPtrArray  *names;                  /* their names, NULL at the end */
    GHashTable *by_name;
};

static void
value_free(void *data)
{
    IniValue *value = data;

    g_free(value->value);
    g_free(value);
}

static void
group_free(void *data)
{
    IniGroup *group = data;

    g_free(group->name);
    g_ptr_array_free(group->keys, TRUE);
    g_hash_table_destroy(group->values);
    g_free(group);
}

void
ini_free(Ini *ini)
{
    if (ini == NULL)
        return;
    g_hash_table_destroy(ini->by_name);
    g_ptr_array_free(ini->names, TRUE);
    g_ptr_array_free(ini->groups, TRUE);
    g_free(ini->name);
    g_free(ini);
}

static Ini *
ini_new(const char *name)
{
    Ini *ini = g_new0(Ini, 1);

    ini->name = g_strdup(name);
    ini->groups = g_ptr_array_new_with_free_func(group_free);
    ini->names = g_ptr_array_new();
    ini->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return ini;
}

static IniGroup *
group_at(Ini *ini, const char *name, unsigned line)
{
    IniGroup *group = g_hash_table_lookup(ini->by_name, name);

    if (group != NULL)
        return group;
    group = g_new0(IniGroup, 1);
    group->name = g_strdup(name);
    group->line = line;
    group->keys = g_ptr_array_new_with_free_func(g_free);
    group->values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, value_free);
    g_ptr_array_add(ini->groups, group);
    g_ptr_array_add(ini->names, group->name);
    g_hash_table_insert(ini->by_name, group->name, group);
    return group;
}

static void
value_set(IniGroup *group, const char *key, const char *text, unsigned line)
{
    IniValue *value = g_hash_table_lookup(group->values, key);

    if (value == NULL) {
        value = g_new0(IniValue, 1);
        g_ptr_array_add(group->keys, g_strdup(key));
        g_hash_table_insert(group->values, group->keys->pdata[group->keys->len - 1], value);
    }
    g_free(value->value);
    value->value = g_strdup(text);
    value->line = line;
}

static IniGroup *
read_heading(Ini *ini, char *line, unsigned number, GError **error)
{
    size_t length = strlen(line);

    if (line[length - 1] != ']' || length < 3) {
        error_set(error, ERROR_INPUT, "%s:%u: a heading looks like [name]; put the bracket right", ini->name, number);
        return NULL;
    }
    line[length - 1] = '\0';
    return group_at(ini, g_strstrip(line + 1), number);
}

static bool
read_line(Ini *ini, char *line, unsigned number, IniGroup **group, GError **error)
{
    char *equals;

    g_strstrip(line);
    if (line[0] == '\0' || line[0] == '#')
        return true;
    if (line[0] == '[') {
        IniGroup *next = read_heading(ini, line, number, error);

        *group = next == NULL ? *group : next;
        return next != NULL;
    }
    equals = strchr(line, '=');
    if (equals == NULL || equals == line)
        return error_set(error, ERROR_INPUT, "%s:%u: this is neither a [heading] nor 'key = value'; put # before a remark",
                         ini->name, number);
    if (*group == NULL)
        return error_set(error, ERROR_INPUT, "%s:%u: this stands before the first [heading]; move it below one",
                         ini->name, number);
    *equals = '\0';
    value_set(*group, g_strchomp(line), g_strchug(equals + 1), number);
    return true;
}

static unsigned
line_of_byte(const char *bytes, size_t at)
{
    unsigned line = 1;

    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

static bool
is_readable(const char *name, const char *bytes, size_t length, GError **error)
{
    const char *bad;

    if (length > INI_MOST)
        return error_set(error, ERROR_INPUT, "%s: this file is too big to be meant; shorten it", name);
    if (g_utf8_validate_len(bytes, length, &bad))
        return true;
    return error_set(error, ERROR_INPUT, "%s:%u: this line is not UTF-8; save the file as UTF-8", name,
                     line_of_byte(bytes, (size_t)(bad - bytes)));
}

Ini *
ini_parse(const char *name, const char *bytes, size_t length, GError **error)
{
    g_autoptr(Ini) ini = NULL;
    IniGroup *group = NULL;

    if (!is_readable(name, bytes, length, error))
        return NULL;
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    g_autofree char *text = g_strndup(bytes, length);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    ini = ini_new(name);
    for (unsigned i = 0; lines[i] != NULL; i++)
        if (!read_line(ini, lines[i], i + 1, &group, error))
            return NULL;
    g_ptr_array_add(ini->names, NULL);
    for (unsigned i = 0; i < ini->groups->len; i++)
        g_ptr_array_add(((IniGroup *)ini->groups->pdata[i])->keys, NULL);
    return g_steal_pointer(&ini);
}

Ini *
ini_read(const char *path, GError **error)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) cause = NULL;
    gsize length;

    if (!g_file_get_contents(path, &bytes, &length, &cause)) {
        error_set(error, ERROR_INPUT, "%s; is the name right, and may you read it?", cause->message);
        return NULL;
    }
    return ini_parse(path, bytes, length, error);
}

const char *const *
ini_groups(const Ini *ini, size_t *ret_n)
{
    *ret_n = ini->groups->len;
    return (const char *const *)ini->names->pdata;
}

const char *const *
ini_keys(const Ini *ini, const char *group, size_t *ret_n)
{
    static const char *const none[] = { NULL };
    IniGroup *found = g_hash_table_lookup(ini->by_name, group);

    *ret_n = found == NULL ? 0 : found->keys->len - 1;
    return found == NULL ? none : (const char *const *)found->keys->pdata;
}

static const IniValue *
value_at(const Ini *ini, const char *group, const char *key)
{
    IniGroup *found = g_hash_table_lookup(ini->by_name, group);

    return found == NULL ? NULL : g_hash_table_lookup(found->values, key);
}

const char *
ini_get(const Ini *ini, const char *group, const char *key)
{
    const IniValue *value = value_at(ini, group, key);

    return value == NULL ? NULL : value->value;
}

unsigned
ini_line(const Ini *ini, const char *group, const char *key)
{
    IniGroup *found = g_hash_table_lookup(ini->by_name, group);
    const IniValue *value = key == NULL ? NULL : value_at(ini, group, key);

    if (value != NULL)
        return value->line;
    return found == NULL ? 0 : found->line;
}

char **
ini_list(const Ini *ini, const char *group, const char *key)
{
    const char *text = ini_get(ini, group, key);
    g_autoptr(GPtrArray) items = NULL;

    if (text == NULL)
        return NULL;
    g_auto(GStrv) parts = g_strsplit(text, ";", -1);

    items = g_ptr_array_new();
    for (size_t i = 0; parts[i] != NULL; i++) {
        char *item = text_trim(parts[i]);

        if (item[0] == '\0')
            g_free(item);       /* a semicolon at the end is no item */
        else
            g_ptr_array_add(items, item);
    }
    g_ptr_array_add(items, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&items), FALSE);
}

bool
ini_fault(const Ini *ini, const char *group, const char *key, GError **error, const char *format, ...)
{
    unsigned line = ini_line(ini, group, key);
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    if (line == 0)
        return error_set(error, ERROR_INPUT, "%s: %s", ini->name, text);
    return error_set(error, ERROR_INPUT, "%s:%u: %s", ini->name, line, text);
}
