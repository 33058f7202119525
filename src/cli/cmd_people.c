/* candour roster import, candour staff add, candour mail: all the desk's. */
#include "base/fd.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/ask.h"
#include "cli/gathering.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* ---- roster ---- */

static bool
import_roster(const char *dir, const char *slug, const char *path, bool skip_bad, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    FD_AUTO int fd = -1;

    if (config == NULL)
        return false;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_error(error, path, errno);
    return gathering_roster(config, slug, fd, path, skip_bad, error);
}

static int
run_roster_import(int argc, char **argv)
{
    gboolean skip_bad = FALSE;
    const GOptionEntry options[] = {
        { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &skip_bad, N_("Import the good lines, write the bad ones to FILE.rejected.csv"), NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = {
        .name = "roster import", .arguments = "DIR SLUG FILE.csv", .least = 3, .most = 3, .options = options,
        .about = N_("Invites the people in FILE.csv: columns email and name, every further column a group.  Where a line is bad, "
                    "nothing is imported and every bad line is listed."),
    };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!import_roster(argv[1], argv[2], argv[3], skip_bad, &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}

int
cmd_roster(int argc, char **argv)
{
    static const SubCommand subs[] = { { "import", N_("Invites the people in a CSV file"), run_roster_import } };

    return ask_sub("roster", subs, G_N_ELEMENTS(subs), argc, argv);
}

/* ---- staff ---- */

typedef struct { char *role, *email, *name, *conversation; } StaffOptions;

static void
staff_options_clear(StaffOptions *o)
{
    g_free(o->role);
    g_free(o->email);
    g_free(o->name);
    g_free(o->conversation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StaffOptions, staff_options_clear)

static const char *
staff_fault(const StaffOptions *o)
{
    static const char *const roles[] = { "facilitator", "analyst", "organiser", "administrator", NULL };

    if (o->role == NULL || o->email == NULL || o->name == NULL)
        return _("it needs --role, --email and --name");
    if (!g_strv_contains(roles, o->role))
        return _("--role is one of facilitator, analyst, organiser, administrator");
    if (o->conversation == NULL && strcmp(o->role, "administrator") != 0)
        return _("it needs --conversation SLUG; only administrators do without");
    return NULL;
}

static int
run_staff_add(int argc, char **argv)
{
    g_auto(StaffOptions) o = { NULL, NULL, NULL, NULL };
    const GOptionEntry options[] = {
        { "role", 0, 0, G_OPTION_ARG_STRING, &o.role, N_("facilitator, analyst, organiser or administrator"), "ROLE" },
        { "email", 0, 0, G_OPTION_ARG_STRING, &o.email, N_("Where the invitation goes"), "ADDRESS" },
        { "name", 0, 0, G_OPTION_ARG_STRING, &o.name, N_("Who it is; shown at the desk only"), "NAME" },
        { "conversation", 0, 0, G_OPTION_ARG_STRING, &o.conversation, N_("In which conversation"), "SLUG" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = { .name = "staff add", .arguments = "DIR", .least = 1, .most = 1, .options = options,
                               .about = N_("Invites a member of staff.") };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (staff_fault(&o) != NULL)
        return command_usage(line.name, "%s", staff_fault(&o));
    return ask(line.name, argv[1], PROGRAM_DESK, "staff-add",
               ask_request("role", o.role, "email", o.email, "name", o.name, "slug", o.conversation, NULL), NULL);
}

int
cmd_staff(int argc, char **argv)
{
    static const SubCommand subs[] = { { "add", N_("Invites a member of staff"), run_staff_add } };

    return ask_sub("staff", subs, G_N_ELEMENTS(subs), argc, argv);
}

/* ---- mail ---- */

int
cmd_mail(int argc, char **argv)
{
    gboolean retry = FALSE;
    const GOptionEntry options[] = {
        { "retry", 0, 0, G_OPTION_ARG_NONE, &retry, N_("Try at once what has failed so far"), NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    const CommandLine line = { .name = "mail", .arguments = "DIR", .least = 1, .most = 1, .options = options,
                               .about = N_("Says how many mails are queued, sent and failing, and why; never what about.") };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    return ask(line.name, argv[1], PROGRAM_DESK, retry ? "mail-retry" : "mail", NULL, NULL);
}
