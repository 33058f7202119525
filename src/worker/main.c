/* candour-worker: analysis, reports and exports, beside the room.  Started by `candour` on demand. */
#include "base/child.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/program.h"
#include "base/secret.h"
#include "paper/paper.h"
#include "worker/commands.h"
#include <stdlib.h>

/* Answers the room until it hangs up: the supervisor starts another when one is needed. */
static void
serve(WorkerPlaces *places)
{
    child_say(CHILD_IS_READY);
    while (control_serve_one(FD_PEER, worker_commands, worker_commands_n, places))
        continue;
}

static bool
run(const ChildInfo *info, GError **error)
{
    g_autoptr(Config) config = config_read(info->dir, error);
    g_autofree char *fonts = paper_fonts();
    WorkerPlaces places = { config, fonts };

    if (config == NULL || !program_sandbox(PROGRAM_WORKER, config, error))
        return false;
    if (info->once)
        return control_serve_one(FD_CONTROL, worker_commands, worker_commands_n, &places);
    serve(&places);
    return true;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    ChildInfo info;

    if (!child_start(argc, argv, &info, &error)) {
        log_error("%s", error->message);
        return 2;
    }
    if (!secret_init() || !run(&info, &error)) {
        log_error("%s", error == NULL ? "it could not start" : error->message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
