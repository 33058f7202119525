/* Each row runs in a process of its own: it enters a plan and tries one thing. */
#include "base/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct { const char *room, *desk; int inherited; } World;
typedef int Try(const World *world);            /* 0 or an errno */

static int
result(long value)
{
    return value < 0 ? errno : 0;
}

static int
open_in(const char *folder, const char *file, int flags)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    int fd = open(path, flags | O_CLOEXEC, 0600);

    return fd < 0 ? errno : close(fd);
}

static int
own_file(const World *w)
{
    return open_in(w->room, "room.db", O_RDWR);
}

static int
own_new_file(const World *w)
{
    g_autofree char *path = g_build_filename(w->room, "new", NULL), *renamed = g_build_filename(w->room, "newer", NULL);
    int failed = open_in(w->room, "new", O_RDWR | O_CREAT);

    if (failed != 0)
        return failed;
    return rename(path, renamed) != 0 || truncate(renamed, 10) != 0 || unlink(renamed) != 0 ? errno : 0;
}

static int
foreign_file(const World *w)
{
    return open_in(w->desk, "desk.db", O_RDONLY);
}

static int
foreign_file_by_dots(const World *w)
{
    return open_in(w->room, "../desk/desk.db", O_RDONLY);
}

static int
foreign_new_file(const World *w)
{
    return open_in(w->desk, "new", O_RDWR | O_CREAT);
}

static int
foreign_removed(const World *w)
{
    g_autofree char *path = g_build_filename(w->desk, "desk.db", NULL);

    return result(unlink(path));
}

static int
foreign_linked(const World *w)
{
    g_autofree char *from = g_build_filename(w->desk, "desk.db", NULL), *to = g_build_filename(w->room, "linked", NULL);

    return result(link(from, to));
}

static int
passwd(const World *w)
{
    return open_in("/etc", "passwd", O_RDONLY);
}

static int
memory_of_parent(const World *w)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/mem", getppid());

    return open_in("/", path + 1, O_RDONLY);
}

static int
tcp_socket(const World *w)
{
    return result(socket(AF_INET, SOCK_STREAM, 0));
}

static int
unix_socket(const World *w)
{
    return result(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
raw_connect(const World *w)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/run/nobody" };

    return result(connect(w->inherited, (struct sockaddr *)&address, sizeof address));
}

static int
more_listening(const World *w)
{
    return result(listen(w->inherited, 1));
}

static int
inherited_pair(const World *w)
{
    return result(send(w->inherited, "x", 1, MSG_NOSIGNAL));
}

static int
run_program(const World *w)
{
    return result(execl("/bin/true", "true", NULL));
}

static int
run_program_by_fd(const World *w)
{
    return result(syscall(SYS_execveat, 0, "/bin/true", NULL, NULL, 0));
}

static int
new_process(const World *w)
{
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    return result(child);
}

static int
trace_parent(const World *w)
{
    return result(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int
signal_parent(const World *w)
{
    return result(kill(getppid(), 0));
}

static int
io_uring(const World *w)
{
    char params[120] = { 0 };

    return result(syscall(SYS_io_uring_setup, 1, params));
}

static int
read_memory(const World *w)
{
    return result(syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0));
}

static int
raise_privileges(const World *w)
{
    return getuid() == 0 ? result(setuid(65534)) : EPERM;
}

static void *
nothing(void *data)
{
    return data;
}

static int
new_thread(const World *w)
{
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, nothing, NULL);

    return failed != 0 ? failed : pthread_join(thread, NULL);
}

static int
unknown_call(const World *w)
{
    return result(syscall(1000));
}

#define BOTH      0
#define ENFORCED  1             /* sanitizer builds let it through */

typedef struct { const char *name; Try *attempt; int connects, ends, only; } Row;

static const Row rows[] = {
    { "own-file", own_file, 0, 0, BOTH },
    { "own-new-file", own_new_file, 0, 0, BOTH },
    { "inherited-pair", inherited_pair, 0, 0, BOTH },
    { "new-thread", new_thread, 0, 0, BOTH },
    { "foreign-file", foreign_file, 0, EACCES, BOTH },
    { "foreign-file-by-dots", foreign_file_by_dots, 0, EACCES, BOTH },
    { "foreign-new-file", foreign_new_file, 0, EACCES, BOTH },
    { "foreign-removed", foreign_removed, 0, EACCES, BOTH },
    { "foreign-linked", foreign_linked, 0, -1, BOTH },
    { "passwd", passwd, 0, EACCES, BOTH },
    { "memory-of-parent", memory_of_parent, 0, EACCES, ENFORCED },
    { "tcp-socket", tcp_socket, 0, EPERM, BOTH },
    { "unix-socket", unix_socket, 0, EPERM, BOTH },
    { "connect", raw_connect, 0, EPERM, BOTH },
    { "listen", more_listening, 0, EPERM, BOTH },
    { "run-program", run_program, 0, EPERM, BOTH },
    { "run-program-by-fd", run_program_by_fd, 0, EPERM, BOTH },
    { "new-process", new_process, 0, -1, ENFORCED },
    { "trace-parent", trace_parent, 0, EPERM, ENFORCED },
    { "signal-parent", signal_parent, 0, EPERM, ENFORCED },
    { "io-uring", io_uring, 0, EPERM, BOTH },
    { "read-memory", read_memory, 0, EPERM, BOTH },
    { "change-user", raise_privileges, 0, -1, BOTH },
    { "unknown-call", unknown_call, 0, ENOSYS, BOTH },
    { "mailer-tcp-socket", tcp_socket, 1, 0, BOTH },
    { "mailer-run-program", run_program, 1, EPERM, BOTH },
    { "mailer-foreign-file", foreign_file, 1, EACCES, BOTH },
};

static void
enter_and_try(const Row *row, const World *world)
{
    const SandboxPath paths[] = { { world->room, SANDBOX_READ | SANDBOX_WRITE },
                                  { "/nonexistent/file", SANDBOX_READ | SANDBOX_OPTIONAL } };
    const SandboxPlan plan = { paths, G_N_ELEMENTS(paths), .may_connect = row->connects, .max_files = 64 };
    g_autoptr(GError) error = NULL;

    if (!sandbox_enter(&plan, &error)) {
        fprintf(stderr, "# %s\n", error->message);
        _exit(255);
    }
    _exit(row->attempt(world));
}

static void
make_file(const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);

    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
}

static void
drop_folder(const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);

    g_unlink(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static int
outcome_of(const Row *row)
{
    g_autofree char *above = g_dir_make_tmp("candour-sandbox-XXXXXX", NULL);
    g_autofree char *room = g_build_filename(above, "room", NULL), *desk = g_build_filename(above, "desk", NULL);
    int pair[2], status;
    pid_t child;

    g_assert_cmpint(g_mkdir(room, 0700), ==, 0);
    g_assert_cmpint(g_mkdir(desk, 0700), ==, 0);
    make_file(room, "room.db");
    make_file(desk, "desk.db");
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
    child = fork();
    if (child == 0)
        enter_and_try(row, &(World){ room, desk, pair[0] });
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    close(pair[0]);
    close(pair[1]);
    drop_folder(room, "room.db");
    drop_folder(desk, "desk.db");
    g_rmdir(above);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void
test_row(const void *data)
{
    const Row *row = data;
    int outcome;

    if (strcmp(sandbox_mode(), "off") == 0 || (row->only == ENFORCED && strcmp(sandbox_mode(), "enforce") != 0)) {
        g_test_skip("not in this kind of build");
        return;
    }
    outcome = outcome_of(row);
    if (row->ends == -1)
        g_assert_cmpint(outcome, !=, 0);
    else
        g_assert_cmpint(outcome, ==, row->ends);
    g_assert_cmpint(outcome, !=, 255);
}

static int
missing_path(const World *world)
{
    const SandboxPath path = { "/nonexistent/file", SANDBOX_READ };
    g_autoptr(GError) error = NULL;

    return sandbox_enter(&(SandboxPlan){ &path, 1 }, &error);
}

/* A path that should be there and is not ends the program instead of being left out. */
static void
test_missing_path(void)
{
    pid_t child;
    int status;

    if (strcmp(sandbox_mode(), "off") == 0) {
        g_test_skip("not in this kind of build");
        return;
    }
    child = fork();
    if (child == 0)
        _exit(missing_path(NULL));
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strdup_printf("/sandbox/%s", rows[i].name);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    g_test_add_func("/sandbox/missing-path", test_missing_path);
    return g_test_run();
}
