/* The web server alone with handlers that do nothing, to see what the library and its headers cost:
 *
 *   bench_http [threads]        prints its port, ends with its standard input
 *
 * /shared is a page of 30 KB that all answers share, /copy one that is copied for each answer, /small 1 KB;
 * /wait is resumed by another thread; /events is a stream with an event for each line on the standard input. */
#include "http/server.h"
#include "http/stream.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAGE = 30720, SMALL = 1024 };

typedef struct { GBytes *page; HttpHub *hub; GAsyncQueue *queue; } Bench;

static void
on_shared(HttpRequest *request, HttpReply *reply)
{
    http_reply_shared(reply, 200, "text/html; charset=utf-8", ((Bench *)http_context(request))->page);
}

static void
on_copy(HttpRequest *request, HttpReply *reply)
{
    const void *page = g_bytes_get_data(((Bench *)http_context(request))->page, NULL);

    http_reply_html(reply, 200, memcpy(g_malloc(PAGE), page, PAGE), PAGE);
}

static void
on_small(HttpRequest *request, HttpReply *reply)
{
    Bench *bench = http_context(request);

    http_reply_static(reply, 200, "text/html; charset=utf-8", g_bytes_get_data(bench->page, NULL), SMALL);
}

static void
on_events(HttpRequest *request, HttpReply *reply)
{
    /* Each is somebody else's. */
    http_reply_stream(reply, request, ((Bench *)http_context(request))->hub, 1, (uintptr_t)request);
}

static void
then_small(HttpRequest *request, HttpReply *reply, void *data)
{
    on_small(request, reply);
}

static void
on_wait(HttpRequest *request, HttpReply *reply)
{
    http_suspend(request, then_small, NULL);
    g_async_queue_push(((Bench *)http_context(request))->queue, request);
}

static gpointer
resume_all(gpointer data)
{
    gpointer request;

    while ((request = g_async_queue_pop(data)) != data)
        http_resume(request);
    return NULL;
}

static const HttpRoute routes[] = {
    { HTTP_GET, "/shared", 1, NULL, on_shared },
    { HTTP_GET, "/copy", 1, NULL, on_copy },
    { HTTP_GET, "/small", 1, NULL, on_small },
    { HTTP_GET, "/wait", 1, NULL, on_wait },
    { HTTP_GET, "/events", 1, NULL, on_events },
};

static int
listen_anywhere(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 4096) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        g_error("no socket");
    printf("%u\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *filler = g_strnfill(PAGE, 'x');
    g_autoptr(GBytes) page = g_bytes_new_static(filler, PAGE);
    g_autoptr(HttpHub) hub = http_hub_new();
    g_autoptr(GAsyncQueue) queue = g_async_queue_new();
    Bench bench = { page, hub, queue };
    GThread *resumer = g_thread_new("resume", resume_all, queue);
    HttpServerConfig config = {
        .listen_fd = listen_anywhere(), .threads = argc > 1 ? (unsigned)atoi(argv[1]) : 1, .site_url = "https://room.example",
        .routes = routes, .n_routes = G_N_ELEMENTS(routes), .data = &bench };
    g_autoptr(HttpServer) server = http_server_start(&config, &error);
    int byte;

    if (!server)
        g_error("%s", error->message);
    while ((byte = getchar()) != EOF)
        if (byte == '\n')
            http_hub_publish(hub, 1, "line", "{}");
    http_server_stop(server);
    g_async_queue_push(queue, queue);
    g_thread_join(resumer);
    return 0;
}
