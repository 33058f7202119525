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
change(const char *name, const char *dir, const char *slug, const char *command, json_t *request)
{
    g_autoptr(GError) error = NULL;
    json_t *settings = NULL, *room = NULL;
    int status = ask(name, dir, PROGRAM_DESK, command, request, &settings);

    if (status == COMMAND_DONE)
        status = ask(name, dir, PROGRAM_ROOM, "settings", settings, &room);
    if (status == COMMAND_DONE) {
        g_autoptr(Config) config = config_read(dir, &error);

        if (config == NULL || !gathering_hand_over_key(config, slug, room, &error))
            status = command_failed(name, "%s", error->message);
    }
    json_decref(room);
    return status;
}

static int
move_on(const CommandLine *line, const char *command, int argc, char **argv)
{
    int status;

    if (!ask_line(line, &argc, &argv, &status))
        return status;
    return change(line->name, argv[1], argv[2], command, ask_request("slug", argv[2], NULL));
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
run_hold(int argc, char **argv)
{
    g_autofree char *until = NULL, *reason = NULL;
    gboolean end = FALSE;
    const GOptionEntry options[] = {
        { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("The day before which nothing is erased: 2027-03-01"), "DATE" },
        { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why; every page shows it"), "TEXT" },
        { "end", 0, 0, G_OPTION_ARG_NONE, &end, N_("Ends the hold early"), NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = {
        .name = "conversation hold", .arguments = "DIR SLUG", .least = 2, .most = 2, .options = options,
        .about = N_("Puts erasing off, once, by 90 days at most, as a court may ask.  Every page shows the reason."),
    };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (end ? until != NULL || reason != NULL : until == NULL || reason == NULL)
        return command_usage(line.name, "%s", _("it needs --until and --reason, or --end alone"));
    return change(line.name, argv[1], argv[2], "conversation-hold",
                  json_pack("{s:s, s:s*, s:s*, s:b}", "slug", argv[2], "until", until, "reason", reason, "end", end));
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

/* After the machine's clock has jumped while the server ran. */
static int
run_trust_clock(int argc, char **argv)
{
    const CommandLine line = {
        .name = "conversation trust-clock", .arguments = "DIR", .least = 1, .most = 1,
        .about = N_("Says that the machine's clock is right, after it has jumped by more than an hour: what is due by it happens now."),
    };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    return ask(line.name, argv[1], PROGRAM_DESK, "trust-clock", NULL, NULL);
}

static const SubCommand subs[] = {
    { "import", N_("Creates or updates a conversation from a folder"), run_import },
    { "list", N_("Lists the conversations"), run_list },
    { "show", N_("Shows one conversation"), run_show },
    { "open", N_("Opens it now"), run_open },
    { "close", N_("Closes it now"), run_close },
    { "complete", N_("Completes it now"), run_complete },
    { "trust-clock", N_("Confirms the clock after a jump"), run_trust_clock },
    { "hold", N_("Puts erasing off, once, with a reason"), run_hold },
};

int
cmd_conversation(int argc, char **argv)
{
    return ask_sub("conversation", subs, G_N_ELEMENTS(subs), argc, argv);
}
