#include "worker/copy.h"
#include "base/config.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/keys.h"
#include "base/program.h"
#include "domain/setup.h"
#include "store/contribution_store.h"
#include "store/conversation_store.h"
#include "store/count_store.h"
#include "store/member_store.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

static char *
counts_json(Db *db, GError **error)
{
    StoreCounts n;

    if (!store_counts(db, &n, error))
        return NULL;
    return g_strdup_printf("{\"conversations\":%" PRId64 ",\"contributions\":%" PRId64 ",\"votes\":%" PRId64
                           ",\"flags\":%" PRId64 ",\"messages\":%" PRId64 ",\"codings\":%" PRId64 "}",
                           n.conversations, n.contributions, n.votes, n.flags, n.messages, n.codings);
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
    return g_build_filename(config->dir, program_folder(PROGRAM_ROOM), "backup.new", NULL);
}

static bool
make_copy(const Config *config, const char *path, GError **error)
{
    g_autoptr(Db) db = NULL;

    if (!file_wipe(path, error))        /* one that was broken off */
        return false;
    db = db_open(config->room_store, DB_READ_ONLY, error);
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
copy_backup(ControlCall *call, void *data)
{
    const Config *config = data;
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

typedef struct { Scope scope; bool fault; } Inside;

static bool
verify(Db *db, GError **error)
{
    g_autofree char *fault = NULL;

    if (!db_verify(db, &fault, error))
        return false;
    return fault == NULL || error_set(error, ERROR_CORRUPT, "room.db: %s; put back a backup", fault);
}

static bool
is_whole(const void *row, void *data)
{
    Inside *inside = data;

    inside->fault = !contribution_is_whole(&inside->scope, row);
    return !inside->fault;
}

static bool
verify_conversation(Inside *inside, GError **error)
{
    g_auto(DbRows) members = DB_ROWS_NONE;

    if (!contribution_each(&inside->scope, is_whole, inside, error))
        return false;
    if (inside->fault)
        return error_set(error, ERROR_CORRUPT, "room.db: a row of contribution cannot be read; put back a backup");
    if (!member_all(&inside->scope, &members, error))
        return false;
    for (size_t i = 0; i < members.n; i++)
        if (!member_is_whole(&inside->scope, db_rows_at(&members, MemberRow, i)))
            return error_set(error, ERROR_CORRUPT, "room.db: a row of member cannot be read; put back a backup");
    return true;
}

/* A database is in order for its own program even where a byte inside a row is another one. */
static bool
verify_rows(Db *db, Keyring *keys, GError **error)
{
    g_auto(DbRows) rows = DB_ROWS_NONE;

    if (!conversation_all(db, &rows, error))
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        const ConversationRow *row = db_rows_at(&rows, ConversationRow, i);
        g_autoptr(Conversation) about = setup_conversation(row->settings, row->content, error);
        SECRET_AUTO SecretKey key;
        Inside inside = { .scope = { .db = db, .conversation = row->conversation, .key = &key } };

        if (about == NULL)
            return false;
        if (about->dates.erased == 0 && (!keyring_conversation(keys, &row->conversation, false, &key, error) ||
                                         !verify_conversation(&inside, error)))
            return false;
    }
    return true;
}

static char *
check(const Config *config, GError **error)
{
    g_autofree char *folder = g_build_filename(config->keys_dir, program_folder(PROGRAM_ROOM), NULL);
    g_autoptr(Keyring) keys = keyring_open(folder, error);
    g_autoptr(Db) db = keys == NULL ? NULL : db_open(config->room_store, DB_READ_ONLY, error);

    return db != NULL && verify(db, error) && verify_rows(db, keys, error) ? counts_json(db, error) : NULL;
}

void
copy_check(ControlCall *call, void *data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = check(data, &error);

    answer(call, json, error);
}
