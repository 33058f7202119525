/* Enters the very plan of one program and tries what it must not do.
 *
 *     probe PROGRAM DIR OTHER-PID PORT
 *
 * One line an attempt: its name, and "done" or the errno's name.  test_denials.py knows which
 * is right for whom. */
#include "base/child.h"
#include "base/fd.h"
#include "base/program.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct { const char *dir; pid_t other; uint16_t port; } World;
typedef long Try(const World *world, const char *path);

/* ---- files: `path` under DIR, or absolute ---- */

static char *
place(const World *w, const char *path)
{
    return path[0] == '/' ? g_strdup(path) : g_build_filename(w->dir, path, NULL);
}

static long
opened(const char *path, int flags)
{
    FD_AUTO int fd = open(path, flags | O_CLOEXEC, 0600);

    return fd;
}

static long
read_file(const World *w, const char *path)
{
    g_autofree char *full = place(w, path);

    return opened(full, O_RDONLY);
}

static long
make_file(const World *w, const char *path)
{
    g_autofree char *full = place(w, path);
    long made = opened(full, O_WRONLY | O_CREAT);

    if (made >= 0)
        unlink(full);
    return made;
}

static long
remove_file(const World *w, const char *path)
{
    g_autofree char *full = place(w, path);

    return unlink(full);
}

static long
cut_file(const World *w, const char *path)
{
    g_autofree char *full = place(w, path);

    return truncate(full, 0);
}

/* Into each of both halves: one of the two is one's own. */
static long
carry_over(const World *w, const char *path, long (*how)(const char *from, const char *to))
{
    static const char *const halves[] = { "room", "desk" };
    g_autofree char *from = place(w, path);
    long carried = -1;

    for (size_t i = 0; i < G_N_ELEMENTS(halves) && carried < 0; i++) {
        g_autofree char *to = g_build_filename(w->dir, halves[i], "carried", NULL);

        carried = how(from, to);
        if (carried >= 0)
            unlink(to);
    }
    return carried;
}

static long
by_link(const char *from, const char *to)
{
    return link(from, to);
}

static long
by_symlink(const char *from, const char *to)
{
    return symlink(from, to) != 0 ? -1 : opened(to, O_RDONLY);
}

static long
link_file(const World *w, const char *path)
{
    return carry_over(w, path, by_link);
}

static long
follow_symlink(const World *w, const char *path)
{
    return carry_over(w, path, by_symlink);
}

static long
read_process(const World *w, const char *path)
{
    g_autofree char *full = g_strdup_printf("/proc/%d/%s", (int)w->other, path);

    return opened(full, O_RDONLY);
}

/* ---- out ---- */

static long
connected(int family, const void *address, socklen_t length)
{
    FD_AUTO int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    return fd < 0 ? -1 : connect(fd, address, length);
}

static long
connect_tcp(const World *w, const char *path)
{
    const struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(w->port),
                                         .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

    return connected(AF_INET, &address, sizeof address);
}

static long
connect_unix(const World *w, const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    g_autofree char *full = place(w, path);

    g_strlcpy(address.sun_path, full, sizeof address.sun_path);
    return connected(AF_UNIX, &address, sizeof address);
}

static long
open_socket(const World *w, const char *path)
{
    FD_AUTO int fd = socket(strcmp(path, "raw") == 0 ? AF_PACKET : AF_INET, SOCK_DGRAM, 0);

    return fd;
}

/* A door of its own, for somebody to connect to. */
static long
listen_tcp(const World *w, const char *path)
{
    const struct sockaddr_in any = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    FD_AUTO int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    return fd < 0 || bind(fd, (const struct sockaddr *)&any, sizeof any) != 0 ? -1 : listen(fd, 1);
}

/* ---- other programs and processes ---- */

static long
run(const World *w, const char *path)
{
    return execl(path, path, (char *)NULL);
}

static long
run_from_memory(const World *w, const char *path)
{
    FD_AUTO int fd = memfd_create("program", 0);

    return fd < 0 ? -1 : syscall(SYS_execveat, fd, "", NULL, NULL, 0x1000);
}

static long
new_process(const World *w, const char *path)
{
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    return child < 0 ? -1 : waitpid(child, NULL, 0);
}

static long
trace(const World *w, const char *path)
{
    long traced = ptrace(PTRACE_ATTACH, w->other, NULL, NULL);

    if (traced == 0)
        ptrace(PTRACE_DETACH, w->other, NULL, NULL);
    return traced;
}

static long
peek(const World *w, const char *path)
{
    char byte;
    const struct iovec here = { &byte, 1 }, there = { (void *)(uintptr_t)w, 1 };

    return syscall(SYS_process_vm_readv, (long)w->other, &here, 1L, &there, 1L, 0L);
}

static long
signal_other(const World *w, const char *path)
{
    return kill(w->other, 0);
}

static long
take_descriptor(const World *w, const char *path)
{
    FD_AUTO int pid_fd = (int)syscall(SYS_pidfd_open, (long)w->other, 0L);

    return pid_fd < 0 ? -1 : syscall(SYS_pidfd_getfd, (long)pid_fd, 0L, 0L);
}

/* ---- the kernel ---- */

static long
ring(const World *w, const char *path)
{
    char params[120] = { 0 };

    return syscall(SYS_io_uring_setup, 1L, params);
}

static long
mount_something(const World *w, const char *path)
{
    return mount("none", "/mnt", "tmpfs", 0, NULL);
}

static long
new_namespace(const World *w, const char *path)
{
    return unshare(CLONE_NEWUSER);
}

static long
load_program(const World *w, const char *path)
{
    char attributes[128] = { 0 };

    return syscall(SYS_bpf, 0L, attributes, sizeof attributes);
}

static long
become_root(const World *w, const char *path)
{
    /* Root without capabilities is no root: giving a file away shows it. */
    g_autofree char *full = place(w, path);

    return chown(full, 12345, 12345);
}

static const struct { const char *name; Try *attempt; const char *path; } attempts[] = {
    { "read room.db", read_file, "room/room.db" },
    { "read desk.db", read_file, "desk/desk.db" },
    { "read room key", read_file, "keys/room/master.key" },
    { "read desk key", read_file, "keys/desk/master.key" },
    { "read mail folder", read_file, "desk/mail" },
    { "read settings", read_file, "candour.ini" },
    { "read folder", read_file, "." },
    { "read passwd", read_file, "/etc/passwd" },
    { "read by dots", read_file, "room/../desk/../candour.ini" },
    { "make in room", make_file, "room/probe" },
    { "make in desk", make_file, "desk/probe" },
    { "make in room keys", make_file, "keys/room/probe" },
    { "make in desk keys", make_file, "keys/desk/probe" },
    { "make in certificates", make_file, "certificates/probe" },
    { "make in folder", make_file, "probe" },
    { "make in tmp", make_file, "/tmp/candour-probe" },
    { "remove settings", remove_file, "candour.ini" },
    { "cut settings", cut_file, "candour.ini" },
    { "link settings", link_file, "candour.ini" },
    { "symlink to settings", follow_symlink, "candour.ini" },
    { "memory of another", read_process, "mem" },
    { "environment of another", read_process, "environ" },
    { "connect tcp", connect_tcp, NULL },
    { "connect room", connect_unix, "room/control.sock" },
    { "connect desk", connect_unix, "desk/control.sock" },
    { "udp socket", open_socket, "udp" },
    { "raw socket", open_socket, "raw" },
    { "listen", listen_tcp, NULL },
    { "run true", run, "/bin/true" },
    { "run shell", run, "/bin/sh" },
    { "run from memory", run_from_memory, NULL },
    { "new process", new_process, NULL },
    { "trace", trace, NULL },
    { "peek", peek, NULL },
    { "signal", signal_other, NULL },
    { "take descriptor", take_descriptor, NULL },
    { "io_uring", ring, NULL },
    { "mount", mount_something, NULL },
    { "namespace", new_namespace, NULL },
    { "bpf", load_program, NULL },
    { "give away", become_root, "room" },
};

static int
program_of(const char *name)
{
    for (int program = 0; program < PROGRAM__COUNT; program++)
        if (strcmp(program_name((Program)program), name) == 0)
            return program;
    return -1;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = argc == 5 ? config_read(argv[2], &error) : NULL;
    int program = argc == 5 ? program_of(argv[1]) : -1;

    if (config == NULL || program < 0 || !program_sandbox((Program)program, config, &error)) {
        fprintf(stderr, "probe: %s\n", error == NULL ? "PROGRAM DIR OTHER-PID PORT" : error->message);
        return 2;
    }
    const World world = { config->dir, atoi(argv[3]), (uint16_t)atoi(argv[4]) };

    for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
        long ended = attempts[i].attempt(&world, attempts[i].path);

        printf("%s: %s\n", attempts[i].name, ended < 0 ? strerrorname_np(errno) : "done");
        fflush(stdout);
    }
    return 0;
}
