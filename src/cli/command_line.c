#include "base/i18n.h"
#include "cli/commands.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void G_GNUC_PRINTF(2, 0) say(const char *name, const char *format, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(format, args);

    /* One line, whatever a file name or a cell in the text holds. */
    g_strdelimit(text, "\r\n", ' ');
    fprintf(stderr, "candour %s: %s\n", name, text);
}

int
command_failed(const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(name, format, args);
    va_end(args);
    return COMMAND_FAILED;
}

int
command_usage(const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    command_failed(name, _("%s. Try: candour %s --help"), text, name);
    return COMMAND_WRONG_USAGE;
}

/* GOption prints help and exits by itself; a command must return instead, so
 * that its caller stays the one place that ends the program. */
static bool
asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static GOptionContext *
context_new(const CommandLine *line)
{
    GOptionContext *context = g_option_context_new(line->arguments);

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, line->about);
    if (line->options != NULL)
        g_option_context_add_main_entries(context, line->options, NULL);
    return context;
}

static CommandLineOutcome
print_help(const CommandLine *line, GOptionContext *context)
{
    g_autofree char *program = g_strdup_printf("candour %s", line->name);

    g_set_prgname(program);
    g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
    fputs(help, stdout);
    return COMMAND_LINE_HELPED;
}

static void
drop_separator(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++)
        if (strcmp(argv[i], "--") == 0) {
            memmove(&argv[i], &argv[i + 1], sizeof(*argv) * (size_t)(*argc - i));
            *argc -= 1;
            return;
        }
}

CommandLineOutcome
command_line_read(const CommandLine *line, int *argc, char ***argv)
{
    g_autoptr(GOptionContext) context = context_new(line);
    g_autoptr(GError) error = NULL;

    if (asks_for_help(*argc, *argv))
        return print_help(line, context);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        command_usage(line->name, "%s", error->message);
        return COMMAND_LINE_WRONG;
    }
    drop_separator(argc, *argv);
    if (*argc - 1 < line->least) {
        command_usage(line->name, _("something is missing after the command; it needs %s"), line->arguments);
        return COMMAND_LINE_WRONG;
    }
    if (*argc - 1 > line->most) {
        command_usage(line->name, _("'%s' is one too many; it needs only %s"), (*argv)[line->most + 1],
                      line->arguments);
        return COMMAND_LINE_WRONG;
    }
    return COMMAND_LINE_READY;
}
