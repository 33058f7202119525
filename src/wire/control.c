#include "wire/control.h"
#include "wire/control_frames.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE_SECONDS 60             /* for a caller that stops in the middle */
#define BACKLOG          16

struct ControlCall {
    int     fd;
    char    command[CONTROL_NAME_MOST + 1];
    uint8_t chunk[CONTROL_CHUNK];       /* the part of the body that was not yet read */
    size_t  chunk_at, chunk_length;
    bool    body_ended, ended, lost;
};

const char *
control_command(const ControlCall *call)
{
    return call->command;
}

/* ---- reading ---- */

static bool
next_frame(ControlCall *call, uint8_t *ret_type)
{
    uint8_t header[FRAME_HEADER];

    if (call->lost || !frame_read_all(call->fd, header, sizeof header))
        return !(call->lost = true);
    frame_header_read(header, ret_type, &call->chunk_length);
    call->chunk_at = 0;
    if (call->chunk_length > control_frame_most(*ret_type) ||
        !frame_read_all(call->fd, call->chunk, call->chunk_length))
        return !(call->lost = true);
    return true;
}

static bool
next_chunk(ControlCall *call)
{
    uint8_t type;

    if (!next_frame(call, &type))
        return false;
    if (type == CONTROL_FRAME_END)
        call->body_ended = true;
    else if (type != CONTROL_FRAME_BODY)
        call->lost = true;
    return !call->lost;
}

long
control_read(ControlCall *call, void *ret_bytes, size_t size)
{
    size_t n;

    while (call->chunk_at == call->chunk_length && !call->body_ended)
        if (!next_chunk(call))
            return -1;
    n = call->chunk_length - call->chunk_at;
    n = n < size ? n : size;
    memcpy(ret_bytes, call->chunk + call->chunk_at, n);
    call->chunk_at += n;
    return (long)n;
}

static char *
read_up_to(ControlCall *call, size_t most, size_t *ret_length)
{
    size_t used = 0, size = CONTROL_CHUNK;
    char *bytes = malloc(size + 1);

    while (bytes != NULL) {
        long n = used > most ? -1 : control_read(call, bytes + used, size - used);
        char *larger;

        if (n < 0)
            break;
        if (n == 0) {
            bytes[used] = '\0';
            *ret_length = used;
            return bytes;
        }
        used += (size_t)n;
        if (used < size)
            continue;
        larger = realloc(bytes, size * 2 + 1);
        if (larger == NULL)
            break;
        bytes = larger;
        size *= 2;
    }
    free(bytes);
    return NULL;
}

bool
control_read_all(ControlCall *call, size_t most, char **ret_bytes, size_t *ret_length)
{
    size_t length;
    char *bytes = read_up_to(call, most, &length);

    if (bytes != NULL && length <= most) {
        *ret_bytes = bytes;
        *ret_length = length;
        return true;
    }
    free(bytes);
    control_failed(call, 1, "the command was sent with too much data; shorten the file");
    return false;
}

/* ---- answering ---- */

static bool
answer(ControlCall *call, uint8_t type, const void *bytes, size_t length)
{
    if (call->ended || call->lost)
        return false;
    if (!frame_send(call->fd, type, bytes, length))
        call->lost = true;
    return !call->lost;
}

bool
control_line(ControlCall *call, const char *text)
{
    size_t length = strlen(text);

    return answer(call, CONTROL_FRAME_LINE, text, length < CONTROL_CHUNK ? length : CONTROL_CHUNK);
}

bool
control_data(ControlCall *call, const void *bytes, size_t length)
{
    for (const uint8_t *at = bytes; length > 0;) {
        size_t n = length < CONTROL_CHUNK ? length : CONTROL_CHUNK;

        if (!answer(call, CONTROL_FRAME_DATA, at, n))
            return false;
        at += n;
        length -= n;
    }
    return true;
}

bool
control_send_file(ControlCall *call, int fd)
{
    uint8_t bytes[CONTROL_CHUNK];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || !answer(call, CONTROL_FRAME_DATA, bytes, (size_t)n))
            return false;
    }
    return true;
}

void
control_done(ControlCall *call, const char *json)
{
    const char *text = json == NULL ? "{}" : json;

    if (strlen(text) > CONTROL_JSON_MOST) {
        control_failed(call, 1, "the answer is too long");
        return;
    }
    answer(call, CONTROL_FRAME_DONE, text, strlen(text));
    call->ended = true;
}

void
control_failed(ControlCall *call, int exit_code, const char *text)
{
    uint8_t bytes[CONTROL_CHUNK];
    FrameWriter writer = { bytes, sizeof bytes, 0, false };
    size_t length = strlen(text);

    frame_put_number(&writer, 1, (uint64_t)exit_code & 0xff);
    frame_put_bytes(&writer, text, length < sizeof bytes - 1 ? length : sizeof bytes - 1);
    answer(call, CONTROL_FRAME_FAILED, bytes, writer.used);
    call->ended = true;
}

/* ---- serving ---- */

static ControlHandler *
handler_of(const char *name, const ControlCommand *commands, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(commands[i].name, name) == 0)
            return commands[i].handler;
    return NULL;
}

static void
run(ControlCall *call, const ControlCommand *commands, size_t n, void *data)
{
    ControlHandler *handler = handler_of(call->command, commands, n);
    char text[CONTROL_NAME_MOST + 80];

    if (handler == NULL) {
        snprintf(text, sizeof text, "there is no command '%s' here; are all programs of the same build?",
                 call->command);
        control_failed(call, 1, text);
        return;
    }
    handler(call, data);
    if (!call->ended)
        control_failed(call, 1, "the command broke off; the server's log says why");
}

bool
control_serve_one(int fd, const ControlCommand *commands, size_t n, void *data)
{
    ControlCall *call = calloc(1, sizeof *call);
    uint8_t type;
    bool answered = false;

    if (call == NULL)
        return false;
    call->fd = fd;
    if (next_frame(call, &type) && type == CONTROL_FRAME_COMMAND) {
        memcpy(call->command, call->chunk, call->chunk_length);
        call->chunk_length = 0;
        run(call, commands, n, data);
        answered = !call->lost;
    }
    free(call);
    return answered;
}

static bool
may_call(int fd)
{
    struct ucred caller;
    socklen_t size = sizeof caller;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &caller, &size) == 0 &&
           (caller.uid == geteuid() || caller.uid == 0);
}

static void
serve_connection(int listen_fd, const ControlCommand *commands, size_t n, void *data)
{
    const struct timeval patience = { PATIENCE_SECONDS, 0 };
    int fd = accept4(listen_fd, NULL, NULL, SOCK_CLOEXEC);

    if (fd < 0)
        return;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (may_call(fd))
        control_serve_one(fd, commands, n, data);
    close(fd);
}

void
control_serve(int listen_fd, int stop_fd, const ControlCommand *commands, size_t n, void *data)
{
    for (;;) {
        struct pollfd waiting[] = { { listen_fd, POLLIN, 0 }, { stop_fd, POLLIN, 0 } };

        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            return;
        if (waiting[1].revents != 0)
            return;
        if ((waiting[0].revents & POLLIN) != 0)
            serve_connection(listen_fd, commands, n, data);
    }
}

/* ---- the socket ---- */

bool
control_place(int folder_fd, void *ret_sockaddr_un)
{
    struct sockaddr_un *address = ret_sockaddr_un;

    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    return (size_t)snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/control.sock", folder_fd) <
           sizeof address->sun_path;
}

static bool
bind_in(int fd, int folder_fd)
{
    struct sockaddr_un address;
    mode_t before;
    bool bound;

    if (!control_place(folder_fd, &address))
        return false;
    unlink(address.sun_path);
    before = umask(0177);
    bound = bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    umask(before);
    return bound && listen(fd, BACKLOG) == 0;
}

int
control_listen(const char *folder)
{
    int folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = folder_fd < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd >= 0 && !bind_in(fd, folder_fd)) {
        int saved = errno;

        close(fd);
        errno = saved;
        fd = -1;
    }
    if (folder_fd >= 0)
        close(folder_fd);
    return fd;
}
