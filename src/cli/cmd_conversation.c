/* candour conversation import | list | show | open | close | complete */
#include "base/fd.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/gathering.h"
#include <errno.h>
#include <fcntl.h>

/* ---- import ---- */

static bool
import_roster_of(const Config *config, const char *folder, const char *slug, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "roster.csv", NULL);
    FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? true : file_error(error, path, errno);
    return gathering_roster(config, slug, fd, path, false, error);
}

static bool
import(const char *dir, const char *folder, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    g_autoptr(Source) source = config == NULL ? NULL : source_read(folder, error);
    g_autofree char *slug = NULL;

    return source != NULL && gathering_import(config, source, &slug, error) &&
           import_roster_of(config, folder, slug, error);
}

static int
run_import(int argc, char **argv)
{
    const CommandLine line = {
        .name = "conversation import", .arguments = "DIR FOLDER", .least = 2, .most = 2,
        .about = N_("Creates or updates a conversation from a folder with conversation.ini, Markdown pages and, where it is "
                    "there, roster.csv.  Prints what has changed."),
    };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!import(argv[1], argv[2], &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}

/* ---- state ---- */

/* The desk moves the date; the room is told at once, whether or not a server runs. */
static int
move_on(const CommandLine *line, const char *command, int argc, char **argv)
{
    json_t *settings = NULL;
    int status;

    if (!ask_line(line, &argc, &argv, &status))
        return status;
    status = ask(line->name, argv[1], PROGRAM_DESK, command, ask_request("slug", argv[2], NULL), &settings);
    if (status == COMMAND_DONE)
        status = ask(line->name, argv[1], PROGRAM_ROOM, "settings", settings, NULL);
    return status;
}

static int
run_open(int argc, char **argv)
{
    const CommandLine line = { .name = "conversation open", .arguments = "DIR SLUG", .least = 2, .most = 2,
                               .about = N_("Opens a conversation now.") };

    return move_on(&line, "conversation-open", argc, argv);
}

static int
run_close(int argc, char **argv)
{
    const CommandLine line = { .name = "conversation close", .arguments = "DIR SLUG", .least = 2, .most = 2,
                               .about = N_("Closes a conversation now: people can read and no longer write.") };

    return move_on(&line, "conversation-close", argc, argv);
}

static int
run_complete(int argc, char **argv)
{
    const CommandLine line = {
        .name = "conversation complete", .arguments = "DIR SLUG", .least = 2, .most = 2,
        .about = N_("Completes a conversation now: its links and codes end, and the days until it is erased begin."),
    };

    return move_on(&line, "conversation-complete", argc, argv);
}

static int
run_list(int argc, char **argv)
{
    const CommandLine line = { .name = "conversation list", .arguments = "DIR", .least = 1, .most = 1,
                               .about = N_("Lists the conversations and their phases.") };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    return ask(line.name, argv[1], PROGRAM_DESK, "conversation-list", NULL, NULL);
}

static int
run_show(int argc, char **argv)
{
    const CommandLine line = { .name = "conversation show", .arguments = "DIR SLUG", .least = 2, .most = 2,
                               .about = N_("Shows dates and settings of a conversation.") };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    return ask(line.name, argv[1], PROGRAM_DESK, "conversation-show", ask_request("slug", argv[2], NULL), NULL);
}

static const SubCommand subs[] = {
    { "import", N_("Creates or updates a conversation from a folder"), run_import },
    { "list", N_("Lists the conversations"), run_list },
    { "show", N_("Shows one conversation"), run_show },
    { "open", N_("Opens it now"), run_open },
    { "close", N_("Closes it now"), run_close },
    { "complete", N_("Completes it now"), run_complete },
};

int
cmd_conversation(int argc, char **argv)
{
    return ask_sub("conversation", subs, G_N_ELEMENTS(subs), argc, argv);
}
