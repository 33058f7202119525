/* What /proc tells of the programs that serve. */
#include "base/i18n.h"
#include "base/program.h"
#include "cli/attest.h"
#include <string.h>
#include <sys/stat.h>

static char *
read_proc(int pid, const char *name, size_t *ret_length)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/%s", pid, name);
    char *text = NULL;

    return g_file_get_contents(path, &text, ret_length, NULL) ? text : NULL;
}

/* "candour-room\0--serve\0DIR\0", DIR as it stood in the process's folder. */
static bool
serves(int pid, const Config *config)
{
    size_t length = 0;
    g_autofree char *line = read_proc(pid, "cmdline", &length);
    const char *mode = line == NULL ? NULL : line + strlen(line) + 1;
    struct stat mine, its;

    if (line == NULL || mode >= line + length || strcmp(mode, "--serve") != 0 || mode + strlen(mode) + 1 >= line + length)
        return false;
    const char *dir = mode + strlen(mode) + 1;
    g_autofree char *path = dir[0] == '/' ? g_strdup(dir) : g_strdup_printf("/proc/%d/cwd/%s", pid, dir);
    return stat(path, &its) == 0 && stat(config->dir, &mine) == 0 && its.st_dev == mine.st_dev && its.st_ino == mine.st_ino;
}

static bool
is_named(int pid, const char *name)
{
    g_autofree char *comm = read_proc(pid, "comm", NULL);

    return comm != NULL && strcmp(g_strchomp(comm), name) == 0;
}

int
attest_process(const Config *config, const char *name)
{
    g_autoptr(GDir) proc = g_dir_open("/proc", 0, NULL);
    const char *entry;

    while (proc != NULL && (entry = g_dir_read_name(proc)) != NULL) {
        guint64 pid;

        if (g_ascii_string_to_unsigned(entry, 10, 1, G_MAXINT, &pid, NULL) && is_named((int)pid, name) && serves((int)pid, config))
            return (int)pid;
    }
    return 0;
}

/* The value of a line of /proc/PID/status, without blanks; the caller's. */
static char *
status_value(const char *status, const char *name)
{
    g_autofree char *start = g_strdup_printf("\n%s:", name);
    const char *at = strstr(status, start);

    if (at == NULL)
        return g_strdup("");
    at += strlen(start);
    return g_strstrip(g_strndup(at, strcspn(at, "\n")));
}

/* NULL: locked in; else what is missing, the caller's. */
static char *
loose_end(int pid, const char *name)
{
    static const struct { const char *line, *value; } wanted[] = {
        { "NoNewPrivs", "1" }, { "Seccomp", "2" }, { "CapEff", "0000000000000000" }, { "CapPrm", "0000000000000000" },
    };
    g_autofree char *status = read_proc(pid, "status", NULL);

    for (size_t i = 0; status != NULL && i < G_N_ELEMENTS(wanted); i++) {
        g_autofree char *value = status_value(status, wanted[i].line);

        if (strcmp(value, wanted[i].value) != 0)
            return g_strdup_printf(_("%s (process %d): %s is %s, not %s"), name, pid, wanted[i].line, value, wanted[i].value);
    }
    return status == NULL ? g_strdup_printf(_("%s (process %d) ended meanwhile"), name, pid) : NULL;
}

void
attest_processes(Attest *attest, const Config *config)
{
    g_autofree char *loose = NULL;
    unsigned n = 0;

    for (unsigned program = 0; program < PROGRAM__COUNT && loose == NULL; program++) {
        const int pid = attest_process(config, program_name((Program)program));

        n += pid != 0;
        loose = pid == 0 ? NULL : loose_end(pid, program_name((Program)program));
    }
    if (loose != NULL)
        attest_add(attest, ATTEST_FAILS, "A5", _("A program that serves is not locked in as it must be."), g_steal_pointer(&loose));
    else if (n == 0)
        attest_add(attest, ATTEST_UNSEEN, "A5", _("The server did not run, so its programs could not be looked at."), NULL);
    else
        attest_add(attest, ATTEST_HOLDS, "A5",
                   _("Each program that serves is locked in: no special rights, none to be had, and only the system calls it needs."),
                   NULL);
}
