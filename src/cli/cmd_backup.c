/* candour backup | backup-keys | restore | check */
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/backup.h"

static int
write_with(const CommandLine *line, int argc, char **argv,
           bool (*write)(const Config *config, const char *path, GError **error))
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = NULL;
    int status;

    if (!ask_line(line, &argc, &argv, &status))
        return status;
    config = config_read(argv[1], &error);
    if (config == NULL || !write(config, argv[2], &error))
        return command_failed(line->name, "%s", error->message);
    return COMMAND_DONE;
}

int
cmd_backup(int argc, char **argv)
{
    const CommandLine line = {
        .name = "backup", .arguments = "DIR FILE", .least = 2, .most = 2,
        .about = N_("Writes databases, settings and certificates to FILE, while the server runs or not.  Without the keys, "
                    "which are not in it, the file names nobody."),
    };

    return write_with(&line, argc, argv, backup_write);
}

int
cmd_backup_keys(int argc, char **argv)
{
    const CommandLine line = {
        .name = "backup-keys", .arguments = "DIR FILE", .least = 2, .most = 2,
        .about = N_("Writes the keys to FILE.  Keep it apart from backups, and destroy it when a conversation is erased."),
    };

    return write_with(&line, argc, argv, backup_write_keys);
}

int
cmd_restore(int argc, char **argv)
{
    g_autofree char *keys = NULL;
    const GOptionEntry options[] = {
        { "keys", 0, 0, G_OPTION_ARG_FILENAME, &keys, N_("The keys, from candour backup-keys"), "FILE" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = { .name = "restore", .arguments = "FILE DIR", .least = 2, .most = 2, .options = options,
                               .about = N_("Makes the data folder DIR from a backup.  DIR must be empty or not there.") };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!backup_restore(argv[1], keys, argv[2], &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}

int
cmd_check(int argc, char **argv)
{
    const CommandLine line = { .name = "check", .arguments = "DIR", .least = 1, .most = 1,
                               .about = N_("Verifies databases and keys, and says how much there is.") };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    config = config_read(argv[1], &error);
    if (config == NULL || !backup_check(config, &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
