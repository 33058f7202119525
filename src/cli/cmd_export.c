/* candour export, candour report: made by the worker, beside the server or without one.
 *
 * The desk gives its rounded figures ("participation" {slug} -> JSON), the worker reads the
 * room's store ("export" or "report" {slug, format, participation} -> the file's bytes). */
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/gathering.h"

typedef struct { char *format, *output; } ExportOptions;

static void
export_options_clear(ExportOptions *o)
{
    g_free(o->format);
    g_free(o->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportOptions, export_options_clear)

static bool
figures_of(const Config *config, const char *slug, json_t **ret_figures, GError **error)
{
    CallParts parts = CALL_NONE;

    parts.request = ask_request("slug", slug, NULL);
    return call_program(config, PROGRAM_DESK, "participation", parts, ret_figures, error);
}

static bool
make(const char *dir, const char *slug, const char *command, const ExportOptions *o, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    g_autofree char *what = g_strdup_printf("%s %s", command, o->format);
    json_t *figures = NULL, *request;

    /* Noted first: a file that is not in the certificate must not be. */
    if (config == NULL || !gathering_note_copy(config, slug, what, error) || !figures_of(config, slug, &figures, error))
        return false;
    request = json_pack("{s:s, s:s, s:o}", "slug", slug, "format", o->format, "participation", figures);
    return call_into_file(config, PROGRAM_WORKER, command, request, o->output, error);
}

static int
run(const char *name, const char *about, const char *const *formats, int argc, char **argv)
{
    g_auto(ExportOptions) o = { NULL, NULL };
    g_autofree char *choices = g_strjoinv(", ", (char **)(uintptr_t)formats);
    const GOptionEntry options[] = {
        { "format", 'f', 0, G_OPTION_ARG_STRING, &o.format, choices, "FORMAT" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_("The file to write"), "FILE" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = { .name = name, .arguments = "DIR SLUG", .about = about, .options = options,
                               .least = 2, .most = 2 };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (o.format == NULL || o.output == NULL)
        return command_usage(name, _("it needs --format and -o FILE"));
    if (!g_strv_contains(formats, o.format))
        return command_usage(name, _("--format is one of %s"), choices);
    if (!make(argv[1], argv[2], name, &o, &error))
        return command_failed(name, "%s", error->message);
    return COMMAND_DONE;
}

int
cmd_export(int argc, char **argv)
{
    static const char *const formats[] = { "csv", "json", "xlsx", "qdpx", "qdc", NULL };

    return run("export", N_("Writes contributions, codes and votes in aggregate to FILE."), formats, argc, argv);
}

int
cmd_report(int argc, char **argv)
{
    static const char *const formats[] = { "html", "pdf", "xlsx", "json", NULL };

    return run("report", N_("Writes the report of a conversation to FILE."), formats, argc, argv);
}
