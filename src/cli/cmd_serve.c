/* candour serve DIR: the server. */
#include "base/fd.h"
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/backup.h"
#include "cli/folder.h"
#include "cli/supervisor.h"
#include <stdio.h>

#define LOCK_PATIENCE_MS 3000           /* the programs of a server that was killed are gone by then */

static void
say_ready(const Config *config)
{
    printf("ready %s %s\n", config->room_url, config->desk_url);
    fflush(stdout);
}

static bool
serve(const char *dir, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    FD_AUTO int lock = -1;

    if (config == NULL || !folder_lock(config->dir, LOCK_PATIENCE_MS, &lock, error))
        return false;
    if (lock < 0)
        return error_set(error, ERROR_INPUT, "%s: a server runs on this folder already; stop it first", dir);
    backup_sweep(config);
    return supervisor_run(config, lock, say_ready, error);
}

int
cmd_serve(int argc, char **argv)
{
    const CommandLine line = {
        .name = "serve", .arguments = "DIR", .least = 1, .most = 1,
        .about = N_("Runs the server on the data folder DIR until it is told to stop (Ctrl-C or SIGTERM).  Prints "
                    "'ready ROOM-URL DESK-URL' when it accepts connections."),
    };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!serve(argv[1], &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
