/* candour-worker: analysis, reports and exports, beside the room.  Started by `candour` on demand. */
#include "base/child.h"
#include "base/fd.h"
#include "base/log.h"
#include "base/program.h"
#include "base/secret.h"
#include "worker/copy.h"
#include <stdlib.h>

static const ControlCommand commands[] = { { "backup", copy_backup }, { "check", copy_check } };

static void
follow_orders(void)
{
    ChildOrder order = CHILD_NOTHING;

    while (order != CHILD_STOP) {
        FD_AUTO int fd = -1;

        order = child_wait(-1, &fd);
    }
}

static bool
run(const ChildInfo *info, GError **error)
{
    g_autoptr(Config) config = config_read(info->dir, error);

    if (config == NULL || !program_sandbox(PROGRAM_WORKER, config, error))
        return false;
    if (info->once)
        return control_serve_one(FD_CONTROL, commands, G_N_ELEMENTS(commands), config);
    child_say(CHILD_IS_READY);
    follow_orders();
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
