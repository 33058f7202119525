#include "cli/gathering.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/call.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- notes for the certificate ---- */

static bool
tell_desk(const Config *config, const char *command, json_t *request, GError **error)
{
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;

    parts.request = request;
    if (!call_program(config, PROGRAM_DESK, command, parts, &reply, error))
        return false;
    json_decref(reply);
    return true;
}

bool
gathering_note_copy(const Config *config, const char *slug, const char *what, GError **error)
{
    return tell_desk(config, "note-copy", json_pack("{s:s*, s:s}", "slug", slug, "what", what), error);
}

bool
gathering_hand_over_key(const Config *config, const char *slug, const json_t *answer, GError **error)
{
    const char *fingerprint = json_string_value(json_object_get(answer, "key_fingerprint"));

    return fingerprint == NULL ||
           tell_desk(config, "room-key", json_pack("{s:s, s:s}", "slug", slug, "fingerprint", fingerprint), error);
}

/* ---- conversation ---- */

static void
print_changes(const char *slug, const json_t *reply)
{
    const json_t *changed = json_object_get(reply, "changed");
    const json_t *line;
    size_t i;

    json_array_foreach(changed, i, line)
        printf("%s: %s\n", slug, json_string_value(line));
}

/* The other side knows the file by its name alone. */
static void
name_folder(const Source *source, GError **error)
{
    if (error != NULL && *error != NULL && source->folder[0] != '\0' &&
        g_str_has_prefix((*error)->message, "conversation.ini"))
        g_prefix_error(error, "%s/", source->folder);
}

static bool
give_to_desk(const Config *config, const Source *source, json_t **ret_settings, GError **error)
{
    CallParts parts = CALL_NONE;

    parts.request = json_pack("{s:s, s:s, s:O?}", "ini", source->ini, "name", "conversation.ini", "brand", source->brand);
    return call_program(config, PROGRAM_DESK, "conversation-import", parts, ret_settings, error);
}

static bool
give_to_room(const Config *config, const Source *source, json_t *settings, json_t **ret_reply, GError **error)
{
    CallParts parts = CALL_NONE;

    parts.request = json_pack("{s:O, s:s, s:O, s:O?}", "settings", settings, "ini", source->ini, "pages", source->pages, "brand",
                              source->brand);
    return call_program(config, PROGRAM_ROOM, "conversation-import", parts, ret_reply, error);
}

bool
gathering_import(const Config *config, const Source *source, char **ret_slug, GError **error)
{
    json_t *settings = NULL, *reply = NULL;
    bool imported = give_to_desk(config, source, &settings, error) &&
                    give_to_room(config, source, settings, &reply, error);
    const char *slug = json_string_value(json_object_get(settings, "slug"));

    if (imported && slug == NULL)
        imported = error_set(error, ERROR_INTERNAL, "the desk did not say which conversation this is");
    imported = imported && gathering_hand_over_key(config, slug, reply, error);
    if (imported) {
        printf(json_is_true(json_object_get(settings, "created")) ? _("%s: a new conversation\n") : _("%s: imported again\n"),
               slug);
        print_changes(slug, settings);
        print_changes(slug, reply);
        *ret_slug = g_strdup(slug);
    }
    json_decref(settings);
    json_decref(reply);
    name_folder(source, error);
    return imported;
}

/* ---- roster ---- */

static char *
rejected_name(const char *name)
{
    g_autofree char *stem = g_str_has_suffix(name, ".csv") ? g_strndup(name, strlen(name) - 4) : g_strdup(name);

    return g_strconcat(stem, ".rejected.csv", NULL);
}

/* Nothing was refused: no file is left. */
static bool
keep_rejected(int fd, const char *path, GError **error)
{
    struct stat about;

    if (fstat(fd, &about) != 0)
        return file_error(error, path, errno);
    if (about.st_size > 0)
        printf(_("The lines that were left out are in %s\n"), path);
    else if (unlink(path) != 0)
        return file_error(error, path, errno);
    return true;
}

bool
gathering_roster(const Config *config, const char *slug, int fd, const char *name, bool skip_bad, GError **error)
{
    g_autofree char *rejected = rejected_name(name), *base = g_path_get_basename(name);
    FD_AUTO int output = skip_bad ? open(rejected, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    CallParts parts = { .file = fd, .file_name = name, .output = output, .output_name = rejected };
    json_t *reply = NULL;
    bool imported;

    if (skip_bad && output < 0)
        return file_error(error, rejected, errno);
    parts.request = json_pack("{s:s, s:b, s:s}", "slug", slug, "skip_bad", skip_bad, "name", base);
    imported = call_program(config, PROGRAM_DESK, "roster-import", parts, &reply, error);
    json_decref(reply);
    if (!imported && skip_bad)
        unlink(rejected);
    return imported && (!skip_bad || keep_rejected(output, rejected, error));
}
