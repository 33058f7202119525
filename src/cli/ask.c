#include "cli/ask.h"
#include "base/i18n.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

json_t *
ask_request(const char *key, ...)
{
    json_t *request = json_object();
    va_list args;

    va_start(args, key);
    while (key != NULL) {
        const char *text = va_arg(args, const char *);

        if (text != NULL)
            json_object_set_new(request, key, json_string(text));
        key = va_arg(args, const char *);
    }
    va_end(args);
    return request;
}

int
ask(const char *name, const char *dir, Program program, const char *command, json_t *request, json_t **ret_reply)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = config_read(dir, &error);
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;

    parts.request = request;
    if (config == NULL)
        json_decref(request);
    if (config == NULL || !call_program(config, program, command, parts, &reply, &error))
        return command_failed(name, "%s", error->message);
    if (ret_reply != NULL)
        *ret_reply = reply;
    else
        json_decref(reply);
    return COMMAND_DONE;
}

bool
ask_line(const CommandLine *line, int *argc, char ***argv, int *ret_status)
{
    switch (command_line_read(line, argc, argv)) {
    case COMMAND_LINE_READY: return true;
    case COMMAND_LINE_HELPED: *ret_status = COMMAND_DONE; return false;
    case COMMAND_LINE_WRONG:
    default: *ret_status = COMMAND_WRONG_USAGE; return false;
    }
}

static void
print_subs(const char *name, const SubCommand *rows, size_t n)
{
    printf(_("Usage: candour %s COMMAND ...\n\nCommands:\n"), name);
    for (size_t i = 0; i < n; i++)
        printf("  %-10s %s\n", rows[i].name, _(rows[i].help));
}

int
ask_sub(const char *name, const SubCommand *rows, size_t n, int argc, char **argv)
{
    if (argc < 2)
        return command_usage(name, _("say what to do"));
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_subs(name, rows, n);
        return COMMAND_DONE;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(argv[1], rows[i].name) == 0)
            return rows[i].run(argc - 1, argv + 1);
    return command_usage(name, _("there is no command '%s'"), argv[1]);
}
