/* candour attest DIR: the part of the anonymity tests that fits a live installation, and the page that says
 * what was found.
 *
 * The desk gives the addresses ("attest-addresses" {} -> data), the room gets the page ("attest-page" {text}). */
#include "base/clock.h"
#include "base/fd.h"
#include "base/i18n.h"
#include "base/when.h"
#include "cli/ask.h"
#include "cli/attest.h"
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

static const struct { const char *word, *heading; } outcomes[] = {
    [ATTEST_HOLDS] = { N_("holds"), N_("What holds") },
    [ATTEST_KNOW] = { N_("know"), N_("What you should know") },
    [ATTEST_UNSEEN] = { N_("not seen"), N_("What could not be looked at") },
    [ATTEST_FAILS] = { N_("FAILS"), N_("What does not hold") },
};

/* ---- looking ---- */

/* In memory alone: a file without a name, never on a disk. */
static bool
search(Attest *attest, const Config *config, GError **error)
{
    FD_AUTO int fd = memfd_create("addresses", MFD_CLOEXEC);
    CallParts parts = { .file = -1, .output = fd, .output_name = "addresses" };
    json_t *reply = NULL;
    struct stat about;

    if (!call_program(config, PROGRAM_DESK, "attest-addresses", parts, &reply, error))
        return false;
    json_decref(reply);
    if (fstat(fd, &about) != 0)
        return error_set(error, ERROR_INTERNAL, "the addresses could not be read back");
    const size_t length = (size_t)about.st_size;
    char *lines = length == 0 ? NULL : mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
    if (lines == MAP_FAILED)
        return error_set(error, ERROR_BUSY, "there is no memory for the addresses");
    g_autoptr(AddressBook) book = address_book_new(lines, length);
    attest_addresses(attest, config, book);
    if (lines != NULL)
        munmap(lines, length);
    return true;
}

static void
check_stores(Attest *attest, const Config *config)
{
    static const Program programs[] = { PROGRAM_DESK, PROGRAM_WORKER };
    g_autoptr(GError) error = NULL;
    json_t *counts = NULL;
    bool whole = true;

    for (size_t i = 0; i < G_N_ELEMENTS(programs) && whole; i++) {
        whole = call_program(config, programs[i], "check", CALL_NONE, &counts, &error);
        g_clear_pointer(&counts, json_decref);
    }
    if (whole)
        attest_add(attest, ATTEST_HOLDS, "A4", _("Both databases are whole, and their keys fit."), NULL);
    else
        attest_add(attest, ATTEST_FAILS, "A4", _("A database is damaged, or its keys are missing."), g_strdup(error->message));
}

/* ---- saying ---- */

static bool
print_points(const Attest *attest)
{
    bool good = true;

    for (guint i = 0; i < attest->points->len; i++) {
        const AttestPoint *point = &g_array_index(attest->points, AttestPoint, i);

        printf("%-8s  %-3s  %s\n", _(outcomes[point->outcome].word), point->promise, point->text);
        if (point->detail != NULL)
            printf("               %s\n", point->detail);
        good &= point->outcome != ATTEST_FAILS;
    }
    return good;
}

/* Which file it is, is nobody's business but the operator's. */
static void
write_part(GString *text, const Attest *attest, AttestOutcome outcome)
{
    bool any = false;

    for (guint i = 0; i < attest->points->len; i++) {
        const AttestPoint *point = &g_array_index(attest->points, AttestPoint, i);

        if (point->outcome != outcome)
            continue;
        if (!any)
            g_string_append_printf(text, "\n## %s\n\n", _(outcomes[outcome].heading));
        g_string_append_printf(text, "- %s (%s)\n", point->text, point->promise);
        any = true;
    }
}

static char *
page_of(const Attest *attest)
{
    static const AttestOutcome order[] = { ATTEST_FAILS, ATTEST_KNOW, ATTEST_HOLDS, ATTEST_UNSEEN };
    g_autofree char *day = when_date(clock_now(), "UTC");
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, _("The operator had the program look at this machine on %s. This is what it found. The numbers are those "
                                   "of the promises in the privacy model. A program can show an honest operator's work; it cannot prove a "
                                   "dishonest one wrong.\n"), day);
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        write_part(text, attest, order[i]);
    return g_string_free(text, FALSE);
}

static bool
hand_over(const Config *config, const Attest *attest, GError **error)
{
    g_autofree char *text = page_of(attest);
    CallParts parts = CALL_NONE;
    json_t *reply = NULL;

    parts.request = ask_request("text", text, NULL);
    if (!call_program(config, PROGRAM_ROOM, "attest-page", parts, &reply, error))
        return false;
    json_decref(reply);
    return true;
}

static bool
run(const char *dir, bool *ret_good, GError **error)
{
    g_autoptr(Config) config = config_read(dir, error);
    g_auto(Attest) attest = attest_new();

    if (config == NULL)
        return false;
    attest_settings(&attest, config);
    attest_files(&attest, config);
    check_stores(&attest, config);
    if (!search(&attest, config, error))
        return false;
    attest_processes(&attest, config);
    *ret_good = print_points(&attest);
    return hand_over(config, &attest, error);
}

int
cmd_attest(int argc, char **argv)
{
    const CommandLine line = {
        .name = "attest", .arguments = "DIR", .least = 1, .most = 1,
        .about = N_("Looks whether this installation keeps what it promises, as far as can be seen from here, and writes the page that "
                    "participants can read.  Fails where a point does."),
    };
    g_autoptr(GError) error = NULL;
    bool good = false;
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (!run(argv[1], &good, &error))
        return command_failed(line.name, "%s", error->message);
    return good ? COMMAND_DONE : command_failed(line.name, "%s", _("a promise does not hold; the lines above say which and why"));
}
