/* The server: collects a request, finds its row, asks the guard, checks the origin,
 * types the input, calls the handler, sends one contiguous answer.  Alone with
 * server_*.c in including microhttpd.h. */
#pragma once
#include "http/reply.h"
#include "http/request.h"

typedef struct HttpServer HttpServer;

typedef enum { HTTP_ADMIT_YES = 1, HTTP_ADMIT_REPLIED } HttpAdmit;  /* REPLIED: the refusal is written */

typedef struct {
    int listen_fd;                       /* bound and listening; not closed by the server */
    unsigned threads;                    /* 0: one per core */
    const char *site_url;                /* own origin, "http://127.0.0.1:8080": same-origin check, cookies */
    const char *form_targets;            /* further origins for form-action in the CSP, or NULL */
    const HttpRoute *routes;
    size_t n_routes;
    /* Opens the cookie, decides by route->guard, may set the principal.  Runs before input is read. */
    HttpAdmit (*admit)(HttpRequest *request, HttpReply *reply, const HttpRoute *route, void *data);
    /* An error page for people; field errors in http_errors().  Must not fail. */
    void (*fault)(HttpRequest *request, HttpReply *reply, unsigned status, const char *detail, void *data);
    void *data;                          /* http_context() */
    bool tells_network;                  /* http/network.h: the desk alone */
    const char *trusted_proxy;           /* an address whose X-Forwarded-For counts there, or NULL */
    unsigned body_seconds, idle_seconds; /* 0: LIMIT_..._SECONDS; tests shorten them */
} HttpServerConfig;

/* Raises the soft limit of open files as far as it may.  Refuses to start when http_routes_fault() finds something. */
HttpServer *http_server_start(const HttpServerConfig *config, GError **error) MUST_CHECK;
/* Takes no more, ends streams, lets what is under way finish for 2 s, answers what still waits 503, stops.
 * Within 4 s.  An http_resume() that comes later does nothing. */
void        http_server_stop(HttpServer *server);
void        http_server_free(HttpServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpServer, http_server_free)
/* Counts of answers, bytes and seconds since the start, for Prometheus; caller frees. */
char       *http_server_figures(HttpServer *server);
bool        http_is_closing(const HttpRequest *request);

typedef struct {
    const char *title, *server_url;
    const char *(*guard_name)(unsigned guard);          /* describes a guard */
    json_t     *(*schemes)(void);                       /* securitySchemes of the document */
    json_t     *(*security)(const HttpRoute *route);    /* which of them open this row */
    json_t     *(*answers)(void);                       /* schemas that rows name as their answer; NULL: none */
} HttpOpenapi;

/* The OpenAPI 3.1 document of the /api rows; caller owns. */
json_t *http_openapi(const HttpRoute *routes, size_t n_routes, const HttpOpenapi *about);
