/* candour letters DIR SLUG -o FILE.pdf: made by the desk, which alone has names and keys. */
#include "base/i18n.h"
#include "cli/ask.h"

static bool
print_letters(const char *dir, const char *slug, const char *path, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);

    return config != NULL &&
           call_into_file(config, PROGRAM_DESK, "letters", ask_request("slug", slug, NULL), path, error);
}

int
cmd_letters(int argc, char **argv)
{
    g_autofree char *output = NULL;
    const GOptionEntry options[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The PDF to write; nobody else can read it"), "FILE" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = {
        .name = "letters", .arguments = "DIR SLUG", .least = 2, .most = 2, .options = options,
        .about = N_("Writes a letter with link, code and QR code for each person on the roster who has no e-mail address: a page each, A4."),
    };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (output == NULL)
        return command_usage(line.name, "%s", _("it needs -o FILE"));
    if (!print_letters(argv[1], argv[2], output, &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
