#include "cli/attest.h"
#include "base/i18n.h"
#include "base/program.h"
#include <string.h>
#include <sys/stat.h>

static void
point_clear(AttestPoint *point)
{
    g_free(point->text);
    g_free(point->detail);
}

Attest
attest_new(void)
{
    Attest attest = { g_array_new(FALSE, FALSE, sizeof(AttestPoint)) };

    g_array_set_clear_func(attest.points, (GDestroyNotify)point_clear);
    return attest;
}

void
attest_clear(Attest *attest)
{
    g_clear_pointer(&attest->points, g_array_unref);
}

void
attest_add(Attest *attest, AttestOutcome outcome, const char *promise, const char *text, char *detail)
{
    const AttestPoint point = { outcome, promise, g_strdup(text), detail };

    g_array_append_val(attest->points, point);
}

/* ---- settings ---- */

static bool
is_loopback(const char *url)
{
    return g_str_has_prefix(url, "http://127.") || g_str_has_prefix(url, "http://localhost") || g_str_has_prefix(url, "http://[::1]");
}

static void
attest_serving(Attest *attest, const Config *config)
{
    if (is_loopback(config->room_url) && is_loopback(config->desk_url))
        attest_add(attest, ATTEST_KNOW, "A5", _("It is served on one machine alone, for trying out."), NULL);
    else if (g_str_has_prefix(config->room_url, "https://") && g_str_has_prefix(config->desk_url, "https://"))
        attest_add(attest, ATTEST_HOLDS, "A5", _("Both halves are reached through an encrypted line."), NULL);
    else
        attest_add(attest, ATTEST_FAILS, "A5", _("What you send can be read on its way: the line is not encrypted."),
                   g_strdup(_("room-url and desk-url begin with https://")));
}

void
attest_settings(Attest *attest, const Config *config)
{
    if (config->keys_apart)
        attest_add(attest, ATTEST_HOLDS, "A3", _("Keys lie on another disk than the data."), NULL);
    else
        attest_add(attest, ATTEST_KNOW, "A3", _("Keys and data are on the same disk: who steals it has both."), NULL);
    if (config->mail_transport == MAIL_FILE)
        attest_add(attest, ATTEST_KNOW, "A3", _("Mails are written into readable files. That is for trying out only."), NULL);
    else
        attest_add(attest, ATTEST_HOLDS, "A3", _("Mails are handed to the mail relay and kept in no file."), NULL);
    if (config->combined_roles)
        attest_add(attest, ATTEST_KNOW, "A9",
                   _("One person may look after the list of people and be facilitator or analyst as well."), NULL);
    attest_serving(attest, config);
}

/* ---- permissions ---- */

/* NULL: nobody else gets at it; else which and how, the caller's. */
static char *
open_to_others(const char *path)
{
    struct stat about;

    if (lstat(path, &about) != 0)
        return NULL;
    if (S_ISLNK(about.st_mode) || (about.st_mode & 077) == 0)
        return NULL;
    return g_strdup_printf(_("%s has mode %03o; chmod go= %s"), path, about.st_mode & 0777, path);
}

static char *
open_below(const char *folder)
{
    char *found = open_to_others(folder);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    /* What lies in a closed folder is closed, but a copy of it or another owner may open it. */
    while (found == NULL && dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (!g_str_has_suffix(name, ".pub") && !g_file_test(path, G_FILE_TEST_IS_DIR))
            found = open_to_others(path);
    }
    return found;
}

static char *
find_open(const Config *config)
{
    static const Program halves[] = { PROGRAM_ROOM, PROGRAM_DESK };
    char *found = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(halves) && found == NULL; i++) {
        g_autofree char *data = g_build_filename(config->dir, program_folder(halves[i]), NULL);
        g_autofree char *keys = g_build_filename(config->keys_dir, program_folder(halves[i]), NULL);

        found = open_below(keys);
        if (found == NULL)
            found = open_below(data);
    }
    return found;
}

static bool
same_owner(const Config *config)
{
    g_autofree char *room = g_build_filename(config->dir, program_folder(PROGRAM_ROOM), NULL);
    g_autofree char *desk = g_build_filename(config->dir, program_folder(PROGRAM_DESK), NULL);
    struct stat a, b;

    return stat(room, &a) != 0 || stat(desk, &b) != 0 || a.st_uid == b.st_uid;
}

void
attest_files(Attest *attest, const Config *config)
{
    char *open = find_open(config);

    if (open == NULL)
        attest_add(attest, ATTEST_HOLDS, "A3", _("No other user of this machine can read keys, databases or mails."), NULL);
    else
        attest_add(attest, ATTEST_FAILS, "A3", _("Other users of this machine can read what only the programs may."), open);
    if (same_owner(config))
        attest_add(attest, ATTEST_KNOW, "A5",
                   _("Room and desk belong to one user of the machine; their sandboxes alone keep them apart."), NULL);
    else
        attest_add(attest, ATTEST_HOLDS, "A5", _("Room and desk belong to two users of the machine, who cannot read each other's files."),
                   NULL);
}
