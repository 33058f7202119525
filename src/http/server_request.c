/* A request's way through the library's callbacks: URI, headers, body, handler, reply, end. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/server_private.h"
#include <string.h>

/* A refusal reaches the client only where what it still sends is read: so much is read and thrown away. */
#define THROW_AWAY_LIMIT (1024 * 1024)

void
server_on_completed(void *data, struct MHD_Connection *connection, void **place,
                    enum MHD_RequestTerminationCode code)
{
    HttpServer *server = data;
    HttpRequest *request = *place;

    if (!request)
        return;
    *place = NULL;
    server_wake_up(request);
    reply_clear(&request->reply);
    request_unref(request);
    g_atomic_int_add(&server->n_active, -1);
}

/* ---- the headers are here ---- */

static void
refuse(HttpRequest *request, unsigned status)
{
    request->refused = true;
    http_reply_problem(&request->reply, request, status, NULL);
}

static void
read_method(HttpRequest *request, const char *method)
{
    static const struct {
        const char *name;
        HttpMethod method;
    } methods[] = {
        { "GET", HTTP_GET }, { "HEAD", HTTP_GET },    { "POST", HTTP_POST },
        { "PUT", HTTP_PUT }, { "PATCH", HTTP_PATCH }, { "DELETE", HTTP_DELETE },
    };

    request->is_head = strcmp(method, "HEAD") == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        if (strcmp(methods[i].name, method) == 0)
            request->method = methods[i].method;
}

static void
refuse_method(HttpRequest *request, unsigned allowed)
{
    static const char *const names[] = {
        [HTTP_GET] = "GET, HEAD", [HTTP_POST] = "POST",     [HTTP_PUT] = "PUT",
        [HTTP_PATCH] = "PATCH",   [HTTP_DELETE] = "DELETE",
    };
    char list[64] = "";

    for (HttpMethod method = HTTP_GET; method <= HTTP_DELETE; method++)
        if (allowed & 1u << method) {
            g_strlcat(list, *list ? ", " : "", sizeof list);
            g_strlcat(list, names[method], sizeof list);
        }
    refuse(request, 405);
    http_reply_header(&request->reply, "Allow", list);
}

static bool
find_row(HttpServer *server, HttpRequest *request)
{
    unsigned allowed;

    if (request_find_row(request, server->router, &allowed)) {
        const HttpInput *input = request->match.route->input;
        request->body_limit = input && input->body_limit ? input->body_limit : LIMIT_BODY;
        return true;
    }
    if (allowed)
        refuse_method(request, allowed);
    else
        refuse(request, 404);
    return false;
}

static bool
admit(HttpServer *server, HttpRequest *request)
{
    const HttpServerConfig *config = &server->config;

    if (!config->admit ||
        config->admit(request, &request->reply, request->match.route, config->data) != HTTP_ADMIT_REPLIED)
        return true;
    request->refused = true;
    return false;
}

static void
check(HttpServer *server, HttpRequest *request)
{
    unsigned status = guard_message(request);

    if (request->headers.memory > SERVER_MEMORY - SERVER_RESERVE) {
        request->reply.is_bare = true;
        status = 431;
    }
    if (status == 400 || server_is_closing(server))
        request->reply.closes = true;
    if (status == 0 && server_is_closing(server))
        status = 503;
    if (status) {
        refuse(request, status);
        return;
    }
    if (!find_row(server, request) || !admit(server, request))
        return;
    status = guard_origin(request, server->config.site_url);
    if (status == 0)
        status = guard_body(request);
    if (status)
        refuse(request, status);
}

static void
set_timeout(HttpRequest *request, int64_t milliseconds)
{
    MHD_set_connection_option(request->connection, MHD_CONNECTION_OPTION_TIMEOUT,
                              (unsigned)(milliseconds / 1000 + 1));
}

/* Whether to answer without the body: it is too long to be thrown away, it is not clear where it
 * ends, or the client asks before it sends. */
static bool
answers_early(const HttpRequest *request)
{
    if (!request->refused || !request_has_body(request))
        return false;
    return request->reply.closes || request->headers.expect ||
           (request->said_length != UINT64_MAX && request->said_length > THROW_AWAY_LIMIT);
}

static enum MHD_Result
begin(HttpServer *server, HttpRequest *request, const char *method)
{
    g_atomic_int_inc(&server->n_active);
    request->began_ms = clock_monotonic_ms();
    server_read_headers(request);
    request_read_language(request);
    i18n_speak(request->language);
    read_method(request, method);
    check(server, request);
    if (answers_early(request))
        return server_send(request);
    if (request_has_body(request)) {
        request->body_deadline = clock_monotonic_ms() + 1000 * (int64_t)server->config.body_seconds;
        set_timeout(request, 1000 * (int64_t)server->config.body_seconds);
    }
    return MHD_YES;
}

/* ---- the body comes ---- */

static void
append(HttpRequest *request, const char *bytes, size_t length)
{
    size_t need = request->body_length + length + 1;

    if (need > request->body_size) {
        request->body_size = MAX(need, MAX(1024, request->body_size * 2));
        request->body = g_realloc(request->body, request->body_size);
    }
    memcpy(request->body + request->body_length, bytes, length);
    request->body_length += length;
    request->body[request->body_length] = '\0';
}

static enum MHD_Result
take_body(HttpRequest *request, const char *bytes, size_t length)
{
    int64_t left = request->body_deadline - clock_monotonic_ms();

    if (left <= 0)
        return MHD_NO;
    set_timeout(request, left);
    if (!request->refused && length > request->body_limit - request->body_length)
        refuse(request, 413);
    if (!request->refused) {
        append(request, bytes, length);
        return MHD_YES;
    }
    request->thrown_away += length;
    return request->thrown_away > THROW_AWAY_LIMIT ? MHD_NO : MHD_YES;
}

/* ---- all is here ---- */

static void
call_handler(HttpRequest *request)
{
    const HttpRoute *route = request->match.route;

    if (!input_read(request))
        return;
    if (request->n_errors > 0 && !route->shows_errors)
        http_reply_errors(&request->reply, request);
    else
        route->handler(request, &request->reply);
}

static void
wake(HttpRequest *request)
{
    HttpThen then = request->then;

    request->phase = PHASE_BODY;
    if (request->abandoned)
        http_reply_problem(&request->reply, request, 503, NULL);
    else
        then(request, &request->reply, request->then_data);
}

static enum MHD_Result
answer(HttpServer *server, HttpRequest *request)
{
    if (request->phase == PHASE_WAITING) {
        server_wake_up(request);
        wake(request);
    } else if (!request->refused) {
        if (request->body_deadline)
            set_timeout(request, 1000 * (int64_t)server->config.idle_seconds);
        call_handler(request);
    }
    /* The server was stopped while the handler began to wait: no sleep, no answer but a refusal. */
    if (request->phase == PHASE_WAITING && request->abandoned)
        wake(request);
    if (request->phase == PHASE_WAITING)
        return MHD_YES;
    if (request->reply.status == 0) {
        log_error("no reply was made");
        http_reply_problem(&request->reply, request, 500, NULL);
    }
    return server_send(request);
}

enum MHD_Result
server_on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                  const char *version, const char *upload, size_t *upload_size, void **place)
{
    HttpRequest *request = *place;
    g_auto(I18nScope) speaks = i18n_scope(request ? request->language : NULL);

    if (!request) {
        *place = request = request_new(data, url);
        request->connection = connection;
        return begin(data, request, method);
    }
    if (*upload_size > 0) {
        size_t length = *upload_size;
        *upload_size = 0;
        return take_body(request, upload, length);
    }
    return request->phase == PHASE_ANSWERED ? MHD_YES : answer(data, request);
}
