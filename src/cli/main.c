/* `candour COMMAND ...`: finds the command in the table and runs it. */
#include "base/i18n.h"
#include "cli/commands.h"
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *name;
    const char *help; /* one line */
    int (*run)(int argc, char **argv);
} Command;

static int cmd_help(int argc, char **argv);

static const Command commands[] = {
    { "agreement", N_("How far coders agree, from a table of codes"), cmd_agreement },
    { "groups", N_("Opinion groups in a Polis-format folder"), cmd_groups },
    { "suggest", N_("Codes that may fit texts, from a frame and coded texts"), cmd_suggest },
    { "init", N_("Makes the data folder of an installation"), cmd_init },
    { "demo", N_("Makes an installation with a lively conversation, to try it out"), cmd_demo },
    { "serve", N_("Runs the server"), cmd_serve },
    { "conversation", N_("Imports, lists, opens, closes and completes conversations"), cmd_conversation },
    { "roster", N_("Invites people from a CSV file"), cmd_roster },
    { "letters", N_("Prints letters for people without e-mail"), cmd_letters },
    { "staff", N_("Invites members of staff"), cmd_staff },
    { "token", N_("Read-only tokens for the room's API"), cmd_token },
    { "mail", N_("What is queued, sent and failing"), cmd_mail },
    { "import", N_("Brings in a conversation that was held elsewhere"), cmd_import },
    { "export", N_("Writes contributions, codes and votes to a file"), cmd_export },
    { "report", N_("Writes the report to a file"), cmd_report },
    { "backup", N_("Writes databases and settings to a file"), cmd_backup },
    { "backup-keys", N_("Writes the keys to a file of their own"), cmd_backup_keys },
    { "restore", N_("Makes a data folder from a backup"), cmd_restore },
    { "check", N_("Verifies databases and keys"), cmd_check },
    { "attest", N_("Looks whether this installation keeps its promises"), cmd_attest },
    { "erase", N_("Destroys a completed conversation, with a certificate"), cmd_erase },
    { "help", N_("What candour can do: this text"), cmd_help },
};

static int
cmd_help(int argc, char **argv)
{
    fputs(_("Usage: candour COMMAND ...\n\n"
            "Candour runs online conversations in which people can speak openly.\n\nCommands:\n"),
          stdout);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        printf("  %-14s %s\n", commands[i].name, _(commands[i].help));
    fputs(_("\ncandour COMMAND --help says more about a command.\ncandour --version tells the version.\n"),
          stdout);
    return COMMAND_DONE;
}

static int
wrong_usage(const char *fault)
{
    fprintf(stderr, _("candour: %s. Try: candour --help\n"), fault);
    return COMMAND_WRONG_USAGE;
}

static int
run(int argc, char **argv)
{
    if (argc < 2)
        return wrong_usage(_("say what to do"));
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cmd_help(argc, argv);
    if (strcmp(argv[1], "--version") == 0) {
        printf("candour %s\n", CANDOUR_VERSION);
        return COMMAND_DONE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);

    g_autofree char *fault = g_strdup_printf(_("there is no command %s"), argv[1]);
    return wrong_usage(fault);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    /* Numbers are read and written with a point, wherever we run. */
    setlocale(LC_NUMERIC, "C");

    int status = run(argc, argv);

    /* A full disk behind a redirection must not look like success. */
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "%s", _("candour: the output could not be written; is the disk full?\n"));
        return COMMAND_FAILED;
    }
    return status;
}
