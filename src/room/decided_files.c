#include "room/decided_files.h"
#include "base/limits.h"

struct DecidedFiles {
    GMutex      lock;
    GHashTable *made;           /* "ID/pdf" -> Made */
};

typedef struct { unsigned steps; GBytes *file; } Made;

static void
made_free(void *data)
{
    Made *made = data;

    g_bytes_unref(made->file);
    g_free(made);
}

static char *
key_of(const Id *conversation, const char *format)
{
    char id[ID_TEXT_SIZE];

    id_to_text(conversation, id);
    return g_strdup_printf("%s/%s", id, format);
}

DecidedFiles *
decided_files_new(void)
{
    DecidedFiles *files = g_new0(DecidedFiles, 1);

    g_mutex_init(&files->lock);
    files->made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, made_free);
    return files;
}

void
decided_files_free(DecidedFiles *files)
{
    if (!files)
        return;
    g_hash_table_unref(files->made);
    g_mutex_clear(&files->lock);
    g_free(files);
}

GBytes *
decided_files_get(DecidedFiles *files, const Id *conversation, const char *format, unsigned steps)
{
    g_autofree char *key = key_of(conversation, format);
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&files->lock);
    const Made *made = g_hash_table_lookup(files->made, key);

    return made && made->steps == steps ? g_bytes_ref(made->file) : NULL;
}

void
decided_files_put(DecidedFiles *files, const Id *conversation, const char *format, unsigned steps, GBytes *file)
{
    const Made new = { steps, g_bytes_ref(file) };
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&files->lock);

    if (g_hash_table_size(files->made) >= LIMIT_DECIDED_FILES)
        g_hash_table_remove_all(files->made);
    g_hash_table_replace(files->made, key_of(conversation, format), g_memdup2(&new, sizeof new));
}
