#include "desk/outbox.h"
#include "base/file.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MAIL_BYTES_MOST (1024 * 1024)

struct Outbox {
    char    *folder;
    unsigned last;              /* number of the newest mail */
};

static char *
prepared_path(const char *folder, const Id *order)
{
    char name[ID_TEXT_SIZE];

    id_to_text(order, name);
    return g_strdup_printf("%s/%s", folder, name);
}

/* What file_prepare() makes of it. */
static char *
beside(const char *path)
{
    return g_strconcat(path, ".new", NULL);
}

bool
outbox_settle(Outbox *outbox, const Id *order, GError **error)
{
    g_autofree char *path = prepared_path(outbox->folder, order);
    g_autofree char *from = beside(path);
    g_autofree char *to = g_strdup_printf("%s/%08u.eml", outbox->folder, outbox->last + 1);

    if (rename(from, to) != 0)
        return file_error(error, to, errno);
    outbox->last++;
    return true;
}

bool
outbox_prepare(Outbox *outbox, const Id *order, const char *bytes, size_t length, GError **error)
{
    g_autofree char *path = prepared_path(outbox->folder, order);

    return file_prepare(path, bytes, length, 0600, error);
}

/* ---- opening ---- */

static void
note_number(Outbox *outbox, const char *name)
{
    char *end = NULL;
    const guint64 number = g_ascii_strtoull(name, &end, 10);

    if (end != name && strcmp(end, ".eml") == 0 && number < UINT32_MAX && number > outbox->last)
        outbox->last = (unsigned)number;
}

static bool
finish_one(Outbox *outbox, const char *name, OutboxWaits waits, void *data, GError **error)
{
    g_autofree char *path = g_build_filename(outbox->folder, name, NULL);
    g_autofree char *id_text = g_strndup(name, strlen(name) - strlen(".new"));
    bool still_waits = true;
    Id order;

    if (!id_from_text(id_text, &order))
        return true;
    if (!waits(&order, data, &still_waits, error))
        return false;
    if (still_waits)
        return remove(path) == 0 || file_error(error, path, errno);
    return outbox_settle(outbox, &order, error);
}

Outbox *
outbox_open(const char *folder, OutboxWaits waits, void *data, GError **error)
{
    if (!file_make_folder(folder, 0700, error))
        return NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    g_autoptr(GPtrArray) halves = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Outbox) outbox = g_new0(Outbox, 1);
    const char *name;

    if (dir == NULL)
        return NULL;
    outbox->folder = g_strdup(folder);
    while ((name = g_dir_read_name(dir)) != NULL) {
        note_number(outbox, name);
        if (g_str_has_suffix(name, ".new"))
            g_ptr_array_add(halves, g_strdup(name));
    }
    for (guint i = 0; i < halves->len; i++)
        if (!finish_one(outbox, halves->pdata[i], waits, data, error))
            return NULL;
    return g_steal_pointer(&outbox);
}

void
outbox_free(Outbox *outbox)
{
    if (outbox == NULL)
        return;
    g_free(outbox->folder);
    g_free(outbox);
}

/* ---- erasing ---- */

static bool
has_header(const char *bytes, const char *start)
{
    const char *body = strstr(bytes, "\r\n\r\n");
    const char *found = strstr(bytes, start);

    return found != NULL && (body == NULL || found < body);
}

static bool
remove_one(const char *path, const char *list, const char *to, size_t *n, GError **error)
{
    g_autofree char *bytes = NULL;
    size_t length;

    if (!file_read(path, MAIL_BYTES_MOST, &bytes, &length, error))
        return false;
    if (!has_header(bytes, list) || (to != NULL && !has_header(bytes, to)))
        return true;
    if (!file_wipe(path, error))
        return false;
    ++*n;
    return true;
}

bool
outbox_remove(const char *folder, const char *slug, const char *to, size_t *ret_n, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autofree char *list = g_strdup_printf("\nList-Id: <%s.", slug);
    g_autofree char *to_line = to != NULL ? g_strdup_printf("\nTo: %s\r", to) : NULL;
    const char *name;
    size_t n = 0;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_str_has_suffix(name, ".eml") && !remove_one(path, list, to_line, &n, error))
            return false;
    }
    *ret_n = n;
    return true;
}
