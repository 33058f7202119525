#include "http/server.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/server_private.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define RESERVED_FILES 128  /* for databases, peers, the log */
#define GRACE_MS       2000 /* for what is under way at a stop */
#define LAST_MS        1500 /* for the refusals of what still waits */

/* ---- the small questions of other files ---- */

bool
server_is_secure(const HttpServer *server)
{
    return server->is_secure;
}

const HttpServerConfig *
server_config(const HttpServer *server)
{
    return &server->config;
}

bool
server_is_closing(const HttpServer *server)
{
    return g_atomic_int_get(&server->closing) != 0;
}

HttpServer *
server_ref(HttpServer *server)
{
    g_atomic_int_inc(&server->references);
    return server;
}

void
server_unref(HttpServer *server)
{
    if (!server || !g_atomic_int_dec_and_test(&server->references))
        return;
    router_free(server->router);
    g_ptr_array_unref(server->hubs);
    pthread_mutex_destroy(&server->lock);
    g_free((char *)server->config.site_url);
    g_free((char *)server->config.form_targets);
    g_free((char *)server->config.trusted_proxy);
    g_free(server->csp);
    g_free(server);
}

void
server_add_hub(HttpServer *server, HttpHub *hub)
{
    pthread_mutex_lock(&server->lock);
    if (!g_ptr_array_find(server->hubs, hub, NULL))
        g_ptr_array_add(server->hubs, hub);
    pthread_mutex_unlock(&server->lock);
}

char *
http_server_figures(HttpServer *server)
{
    return figures_text(&server->figures);
}

/* ---- start ---- */

/* As many connections as there may be files; each thread has its share. */
static unsigned
raise_connection_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024 - RESERVED_FILES;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit more = { MIN(limit.rlim_max, LIMIT_CONNECTIONS + RESERVED_FILES), limit.rlim_max };
        if (more.rlim_cur > limit.rlim_cur && setrlimit(RLIMIT_NOFILE, &more) == 0)
            limit = more;
    }
    if (limit.rlim_cur <= 2 * RESERVED_FILES)
        return RESERVED_FILES;
    return (unsigned)MIN(limit.rlim_cur - RESERVED_FILES, LIMIT_CONNECTIONS);
}

static void
on_panic(void *data, const char *file, unsigned line, const char *reason)
{
    log_error("http library: %s (%s:%u)", reason ? reason : "gave up", file ? file : "?", line);
    abort();
}

/* Paths and queries stay as they came: http/decode.c reads them. */
static size_t
leave_escapes(void *data, struct MHD_Connection *connection, char *text)
{
    return strlen(text);
}

static struct MHD_Daemon *
start_daemon(HttpServer *server, int listen_fd)
{
    unsigned threads = server->config.threads ? server->config.threads : g_get_num_processors();
    struct MHD_OptionItem pool[] = {
        { MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    if (threads == 1) /* a pool of one is refused with a warning */
        pool[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL,
        server_on_request, server, MHD_OPTION_LISTEN_SOCKET, listen_fd, MHD_OPTION_NOTIFY_COMPLETED,
        server_on_completed, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        raise_connection_limit(), MHD_OPTION_CONNECTION_TIMEOUT, server->config.idle_seconds,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
}

static HttpServer *
new_server(const HttpServerConfig *config)
{
    HttpServer *server = g_new0(HttpServer, 1);

    server->references = 1;
    server->config = *config;
    server->config.site_url = g_strdup(config->site_url);
    server->config.form_targets = g_strdup(config->form_targets);
    server->config.trusted_proxy = g_strdup(config->trusted_proxy);
    if (server->config.body_seconds == 0)
        server->config.body_seconds = LIMIT_BODY_SECONDS;
    if (server->config.idle_seconds == 0)
        server->config.idle_seconds = LIMIT_IDLE_SECONDS;
    server->is_secure = g_str_has_prefix(config->site_url, "https:");
    if (config->tells_network)
        secret_key_new(&server->network_key);
    server->router = router_new(config->routes, config->n_routes);
    server->hubs = g_ptr_array_new();
    pthread_mutex_init(&server->lock, NULL);
    server_make_fixed_headers(server);
    return server;
}

HttpServer *
http_server_start(const HttpServerConfig *config, GError **error)
{
    const char *bad_row = http_routes_fault(config->routes, config->n_routes);

    if (bad_row) {
        error_set(error, ERROR_INTERNAL, "routes: the row of %s is not complete, or there twice", bad_row);
        return NULL;
    }
    g_autoptr(HttpServer) server = new_server(config);
    /* The library closes its listening socket; ours stays open. */
    int listen_fd = fcntl(config->listen_fd, F_DUPFD_CLOEXEC, 0);
    if (listen_fd < 0) {
        error_set(error, ERROR_UNAVAILABLE, "listening socket: %s", g_strerror(errno));
        return NULL;
    }
    MHD_set_panic_func(on_panic, NULL);
    server->daemon = start_daemon(server, listen_fd);
    if (!server->daemon) {
        close(listen_fd);
        error_set(error, ERROR_UNAVAILABLE, "the web server could not be started");
        return NULL;
    }
    return g_steal_pointer(&server);
}

/* ---- stop ---- */

static bool
wait_until_through(HttpServer *server, int64_t milliseconds)
{
    int64_t end = clock_monotonic_ms() + milliseconds;

    while (g_atomic_int_get(&server->n_active) > 0) {
        if (clock_monotonic_ms() > end)
            return false;
        g_usleep(2000);
    }
    return true;
}

static void
close_hubs(HttpServer *server)
{
    pthread_mutex_lock(&server->lock);
    g_autoptr(GPtrArray) hubs = g_ptr_array_copy(server->hubs, NULL, NULL);
    pthread_mutex_unlock(&server->lock);
    for (guint i = 0; i < hubs->len; i++)
        http_hub_close(hubs->pdata[i]);
}

void
http_server_stop(HttpServer *server)
{
    if (!server || !server->daemon)
        return;
    int listen_fd = MHD_quiesce_daemon(server->daemon);
    if (listen_fd >= 0)
        close(listen_fd);
    g_atomic_int_set(&server->closing, 1);
    close_hubs(server);
    if (!wait_until_through(server, GRACE_MS)) {
        server_abandon_waiting(server);
        wait_until_through(server, LAST_MS);
    }
    /* The library aborts the program when it is stopped with somebody asleep. */
    if (g_atomic_int_get(&server->n_asleep) == 0)
        MHD_stop_daemon(server->daemon);
    else
        log_warning("connections were left asleep");
    server->daemon = NULL;
}

void
http_server_free(HttpServer *server)
{
    if (!server)
        return;
    http_server_stop(server);
    server_unref(server);
}
