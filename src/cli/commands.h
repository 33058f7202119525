/* The commands of `candour`: one row of the table in main.c each.
 *
 * A command gets the arguments that follow `candour`, its own name first, so
 * that GOption can name it in help and errors.  It returns the exit status of
 * the program: 0 done, 1 it failed, 2 wrong usage.  It prints its own errors
 * on standard error, one line each, with command_failed() or command_usage(). */
#pragma once
#include <glib.h>

enum {
    COMMAND_DONE = 0,
    COMMAND_FAILED = 1,
    COMMAND_WRONG_USAGE = 2,
};

int cmd_agreement(int argc, char **argv);
int cmd_groups(int argc, char **argv);
int cmd_suggest(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_conversation(int argc, char **argv);
int cmd_roster(int argc, char **argv);
int cmd_staff(int argc, char **argv);
int cmd_token(int argc, char **argv);
int cmd_letters(int argc, char **argv);
int cmd_mail(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_erase(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_backup_keys(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_attest(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_serve(int argc, char **argv);

/* Prints "candour NAME: TEXT" on standard error and returns COMMAND_FAILED.
 * The text names file, line (where there is one) and remedy. */
int command_failed(const char *name, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The same with COMMAND_WRONG_USAGE, and the hint to look at --help. */
int command_usage(const char *name, const char *format, ...) G_GNUC_PRINTF(2, 3);

typedef struct {
    const char *name;
    const char *arguments;       /* what follows the name in the usage line, e.g. "FILE.csv" */
    const char *about;           /* one or two sentences for --help */
    const GOptionEntry *options; /* ends with an empty entry; NULL for none */
    int least, most;             /* how many plain arguments */
} CommandLine;

/* How reading the arguments of a command ended. */
typedef enum {
    COMMAND_LINE_READY,  /* go on: options are set, argv[1..argc-1] are the plain arguments */
    COMMAND_LINE_HELPED, /* --help was printed: return COMMAND_DONE */
    COMMAND_LINE_WRONG,  /* the fault was printed: return COMMAND_WRONG_USAGE */
} CommandLineOutcome;

/* Reads options and counts plain arguments.  argv is rearranged in place, its
 * strings stay the caller's; strings that options receive are new (g_free). */
CommandLineOutcome command_line_read(const CommandLine *line, int *argc, char ***argv);
