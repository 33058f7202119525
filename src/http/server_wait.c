/* Connections that sleep: handlers that wait for a write, streams that wait for an event. */
#include "http/server_private.h"

static void
fall_asleep(HttpRequest *request)
{
    request->is_asleep = true;
    g_atomic_int_inc(&request->server->n_asleep);
    MHD_suspend_connection(request->connection);
}

void
server_wake_up(HttpRequest *request)
{
    if (!request->is_asleep)
        return;
    request->is_asleep = false;
    g_atomic_int_add(&request->server->n_asleep, -1);
}

void
http_sleep(HttpRequest *request)
{
    fall_asleep(request);
}

void
http_wake(HttpRequest *request)
{
    MHD_resume_connection(request->connection);
}

/* ---- the list of waiting requests, under the server's lock ---- */

static void
put_in_list(HttpServer *server, HttpRequest *request)
{
    request->next_waiting = server->waiting;
    request->before_waiting = &server->waiting;
    if (server->waiting)
        server->waiting->before_waiting = &request->next_waiting;
    server->waiting = request;
}

static void
take_from_list(HttpRequest *request)
{
    *request->before_waiting = request->next_waiting;
    if (request->next_waiting)
        request->next_waiting->before_waiting = request->before_waiting;
}

void
http_suspend(HttpRequest *request, HttpThen then, void *data)
{
    HttpServer *server = request->server;

    request->then = then;
    request->then_data = data;
    request->phase = PHASE_WAITING;
    request_ref(request); /* http_resume() gives it back */
    pthread_mutex_lock(&server->lock);
    if (server->forcing) {
        request->abandoned = true;
    } else {
        put_in_list(server, request);
        fall_asleep(request);
    }
    pthread_mutex_unlock(&server->lock);
}

void
http_resume(HttpRequest *request)
{
    HttpServer *server = request->server;

    pthread_mutex_lock(&server->lock);
    if (!request->abandoned) {
        take_from_list(request);
        MHD_resume_connection(request->connection);
    }
    pthread_mutex_unlock(&server->lock);
    request_unref(request);
}

void
server_abandon_waiting(HttpServer *server)
{
    pthread_mutex_lock(&server->lock);
    server->forcing = true;
    while (server->waiting) {
        HttpRequest *request = server->waiting;
        take_from_list(request);
        request->abandoned = true;
        MHD_resume_connection(request->connection);
    }
    pthread_mutex_unlock(&server->lock);
}
