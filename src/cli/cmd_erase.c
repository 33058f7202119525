/* candour erase DIR SLUG [--now]
 *
 * The desk says what there is ("erase" {slug} -> {id}) and, where it is to be erased then, whether a
 * hold stands against it ("erase" {slug, then: true}); with --now the room forgets its half
 * first ("forget" {id} -> what it destroyed), then the desk its own and writes the certificate
 * over both ("erase" {slug, now, room}). */
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/backup.h"
#include <stdio.h>
#include <string.h>

static int
erase_now(const char *name, const char *dir, const char *slug, const json_t *found)
{
    const char *id = json_string_value(json_object_get(found, "id"));
    json_t *room = NULL, *request;
    g_autoptr(Config) config = config_read(dir, NULL);
    int status;

    if (id == NULL)
        return command_failed(name, _("the desk did not say which conversation this is"));
    if (config != NULL)
        backup_sweep(config);
    status = ask(name, dir, PROGRAM_ROOM, "forget", ask_request("id", id, NULL), &room);
    if (status != COMMAND_DONE)
        return status;
    request = json_pack("{s:s, s:b, s:o}", "slug", slug, "now", 1, "room", room);
    return ask(name, dir, PROGRAM_DESK, "erase", request, NULL);
}

int
cmd_erase(int argc, char **argv)
{
    gboolean now = FALSE;
    const GOptionEntry options[] = {
        { "now", 0, 0, G_OPTION_ARG_NONE, &now, N_("Erase it, for good"), NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = {
        .name = "erase", .arguments = "DIR SLUG", .least = 2, .most = 2, .options = options,
        .about = N_("Shows what erasing a completed conversation would destroy; --now does it and writes the signed certificate "
                    "DIR/certificates/SLUG.json."),
    };
    json_t *found = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    status = ask(line.name, argv[1], PROGRAM_DESK, "erase", json_pack("{s:s, s:b}", "slug", argv[2], "then", now), &found);
    if (status == COMMAND_DONE && now)
        status = erase_now(line.name, argv[1], argv[2], found);
    json_decref(found);
    return status;
}
