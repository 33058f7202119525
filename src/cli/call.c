#include "cli/call.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/file.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/spawn.h"
#include "wire/control.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS   20000             /* while another command works on the folder, or the server starts */
#define LOCK_TRY_MS   100

typedef struct {
    char       *head;                   /* the request and its line end */
    size_t      head_at, head_length;
    CallParts   parts;
    Progress    progress;               /* of the file */
    int         failed;                 /* errno, and of what: */
    const char *failed_name;
} Talk;

/* ---- what is sent and received ---- */

static long
give_body(void *data, void *ret_bytes, size_t size)
{
    Talk *talk = data;
    size_t head = MIN(size, talk->head_length - talk->head_at);
    ssize_t n;

    if (head > 0) {
        memcpy(ret_bytes, talk->head + talk->head_at, head);
        talk->head_at += head;
        return (long)head;
    }
    if (talk->parts.file < 0)
        return 0;
    do
        n = read(talk->parts.file, ret_bytes, size);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        talk->failed = errno;
        talk->failed_name = talk->parts.file_name;
    }
    if (n > 0)
        progress_add(&talk->progress, (uint64_t)n);
    return n;
}

static void
print_line(void *data, const char *text)
{
    Talk *talk = data;

    progress_end(&talk->progress);
    if (!talk->parts.quiet)
        puts(text);
}

static bool
write_chunk(void *data, const void *bytes, size_t length)
{
    Talk *talk = data;

    if (talk->parts.output < 0 || fd_write_all(talk->parts.output, bytes, length))
        return true;
    talk->failed = errno;
    talk->failed_name = talk->parts.output_name;
    return false;
}

static bool
read_reply(const char *text, json_t **ret_reply, GError **error)
{
    json_error_t fault;
    json_t *reply = json_loads(text, 0, &fault);

    if (reply == NULL)
        return error_set(error, ERROR_INTERNAL, "the answer cannot be read: %s", fault.text);
    *ret_reply = reply;
    return true;
}

/* 0: a pipe, or no file. */
static uint64_t
size_of(int file)
{
    struct stat about;

    return file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
}

static bool
talk_over(int fd, const char *command, CallParts parts, json_t **ret_reply, GError **error)
{
    g_autofree char *dumped = json_dumps(parts.request, JSON_COMPACT);
    g_autofree char *head = g_strconcat(dumped, "\n", NULL);
    Talk talk = { head, 0, strlen(head), parts, { 0, 0, 0 }, 0, NULL };
    const ControlTalk both = { give_body, print_line, write_chunk, &talk };
    g_autofree char *text = NULL;
    ControlOutcome outcome;
    int exit_code = 0;

    progress_start(&talk.progress, size_of(parts.file));
    outcome = control_talk(fd, command, &both, &text, &exit_code);
    progress_end(&talk.progress);
    switch (outcome) {
    case CONTROL_DONE: return read_reply(text, ret_reply, error);
    case CONTROL_FAILED: return error_set(error, ERROR_REFUSED, "%s", text);
    case CONTROL_GIVEN_UP: return file_error(error, talk.failed_name, talk.failed);
    case CONTROL_LOST: break;
    }
    return error_set(error, ERROR_UNAVAILABLE, "the command broke off; what the server or the lines above say tells why");
}

/* ---- to whom ---- */

static bool
talk_once(const Config *config, Program program, int lock, const char *command, CallParts parts, json_t **ret_reply,
          GError **error)
{
    SpawnFds fds = spawn_fds_none();
    int pair[2];
    FD_AUTO int ours = -1;
    FD_AUTO int theirs = -1;
    pid_t pid;
    bool done;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return error_set(error, ERROR_BUSY, "socketpair: %s", g_strerror(errno));
    ours = pair[0];
    theirs = pair[1];
    fds.at[FD_CONTROL] = theirs;
    fds.at[FD_LOCK] = lock;
    if (!spawn_program(program, config, true, &fds, spawn_user(program, config), &pid, error))
        return false;
    fd_close(&theirs);
    done = talk_over(ours, command, parts, ret_reply, error);
    fd_close(&ours);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    return done;
}

/* A server may be starting or ending just now: its socket appears, or the lock gets free. */
static bool
find_way(const Config *config, const char *folder, int *ret_server, int *ret_lock, GError **error)
{
    int64_t until = clock_monotonic_ms() + PATIENCE_MS;

    do {
        *ret_server = control_connect(folder);
        if (*ret_server >= 0)
            return true;
        if (errno != ENOENT && errno != ECONNREFUSED)
            return file_error(error, folder, errno);
        if (!folder_lock(config->dir, LOCK_TRY_MS, ret_lock, error))
            return false;
        if (*ret_lock >= 0)
            return true;
    } while (clock_monotonic_ms() < until);
    return error_set(error, ERROR_BUSY, "%s: another command is at work here; try again when it is done", config->dir);
}

bool
call_program(const Config *config, Program program, const char *command, CallParts parts, json_t **ret_reply,
             GError **error)
{
    g_autofree char *folder = g_build_filename(config->dir, program_folder(program), NULL);
    json_t *request = parts.request == NULL ? json_object() : parts.request;
    FD_AUTO int server = -1;
    FD_AUTO int lock = -1;
    bool done;

    parts.request = request;
    /* The worker reads the room's store beside whoever writes it: no server to ask, no lock. */
    if (program == PROGRAM_WORKER)
        done = talk_once(config, program, -1, command, parts, ret_reply, error);
    else if (!find_way(config, folder, &server, &lock, error))
        done = false;
    else if (server >= 0)
        done = talk_over(server, command, parts, ret_reply, error);
    else
        done = talk_once(config, program, lock, command, parts, ret_reply, error);
    json_decref(request);
    return done;
}

bool
call_into_file(const Config *config, Program program, const char *command, json_t *request, const char *path, GError **error)
{
    /* A name of its own: two calls with one path at once each write a whole file, and the later one stays. */
    g_autofree char *new_path = g_strconcat(path, ".XXXXXX", NULL);
    FD_AUTO int fd = g_mkstemp_full(new_path, O_WRONLY | O_CLOEXEC, 0600);
    CallParts parts = { .request = request, .file = -1, .output = fd, .output_name = new_path };
    json_t *reply = NULL;
    bool written;

    if (fd < 0) {
        json_decref(request);
        return file_error(error, path, errno);
    }
    written = call_program(config, program, command, parts, &reply, error);
    json_decref(reply);
    if (written && (fsync(fd) != 0 || rename(new_path, path) != 0))
        written = file_error(error, path, errno);
    if (!written)
        unlink(new_path);
    return written;
}
