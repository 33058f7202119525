/* candour demo DIR: an installation with a lively conversation, to try everything out.
 *
 * Beside the ordinary commands it uses two of its own: the room's "demo-content" {slug, content}
 * and the desk's "demo-came-in" {slug} and "demo-link" {slug, role} -> {link}, which the desk grants for addresses under
 * .example only. */
#include "base/clock.h"
#include "base/file.h"
#include "base/fd.h"
#include "base/i18n.h"
#include "base/when.h"
#include "cli/ask.h"
#include "cli/brand_files.h"
#include "cli/demo_files.h"
#include "cli/gathering.h"
#include "cli/installation.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DAY           (24 * 60 * 60)
#define DAYS_OPEN     9         /* demo/README.md: today is day 9 */
#define DAYS_TO_COME  12
#define ZONE          "Europe/London"       /* demo/northgate/conversation.ini */

/* What is said is shown at once, and mails that say "there may be a message" go within a minute. */
static const char settings[] = "\n# For the demonstration: nobody waits.\n[privacy]\nslot-minutes = 0\n\n"
                               "[mail]\nwaiting-at = now\n";

static const struct { const char *role, *name, *email; } staff[] = {
    { "facilitator", "Fay Stone", "fay.stone@northgate.example" },
    { "analyst", "Ansel Reed", "ansel.reed@northgate.example" },
    { "organiser", "Orla Finch", "orla.finch@northgate.example" },
    { "administrator", "Ada Moss", "ada.moss@northgate.example" },
};

static const DemoFile *
file_named(const char *name)
{
    for (size_t i = 0; i < demo_files_n; i++)
        if (strcmp(demo_files[i].name, name) == 0)
            return &demo_files[i];
    return NULL;
}

/* ---- the conversation ---- */

static bool
is_key(const char *line, const char *key)
{
    size_t length = strlen(key);

    return strncmp(line, key, length) == 0 && strspn(line + length, " =") > 0;
}

/* At this hour of the day in the conversation's zone. */
static int64_t
at_hour(int64_t at, int hour)
{
    return at / 3600 * 3600 + (hour - (int)when_civil(at, ZONE).hour) * 3600;
}

/* Open since nine days, for twelve more; from the morning of the first to the afternoon of the last, as people would have it. */
static char *
dated_ini(void)
{
    int64_t now = clock_now();
    g_autofree char *opens = when_rfc3339(at_hour(now - DAYS_OPEN * DAY, 9));
    g_autofree char *closes = when_rfc3339(at_hour(now + DAYS_TO_COME * DAY, 17));
    g_auto(GStrv) lines = g_strsplit(file_named("conversation.ini")->text, "\n", -1);
    GString *ini = g_string_new(NULL);

    for (size_t i = 0; lines[i] != NULL; i++) {
        if (is_key(lines[i], "opens"))
            g_string_append_printf(ini, "opens = %s\n", opens);
        else if (is_key(lines[i], "closes"))
            g_string_append_printf(ini, "closes = %s\n", closes);
        else
            g_string_append_printf(ini, "%s\n", lines[i]);
    }
    return g_string_free(ini, FALSE);
}

static Source *
demo_source(GError **error)
{
    g_autoptr(Source) source = source_new("", dated_ini());

    for (size_t i = 0; i < demo_files_n; i++) {
        g_autofree char *name = g_strdup(demo_files[i].name);

        if (!g_str_has_suffix(name, ".md"))
            continue;
        name[strlen(name) - 3] = '\0';
        if (!source_add_page(source, name, demo_files[i].text, demo_files[i].length, error))
            return NULL;
    }
    source->brand = json_object();
    if (!brand_files_add_logo(source->brand, "logo.svg", file_named("logo.svg")->text, file_named("logo.svg")->length, error))
        return NULL;
    return g_steal_pointer(&source);
}

/* The roster goes the way of any other, through a file that is on no disk. */
static bool
import_people(const Config *config, const char *slug, GError **error)
{
    const DemoFile *roster = file_named("roster.csv");
    FD_AUTO int fd = memfd_create("roster", MFD_CLOEXEC);

    if (fd < 0 || !fd_write_all(fd, roster->text, roster->length) || lseek(fd, 0, SEEK_SET) != 0)
        return file_error(error, "roster.csv", errno);
    return gathering_roster(config, slug, fd, "roster.csv", false, error);
}

/* ---- what people said ---- */

static bool
append_items(json_t *content, const DemoFile *file, GError **error)
{
    json_error_t fault;
    json_t *items = json_loadb(file->text, file->length, 0, &fault), *list;
    const char *key;

    if (items == NULL)
        return error_set(error, ERROR_CORRUPT, "%s:%d: %s", file->name, fault.line, fault.text);
    json_object_foreach(items, key, list) {
        if (json_object_get(content, key) == NULL)
            json_object_set_new(content, key, json_array());
        json_array_extend(json_object_get(content, key), list);
    }
    json_decref(items);
    return true;
}

static bool
fill(const Config *config, const char *slug, GError **error)
{
    CallParts parts = CALL_NONE;
    json_t *content = json_object(), *reply = NULL;
    bool filled = true;

    for (size_t i = 0; i < demo_files_n && filled; i++)
        if (g_str_has_suffix(demo_files[i].name, ".json"))
            filled = append_items(content, &demo_files[i], error);
    parts.request = json_pack("{s:s, s:o}", "slug", slug, "content", content);
    if (filled)
        filled = call_program(config, PROGRAM_ROOM, "demo-content", parts, &reply, error);
    else
        json_decref(parts.request);
    json_decref(reply);
    return filled;
}

/* ---- who comes in ---- */

/** All who have written something there have been in. */
static bool
let_in(const Config *config, const char *slug, GError **error)
{
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;
    bool done;

    parts.request = ask_request("slug", slug, NULL);
    done = call_program(config, PROGRAM_DESK, "demo-came-in", parts, &reply, error);
    json_decref(reply);
    return done;
}

static bool
add_staff(const Config *config, const char *slug, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(staff); i++) {
        CallParts parts = CALL_NONE;
        json_t *reply = NULL;
        bool everywhere = strcmp(staff[i].role, "administrator") == 0;

        parts.quiet = true;             /* the links are printed at the end */
        parts.request = ask_request("role", staff[i].role, "email", staff[i].email, "name", staff[i].name,
                                    everywhere ? NULL : "slug", slug, NULL);
        if (!call_program(config, PROGRAM_DESK, "staff-add", parts, &reply, error))
            return false;
        json_decref(reply);
    }
    return true;
}

static bool
print_link(const Config *config, const char *slug, const char *role, GError **error)
{
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;
    bool found;

    parts.request = ask_request("slug", slug, "role", role, NULL);
    if (!call_program(config, PROGRAM_DESK, "demo-link", parts, &reply, error))
        return false;
    found = json_is_string(json_object_get(reply, "link"));
    if (found)
        printf("%-14s %s\n", role, json_string_value(json_object_get(reply, "link")));
    json_decref(reply);
    return found || error_set(error, ERROR_INTERNAL, "the desk gave no link for the %s", role);
}

static bool
print_links(const Config *config, const char *slug, GError **error)
{
    printf(_("\nSign-in links, once the server runs (candour serve %s):\n\n"), config->dir);
    if (!print_link(config, slug, "participant", error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(staff); i++)
        if (!print_link(config, slug, staff[i].role, error))
            return false;
    return true;
}

/* ---- the whole ---- */

static bool
add_settings(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "candour.ini", NULL);
    FD_AUTO int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

    if (fd < 0 || !fd_write_all(fd, settings, strlen(settings)))
        return file_error(error, path, errno);
    return true;
}

static bool
make(const char *dir, GError **error)
{
    g_autoptr(Source) source = NULL;
    g_autoptr(Config) config = NULL;
    g_autofree char *slug = NULL;

    if (!installation_make(dir, error) || !add_settings(dir, error))
        return false;
    config = config_read(dir, error);
    source = config == NULL ? NULL : demo_source(error);
    return source != NULL && gathering_import(config, source, &slug, error) && import_people(config, slug, error) &&
           add_staff(config, slug, error) && fill(config, slug, error) && let_in(config, slug, error) &&
           print_links(config, slug, error);
}

int
cmd_demo(int argc, char **argv)
{
    const CommandLine line = {
        .name = "demo", .arguments = "DIR", .least = 1, .most = 1,
        .about = N_("Makes an installation with a conversation of an invented organisation, open now, and prints sign-in links "
                    "for a participant and for each role of staff."),
    };
    g_autoptr(GError) error = NULL;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!make(argv[1], &error))
        return command_failed(line.name, "%s", error->message);
    return COMMAND_DONE;
}
