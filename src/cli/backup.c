#include "cli/backup.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/program.h"
#include "base/secret.h"
#include "cli/call.h"
#include "cli/gathering.h"
#include "cli/installation.h"
#include "cli/tar.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>

#define SMALL_MOST (1024 * 1024)        /* settings, certificates, keys */
#define TRIES      10
#define KEY_BYTES  sizeof(((VerifyKey *)NULL)->bytes)

/* What may be in a backup, and where it goes.  `by`: who may hand out its bytes; PROGRAM__COUNT:
 * it is a small file that is read as it is. */
static const struct { const char *name; Program by; bool key; } files[] = {
    { "candour.ini", PROGRAM__COUNT, false },
    { "room/room.db", PROGRAM_WORKER, false },
    { "desk/desk.db", PROGRAM_DESK, false },
    { "keys/room/ring", PROGRAM__COUNT, true },
    { "keys/room/master.key", PROGRAM__COUNT, true },
    { "keys/room/desk.pub", PROGRAM__COUNT, true },
    { "keys/desk/ring", PROGRAM__COUNT, true },
    { "keys/desk/master.key", PROGRAM__COUNT, true },
};

#define CERTIFICATES "certificates/"

/* ---- writing ---- */

typedef bool Fill(const Config *config, TarWriter *tar, GError **error);

static bool
write_beside(const Config *config, const char *path, Fill *fill, GError **error)
{
    g_autofree char *new_path = g_strconcat(path, ".new", NULL);
    FD_AUTO int fd = -1;
    TarWriter tar;

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return error_set(error, ERROR_INPUT, "%s is there already; give another name", path);
    fd = open(new_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return file_error(error, new_path, errno);
    tar = (TarWriter){ fd, 0 };
    if (fill(config, &tar, error) && tar_finish(&tar, error)) {
        if (rename(new_path, path) == 0)
            return true;
        file_error(error, path, errno);
    }
    unlink(new_path);
    return false;
}

static bool
add_bytes(TarWriter *tar, const char *name, const void *bytes, size_t length, GError **error)
{
    if (!tar_begin(tar, name, error))
        return false;
    if (!fd_write_all(tar->fd, bytes, length))
        return file_error(error, name, errno);
    return tar_end(tar, error);
}

static bool
add_small(const Config *config, TarWriter *tar, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(config->dir, name, NULL), *bytes = NULL;
    size_t length;

    return file_read(path, SMALL_MOST, &bytes, &length, error) && add_bytes(tar, name, bytes, length, error);
}

static bool
add_database(const Config *config, TarWriter *tar, const char *name, Program by, GError **error)
{
    CallParts parts = { .file = -1, .output = tar->fd, .output_name = name };
    json_t *counts = NULL;

    if (!tar_begin(tar, name, error) || !call_program(config, by, "backup", parts, &counts, error))
        return false;
    json_decref(counts);
    return tar_end(tar, error);
}

static bool
add_certificates(const Config *config, TarWriter *tar, GError **error)
{
    g_autofree char *folder = g_build_filename(config->dir, CERTIFICATES, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *file;

    while (dir != NULL && (file = g_dir_read_name(dir)) != NULL) {
        g_autofree char *name = g_strconcat(CERTIFICATES, file, NULL);

        if (!add_small(config, tar, name, error))
            return false;
    }
    return true;
}

static bool
fill_backup(const Config *config, TarWriter *tar, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if (files[i].key)
            continue;
        if (files[i].by == PROGRAM__COUNT ? !add_small(config, tar, files[i].name, error)
                                          : !add_database(config, tar, files[i].name, files[i].by, error))
            return false;
    }
    return add_certificates(config, tar, error);
}

/* The programs put their copy together beside their database: two at a time would write into one. */
static bool
hold_folder(const Config *config, int *ret_fd, GError **error)
{
    FD_AUTO int fd = open(config->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return file_error(error, config->dir, errno);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        return error_set(error, ERROR_BUSY, "%s: another backup is being written; try again when it is done", config->dir);
    *ret_fd = fd_steal(&fd);
    return true;
}

static bool
is_left_over(const char *name)
{
    return g_str_has_prefix(name, "backup.new") || (g_str_has_prefix(name, "export-") && g_str_has_suffix(name, ".xlsx"));
}

/* No names are followed: the folders belong to the programs. */
static void
sweep_folder(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *file = g_build_filename(path, name, NULL);

        if (is_left_over(name) && unlink(file) != 0)
            log_warning("%s: %s", file, g_strerror(errno));
    }
}

bool
backup_sweep(const Config *config)
{
    static const Program halves[] = { PROGRAM_ROOM, PROGRAM_DESK };
    FD_AUTO int held = -1;

    if (!hold_folder(config, &held, NULL))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        g_autofree char *path = g_build_filename(config->dir, program_folder(halves[i]), NULL);

        sweep_folder(path);
    }
    return true;
}

bool
backup_write(const Config *config, const char *path, GError **error)
{
    FD_AUTO int held = -1;

    return hold_folder(config, &held, error) && write_beside(config, path, fill_backup, error);
}

/* ---- keys ---- */

typedef struct { char *bytes; size_t length; } Bytes;

static void
bytes_clear(Bytes *bytes)
{
    if (bytes->bytes != NULL)
        memset(bytes->bytes, 0, bytes->length);
    g_clear_pointer(&bytes->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bytes, bytes_clear)

static bool
read_key(const Config *config, const char *name, Bytes *ret_bytes, GError **error)
{
    g_autofree char *path = g_build_filename(config->keys_dir, name + strlen("keys/"), NULL);

    return file_read(path, SMALL_MOST, &ret_bytes->bytes, &ret_bytes->length, error);
}

typedef struct {
    Bytes files[G_N_ELEMENTS(files)];
} AllKeys;

static void
all_keys_clear(AllKeys *keys)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys->files); i++)
        bytes_clear(&keys->files[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AllKeys, all_keys_clear)

static bool
read_keys(const Config *config, AllKeys *keys, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i].key && !read_key(config, files[i].name, &keys->files[i], error))
            return false;
    return true;
}

static bool
same_keys(const AllKeys *a, const AllKeys *b)
{
    for (size_t i = 0; i < G_N_ELEMENTS(a->files); i++) {
        const Bytes *x = &a->files[i], *y = &b->files[i];

        if (x->length != y->length || (x->length > 0 && memcmp(x->bytes, y->bytes, x->length) != 0))
            return false;
    }
    return true;
}

/* From the first step of an erasure to its last, a fresh master lies beside the one in use (base/keys.c). */
static bool
keys_are_changing(const Config *config)
{
    static const char *const fresh[] = { "room/master.key.new", "desk/master.key.new" };
    bool changing = false;

    for (size_t i = 0; i < G_N_ELEMENTS(fresh); i++) {
        g_autofree char *path = g_build_filename(config->keys_dir, fresh[i], NULL);

        changing |= g_file_test(path, G_FILE_TEST_EXISTS);
    }
    return changing;
}

/* While an erasure replaces a master, its ring and it do not fit for a moment.  What was read twice alike
 * does, all of it, with no change under way before or after. */
static bool
read_settled(const Config *config, AllKeys *ret_keys, bool *ret_settled, GError **error)
{
    g_auto(AllKeys) again = { 0 };
    const bool before = keys_are_changing(config);

    if (!read_keys(config, ret_keys, error) || !read_keys(config, &again, error))
        return false;
    *ret_settled = !before && !keys_are_changing(config) && same_keys(ret_keys, &again);
    return true;
}

static bool
add_keys(TarWriter *tar, const AllKeys *keys, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i].key &&
            !add_bytes(tar, files[i].name, keys->files[i].bytes, keys->files[i].length, error))
            return false;
    return true;
}

static bool
fill_keys(const Config *config, TarWriter *tar, GError **error)
{
    for (int i = 0; i < TRIES; i++) {
        g_auto(AllKeys) keys = { 0 };
        bool settled;

        if (!read_settled(config, &keys, &settled, error))
            return false;
        if (settled)
            return add_keys(tar, &keys, error);
        g_usleep(100000);
    }
    return error_set(error, ERROR_BUSY, "%s: the keys are being changed just now; try again",
                     config->keys_dir);
}

bool
backup_write_keys(const Config *config, const char *path, GError **error)
{
    return gathering_note_copy(config, NULL, "copy of the keys", error) && write_beside(config, path, fill_keys, error);
}

/* ---- restoring ---- */

static bool
is_wanted(const char *name, bool keys)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (strcmp(files[i].name, name) == 0)
            return files[i].key == keys;
    return !keys && g_str_has_prefix(name, CERTIFICATES) && strchr(name + strlen(CERTIFICATES), '/') == NULL &&
           name[strlen(CERTIFICATES)] != '.';
}

/* Keys go where the settings say; these are there already. */
static char *
place_of(const char *dir, const Config *config, const char *name)
{
    if (config != NULL)
        return g_build_filename(config->keys_dir, name + strlen("keys/"), NULL);
    return g_build_filename(dir, name, NULL);
}

/* `made` notes what there was not before. */
static bool
unpack_file(TarReader *tar, const char *dir, const char *path, const char *name, GPtrArray *made, GError **error)
{
    FD_AUTO int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                          strcmp(name, "candour.ini") == 0 || g_str_has_suffix(name, ".pub") ? 0644 : 0600);

    if (fd < 0)
        return file_error(error, path, errno);
    g_ptr_array_add(made, g_strdup(path));
    if (!tar_copy(tar, fd, error))
        return false;
    if (fsync(fd) != 0)
        return file_error(error, path, errno);
    return installation_own(dir, path, name, error);
}

/* With `config` the keys, without it all else. */
static bool
unpack(const char *path, const char *dir, const Config *config, GPtrArray *made, GError **error)
{
    FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);
    TarReader tar = { fd, path, 0, 0 };
    char name[TAR_NAME] = "";

    if (fd < 0)
        return file_error(error, path, errno);
    for (;;) {
        g_autofree char *place = NULL;

        if (!tar_next(&tar, name, error))
            return false;
        if (name[0] == '\0')
            return true;
        if (!is_wanted(name, config != NULL))
            return error_set(error, ERROR_INPUT, "%s: it holds %s, which does not belong in it", path, name);
        place = place_of(dir, config, name);
        if (!unpack_file(&tar, dir, place, name, made, error))
            return false;
    }
}

static Config *
unpack_both(const char *path, const char *keys_path, const char *dir, GPtrArray *made, GError **error)
{
    g_autoptr(Config) config = NULL;

    if (!unpack(path, dir, NULL, made, error))
        return NULL;
    config = config_read(dir, error);
    if (config == NULL || (keys_path != NULL && !unpack(keys_path, dir, config, made, error)))
        return NULL;
    return g_steal_pointer(&config);
}

/* Half a folder would look like a whole one, and be in the way of the next try. */
static void
take_away(const char *dir, const GPtrArray *made)
{
    for (unsigned i = 0; i < made->len; i++)
        unlink(made->pdata[i]);
    installation_remove_folders(dir);
}

bool
backup_restore(const char *path, const char *keys_path, const char *dir, GError **error)
{
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Config) config = NULL;

    if (!installation_folders(dir, error))
        return false;
    config = unpack_both(path, keys_path, dir, made, error);
    if (config == NULL) {
        take_away(dir, made);
        return false;
    }
    if (keys_path != NULL)
        return backup_check(config, error);
    printf(_("Now put the keys into %s, then run: candour check %s\n"), config->keys_dir, dir);
    return true;
}

/* ---- checking ---- */

static bool
check_half(const Config *config, Program program, const char *database, GError **error)
{
    json_t *counts = NULL;
    const json_t *count;
    const char *what;

    if (!call_program(config, program, "check", CALL_NONE, &counts, error))
        return false;
    printf(_("%s: whole, its keys too\n"), database);
    json_object_foreach(counts, what, count)
        printf("  %-14s %" JSON_INTEGER_FORMAT "\n", what, json_integer_value(count));
    json_decref(counts);
    return true;
}

/* What the desk signs, the room must be able to check: the room's copy of the key is the one that
 * stands, as text, with the certificates. */
static bool
check_tickets_key(const Config *config, GError **error)
{
    g_autofree char *ours = g_build_filename(config->keys_dir, "room/desk.pub", NULL), *ours_bytes = NULL;
    g_autofree char *theirs = g_build_filename(config->dir, CERTIFICATES "key.pub", NULL), *text = NULL;
    uint8_t key[KEY_BYTES];
    size_t length, text_length;

    if (!file_read(ours, SMALL_MOST, &ours_bytes, &length, error) ||
        !file_read(theirs, SMALL_MOST, &text, &text_length, error))
        return false;
    g_strchomp(text);
    if (length == sizeof key && secret_from_text(text, key, sizeof key) && memcmp(key, ours_bytes, sizeof key) == 0)
        return true;
    return error_set(error, ERROR_CORRUPT, "%s and %s are not the same key; put back both from the same backup", ours,
                     theirs);
}

bool
backup_check(const Config *config, GError **error)
{
    if (!check_half(config, PROGRAM_WORKER, "room.db", error) || !check_half(config, PROGRAM_DESK, "desk.db", error) ||
        !check_tickets_key(config, error))
        return false;
    puts(config->keys_apart ? _("keys: on another disk than the data") : _("keys: on the same disk as the data"));
    return true;
}
