/* candour init DIR: makes the data folder. */
#include "base/file.h"
#include "base/i18n.h"
#include "cli/call.h"
#include "cli/commands.h"
#include "cli/installation.h"

int
cmd_init(int argc, char **argv)
{
    const CommandLine line = {
        .name = "init", .arguments = "DIR", .least = 1, .most = 1,
        .about = N_("Makes the data folder DIR: settings (candour.ini), keys and empty databases."),
    };
    g_autoptr(GError) error = NULL;

    switch (command_line_read(&line, &argc, &argv)) {
    case COMMAND_LINE_HELPED: return COMMAND_DONE;
    case COMMAND_LINE_WRONG: return COMMAND_WRONG_USAGE;
    case COMMAND_LINE_READY: break;
    }
    if (!installation_make(argv[1], &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
