#include "worker/once.h"
#include "worker/copy.h"

const ControlCommand worker_commands[] = {
    { "backup", copy_backup },
    { "check", copy_check },
};
const size_t worker_commands_n = sizeof worker_commands / sizeof worker_commands[0];
