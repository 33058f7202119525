/* The server as its own files see it. */
#pragma once
#include "base/secret.h"
#include "http/private.h"
#include "http/server_figures.h"
#include <microhttpd.h>
#include <pthread.h>

#define MAX_FIXED_HEADERS 12

/* What the library may use for one connection.  It holds the request's headers, cookies twice, and the
 * headers of the answer; an idle connection or an event stream costs about 3 KB more than this. */
#define SERVER_MEMORY  7168
#define SERVER_RESERVE 2048     /* kept for the headers of the answer: else it could not be sent at all */

struct HttpServer {
    gint               references;      /* the owner's and one per request */
    HttpServerConfig   config;          /* its texts are copies */
    Router            *router;
    struct MHD_Daemon *daemon;
    bool               is_secure;
    SecretKey          network_key;
    HttpHeader         fixed[MAX_FIXED_HEADERS];    /* on every answer */
    size_t             n_fixed;
    char              *csp;
    gint               closing;         /* atomic: no more requests */
    gint               n_active;        /* atomic: requests whose headers are read and that are not through */
    ServerFigures      figures;
    gint               n_asleep;        /* atomic: suspended connections */
    pthread_mutex_t    lock;            /* of what follows; thread checkers do not see into GLib's */
    bool               forcing;         /* nobody may wait any more */
    HttpRequest       *waiting;
    GPtrArray         *hubs;
};

/* ---- server_request.c: the callbacks of the library ---- */
enum MHD_Result server_on_request(void *server, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request);
void            server_on_completed(void *server, struct MHD_Connection *connection, void **request,
                                    enum MHD_RequestTerminationCode code);

/* ---- server_headers.c ---- */
void            server_read_headers(HttpRequest *request);

/* ---- server_reply.c ---- */
void            server_make_fixed_headers(HttpServer *server);
enum MHD_Result server_send(HttpRequest *request);

/* ---- server_wait.c ---- */
void            server_wake_up(HttpRequest *request);       /* it has been called again */
void            server_abandon_waiting(HttpServer *server); /* from now on nobody waits */
