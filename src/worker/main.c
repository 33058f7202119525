/* candour-worker: analysis, reports and exports, beside the room.  Started by `candour` on demand. */
#include "base/child.h"
#include "base/fd.h"
#include "base/program.h"
#include "paper/paper.h"
#include "worker/commands.h"

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
    return child_main(argc, argv, run);
}
