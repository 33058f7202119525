#include "desk/copy.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/keys.h"
#include "base/program.h"
#include "desk/gathering.h"
#include "desk/store/count.h"
#include "desk/store/sealed.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

static char *
counts_json(Db *db, GError **error)
{
    DeskCounts n;

    if (!desk_counts(db, &n, error))
        return NULL;
    return g_strdup_printf("{\"conversations\":%" PRId64 ",\"people\":%" PRId64 ",\"staff\":%" PRId64 ",\"mails\":%" PRId64
                           "}", n.conversations, n.people, n.staff, n.mails);
}

static void
answer(ControlCall *call, const char *json, const GError *error)
{
    if (json != NULL)
        control_done(call, json);
    else
        control_failed(call, 1, error->message);
}

/* ---- backup ---- */

static char *
copy_path(const Config *config)
{
    return g_build_filename(config->dir, program_folder(PROGRAM_DESK), "backup.new", NULL);
}

static bool
make_copy(const Config *config, const char *path, GError **error)
{
    g_autoptr(Db) db = NULL;

    if (!file_wipe(path, error))        /* one that was broken off */
        return false;
    db = db_open(config->desk_store, DB_READ_ONLY, error);
    return db != NULL && db_backup(db, path, error);
}

static char *
count_copy(const char *path, GError **error)
{
    g_autofree char *uri = g_strconcat("sqlite://", path, NULL);
    g_autoptr(Db) db = db_open(uri, DB_READ_ONLY, error);

    return db == NULL ? NULL : counts_json(db, error);
}

/* A file that is sent may lie there without a name: it goes with the last descriptor. */
static bool
send_copy(ControlCall *call, const char *path, GError **error)
{
    FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || unlink(path) != 0)
        return file_error(error, path, errno);
    if (!control_send_file(call, fd))
        return error_set(error, ERROR_UNAVAILABLE, "the copy could not be handed over");
    return true;
}

void
desk_copy_backup(ControlCall *call, const Config *config)
{
    g_autofree char *path = copy_path(config), *json = NULL;
    g_autoptr(GError) error = NULL;

    if (make_copy(config, path, &error))
        json = count_copy(path, &error);
    if (json != NULL && !send_copy(call, path, &error))
        g_clear_pointer(&json, g_free);
    unlink(path);
    answer(call, json, error);
}

/* ---- check ---- */

static bool
verify(Db *db, GError **error)
{
    g_autofree char *fault = NULL;

    if (!db_verify(db, &fault, error))
        return false;
    return fault == NULL || error_set(error, ERROR_CORRUPT, "desk.db: %s; put back a backup", fault);
}

static bool
key_of(const Id *conversation, void *data, SecretKey *ret_key, GError **error)
{
    g_autoptr(Gathering) gathering = NULL;

    if (id_is_zero(conversation))
        return keyring_get(data, "desk", false, ret_key, error);
    gathering = gathering_new();
    gathering->id = *conversation;
    if (!gathering_unlock(gathering, data, false, error))
        return false;
    *ret_key = gathering->place.key;
    return true;
}

/* A database is in order for its own program even where a byte inside a row is another one. */
static bool
verify_rows(Db *db, Keyring *keys, GError **error)
{
    if (sealed_check(db, key_of, keys, error))
        return true;
    g_prefix_error(error, "desk.db: ");
    return false;
}

static char *
check(const Config *config, GError **error)
{
    g_autofree char *folder = g_build_filename(config->keys_dir, program_folder(PROGRAM_DESK), NULL);
    g_autoptr(Keyring) keys = keyring_open(folder, error);
    g_autoptr(Db) db = keys == NULL ? NULL : db_open(config->desk_store, DB_READ_ONLY, error);

    return db != NULL && verify(db, error) && verify_rows(db, keys, error) ? counts_json(db, error) : NULL;
}

void
desk_copy_check(ControlCall *call, const Config *config)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = check(config, &error);

    answer(call, json, error);
}
