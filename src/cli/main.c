/* `candour COMMAND ...`: finds the command in the table and runs it. */
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
    { "help", "What candour can do: this text", cmd_help },
};

static int
cmd_help(int argc, char **argv)
{
    printf("Usage: candour COMMAND ...\n\n"
           "Candour runs online conversations in which people can speak openly.\n\nCommands:\n");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        printf("  %-14s %s\n", commands[i].name, commands[i].help);
    printf("\ncandour COMMAND --help says more about a command.\ncandour --version tells the version.\n");
    return COMMAND_DONE;
}

static int
wrong_usage(const char *what, const char *argument)
{
    fprintf(stderr, "candour: %s%s. Try: candour --help\n", what, argument);
    return COMMAND_WRONG_USAGE;
}

static int
run(int argc, char **argv)
{
    if (argc < 2)
        return wrong_usage("say what to do", "");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cmd_help(argc, argv);
    if (strcmp(argv[1], "--version") == 0) {
        printf("candour %s\n", CANDOUR_VERSION);
        return COMMAND_DONE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return wrong_usage("there is no command ", argv[1]);
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
        fprintf(stderr, "candour: the output could not be written; is the disk full?\n");
        return COMMAND_FAILED;
    }
    return status;
}
