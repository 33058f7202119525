#include "wire/control.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct ControlThread {
    pthread_t             thread;
    int                   listen_fd, stop[2];
    const ControlCommand *commands;
    size_t                n;
    void                 *data;
};

static void *
serve(void *data)
{
    ControlThread *thread = data;

    control_serve(thread->listen_fd, thread->stop[0], thread->commands, thread->n, thread->data);
    return NULL;
}

static void
drop(ControlThread *thread)
{
    close(thread->listen_fd);
    close(thread->stop[0]);
    if (thread->stop[1] >= 0)
        close(thread->stop[1]);
    free(thread);
}

ControlThread *
control_thread_start(int listen_fd, const ControlCommand *commands, size_t n, void *data)
{
    ControlThread *thread = calloc(1, sizeof *thread);

    if (thread == NULL || pipe2(thread->stop, O_CLOEXEC) != 0) {
        close(listen_fd);
        free(thread);
        return NULL;
    }
    thread->listen_fd = listen_fd;
    thread->commands = commands;
    thread->n = n;
    thread->data = data;
    if (pthread_create(&thread->thread, NULL, serve, thread) != 0) {
        drop(thread);
        return NULL;
    }
    return thread;
}

void
control_thread_stop(ControlThread *thread)
{
    if (thread == NULL)
        return;
    close(thread->stop[1]);
    thread->stop[1] = -1;
    pthread_join(thread->thread, NULL);
    drop(thread);
}
