#include "wire/control.h"
#include "wire/control_frames.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Both directions at once: the server may answer line by line while the body is still on its
 * way, and neither may wait for the other with full buffers. */
typedef struct {
    int fd;
    const ControlTalk *talk;
    uint8_t  out[FRAME_HEADER + CONTROL_CHUNK];
    size_t   out_at, out_length;
    bool     body_ended, out_ended;
    uint8_t *in;                        /* the frame that is coming; NULL: its header is */
    uint8_t  header[FRAME_HEADER], type;
    size_t   in_at, in_length;
    char    *text;
    int      exit_code;
} Talk;

int
control_connect(const char *folder)
{
    int folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = folder_fd < 0 ? -1 : socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address;

    if (fd >= 0 && (!control_place(folder_fd, &address) ||
                    connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)) {
        int saved = errno;

        close(fd);
        errno = saved;
        fd = -1;
    }
    if (folder_fd >= 0)
        close(folder_fd);
    return fd;
}

/* ---- out ---- */

static void
fill_out(Talk *t, uint8_t type, size_t length)
{
    frame_header(t->out, type, length);
    t->out_at = 0;
    t->out_length = FRAME_HEADER + length;
}

/* False: the caller gives up. */
static bool
next_out(Talk *t)
{
    long n = 0;

    if (t->body_ended) {
        t->out_ended = true;
        return true;
    }
    if (t->talk->body != NULL)
        n = t->talk->body(t->talk->data, t->out + FRAME_HEADER, CONTROL_CHUNK);
    if (n < 0)
        return false;
    t->body_ended = n == 0;
    fill_out(t, n == 0 ? CONTROL_FRAME_END : CONTROL_FRAME_BODY, (size_t)n);
    return true;
}

static bool
send_some(Talk *t)
{
    ssize_t n = send(t->fd, t->out + t->out_at, t->out_length - t->out_at, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (n < 0) {
        t->out_ended = true;            /* it may have answered without reading on */
        return true;
    }
    t->out_at += (size_t)n;
    return t->out_at < t->out_length || next_out(t);
}

/* ---- in ---- */

/* What a read of some bytes led to; 0: go on. */
typedef enum { STEP_ON, STEP_END = CONTROL_DONE, STEP_FAILED = CONTROL_FAILED, STEP_GIVEN_UP = CONTROL_GIVEN_UP,
               STEP_LOST = CONTROL_LOST } Step;

static Step
take_failed(Talk *t)
{
    if (t->in_length < 1)
        return STEP_LOST;
    t->exit_code = t->in[0];
    t->text = (char *)t->in;
    memmove(t->text, t->in + 1, t->in_length);          /* with the NUL behind it */
    t->in = NULL;
    return STEP_FAILED;
}

static Step
take_frame(Talk *t)
{
    t->in[t->in_length] = '\0';
    switch (t->type) {
    case CONTROL_FRAME_LINE:
        if (t->talk->line != NULL)
            t->talk->line(t->talk->data, (const char *)t->in);
        break;
    case CONTROL_FRAME_DATA:
        if (t->talk->chunk != NULL && !t->talk->chunk(t->talk->data, t->in, t->in_length))
            return STEP_GIVEN_UP;
        break;
    case CONTROL_FRAME_DONE:
        t->text = (char *)t->in;
        t->in = NULL;
        return STEP_END;
    case CONTROL_FRAME_FAILED: return take_failed(t);
    default: return STEP_LOST;
    }
    free(t->in);
    t->in = NULL;
    t->in_at = 0;
    return STEP_ON;
}

static Step
take_header(Talk *t)
{
    frame_header_read(t->header, &t->type, &t->in_length);
    t->in_at = 0;
    if (t->in_length > control_frame_most(t->type))
        return STEP_LOST;
    t->in = malloc(t->in_length + 1);
    if (t->in == NULL)
        return STEP_LOST;
    return t->in_length == 0 ? take_frame(t) : STEP_ON;
}

static Step
receive_some(Talk *t)
{
    uint8_t *to = t->in == NULL ? t->header : t->in;
    size_t wanted = t->in == NULL ? FRAME_HEADER : t->in_length;
    ssize_t n = recv(t->fd, to + t->in_at, wanted - t->in_at, MSG_DONTWAIT);

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return STEP_ON;
    if (n <= 0)
        return STEP_LOST;
    t->in_at += (size_t)n;
    if (t->in_at < wanted)
        return STEP_ON;
    return t->in == NULL ? take_header(t) : take_frame(t);
}

static Step
talk_on(Talk *t)
{
    struct pollfd waiting = { t->fd, (short)(POLLIN | (t->out_ended ? 0 : POLLOUT)), 0 };
    Step step = STEP_ON;

    if (poll(&waiting, 1, -1) < 0)
        return errno == EINTR ? STEP_ON : STEP_LOST;
    if ((waiting.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
        step = receive_some(t);
    if (step == STEP_ON && (waiting.revents & POLLOUT) != 0 && !t->out_ended && !send_some(t))
        step = STEP_GIVEN_UP;
    return step;
}

ControlOutcome
control_talk(int fd, const char *command, const ControlTalk *talk, char **ret_text, int *ret_exit_code)
{
    Talk *t = calloc(1, sizeof *t);
    Step step = STEP_ON;

    if (t == NULL || strlen(command) > CONTROL_NAME_MOST) {
        free(t);
        return CONTROL_LOST;
    }
    t->fd = fd;
    t->talk = talk;
    memcpy(t->out + FRAME_HEADER, command, strlen(command));
    fill_out(t, CONTROL_FRAME_COMMAND, strlen(command));
    while (step == STEP_ON)
        step = talk_on(t);
    if (t->text != NULL) {
        *ret_text = t->text;
        *ret_exit_code = t->exit_code;
    }
    free(t->in);
    free(t);
    return (ControlOutcome)step;
}
