#include "room/worker_link.h"
#include "base/child.h"
#include "base/fd.h"
#include "wire/control.h"
#include <unistd.h>

#define PATIENCE_SECONDS 10
#define MOST_BYTES       (256 * 1024 * 1024)

struct RoomWorker { GMutex lock; GCond came; int fd; };

RoomWorker *
room_worker_new(void)
{
    RoomWorker *worker = g_new0(RoomWorker, 1);

    g_mutex_init(&worker->lock);
    g_cond_init(&worker->came);
    worker->fd = -1;
    return worker;
}

static void
drop_line(RoomWorker *worker)
{
    if (worker->fd >= 0)
        close(worker->fd);
    worker->fd = -1;
}

void
room_worker_free(RoomWorker *worker)
{
    if (!worker)
        return;
    drop_line(worker);
    g_cond_clear(&worker->came);
    g_mutex_clear(&worker->lock);
    g_free(worker);
}

void
room_worker_connect(RoomWorker *worker, int fd)
{
    g_mutex_lock(&worker->lock);
    drop_line(worker);
    worker->fd = fd;
    g_cond_broadcast(&worker->came);
    g_mutex_unlock(&worker->lock);
}

/* The line, for this one call; -1: none came in time. */
static int
take_line(RoomWorker *worker)
{
    gint64 until = g_get_monotonic_time() + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
    bool waiting = true;

    g_mutex_lock(&worker->lock);
    if (worker->fd < 0)
        child_say(CHILD_NEEDS_WORKER);
    while (worker->fd < 0 && waiting)
        waiting = g_cond_wait_until(&worker->came, &worker->lock, until);
    int fd = worker->fd;
    worker->fd = -1;
    g_mutex_unlock(&worker->lock);
    return fd;
}

typedef struct { const char *left; size_t n_left; GByteArray *bytes; } Talk;

static long
give_body(void *data, void *ret_bytes, size_t size)
{
    Talk *talk = data;
    size_t n = MIN(size, talk->n_left);

    memcpy(ret_bytes, talk->left, n);
    talk->left += n;
    talk->n_left -= n;
    return (long)n;
}

static bool
take_chunk(void *data, const void *bytes, size_t length)
{
    Talk *talk = data;

    if (talk->bytes->len + length > MOST_BYTES)
        return false;
    g_byte_array_append(talk->bytes, bytes, (guint)length);
    return true;
}

static GBytes *
talk_over(int fd, const char *command, const char *body, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    Talk talk = { body, strlen(body), bytes };
    ControlTalk how = { .body = give_body, .chunk = take_chunk, .data = &talk };
    char *text = NULL;
    int code = 0;
    ControlOutcome outcome = control_talk(fd, command, &how, &text, &code);

    if (outcome == CONTROL_FAILED)
        error_set(error, ERROR_UNAVAILABLE, "the worker: %s", text);
    else if (outcome != CONTROL_DONE)
        error_set(error, ERROR_UNAVAILABLE, "the worker ended in the middle of its work");
    free(text);
    return outcome == CONTROL_DONE ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

GBytes *
room_worker_make(RoomWorker *worker, const char *command, json_t *request, GError **error)
{
    char *body = json_dumps(request, JSON_COMPACT);
    FD_AUTO int fd = take_line(worker);
    GBytes *made = NULL;

    json_decref(request);
    if (fd < 0)
        error_set(error, ERROR_UNAVAILABLE, "no worker came");
    else
        made = talk_over(fd, command, body, error);
    free(body);
    return made;
}
