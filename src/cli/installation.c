#include "cli/installation.h"
#include "base/file.h"
#include "cli/call.h"
#include "cli/spawn.h"
#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each with the program that it belongs to; PROGRAM__COUNT: nobody's. */
static const struct { const char *path; Program owner; } folders[] = {
    { "room", PROGRAM_ROOM },       { "desk", PROGRAM_DESK },       { "desk/mail", PROGRAM_DESK },
    { "keys", PROGRAM__COUNT },     { "keys/room", PROGRAM_ROOM },  { "keys/desk", PROGRAM_DESK },
    { "certificates", PROGRAM_DESK },
};

static bool
refuse_used(const char *dir, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
    const char *first = entries == NULL ? NULL : g_dir_read_name(entries);

    if (entries == NULL && g_file_test(dir, G_FILE_TEST_EXISTS))
        return error_set(error, ERROR_INPUT, "%s: this is not a folder; give another name", dir);
    if (first != NULL)
        return error_set(error, ERROR_INPUT, "%s: this folder is in use already (it holds %s); give another one", dir, first);
    return true;
}

/* For root, where the programs have users of their own: each folder to its user, and the
 * way there open to both. */
static bool
give_to_owner(const char *dir, const char *path, Program owner, GError **error)
{
    const SpawnUser user = owner == PROGRAM__COUNT ? (SpawnUser){ 0, 0 } : spawn_owner(owner, dir);

    if (user.uid != 0 && chown(path, user.uid, user.gid) != 0)
        return file_error(error, path, errno);
    return true;
}

static mode_t
way_in(void)
{
    return geteuid() == 0 && getpwnam("candour-room") != NULL ? 0711 : 0700;
}

bool
installation_folders(const char *dir, GError **error)
{
    if (!refuse_used(dir, error))
        return false;
    if (g_mkdir_with_parents(dir, way_in()) != 0)
        return file_error(error, dir, errno);
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(dir, folders[i].path, NULL);

        if (!file_make_folder(path, folders[i].owner == PROGRAM__COUNT ? way_in() : 0700, error) ||
            !give_to_owner(dir, path, folders[i].owner, error))
            return false;
    }
    return true;
}

void
installation_remove_folders(const char *dir)
{
    for (size_t i = G_N_ELEMENTS(folders); i-- > 0;) {
        g_autofree char *path = g_build_filename(dir, folders[i].path, NULL);

        rmdir(path);
    }
}

bool
installation_own(const char *dir, const char *path, const char *name, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(name);

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        if (strcmp(folders[i].path, folder) == 0)
            return give_to_owner(dir, path, folders[i].owner, error);
    return true;
}

static bool
write_settings(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "candour.ini", NULL);

    return file_write(path, config_template(), strlen(config_template()), 0644, error);
}

/* The room learns the desk's public key, and nothing else of it. */
static bool
make_halves(const Config *config, GError **error)
{
    CallParts parts = CALL_NONE;
    json_t *desk = NULL, *room = NULL;
    bool made = call_program(config, PROGRAM_DESK, "init", parts, &desk, error);

    parts.request = desk;
    made = made && call_program(config, PROGRAM_ROOM, "init", parts, &room, error);
    json_decref(room);
    return made;
}

bool
installation_make(const char *dir, GError **error)
{
    g_autoptr(Config) config = NULL;

    if (!installation_folders(dir, error) || !write_settings(dir, error))
        return false;
    config = config_read(dir, error);
    if (config == NULL || !make_halves(config, error)) {
        g_prefix_error(error, "%s is not complete, remove it before you try again: ", dir);
        return false;
    }
    return true;
}
