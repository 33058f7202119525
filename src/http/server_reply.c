/* A reply as the library sends it, with the headers that every answer has. */
#include "base/clock.h"
#include "base/log.h"
#include "http/server_private.h"
#include <string.h>

#define SOURCE_BLOCK 64 /* bytes a stream may write at a time where there are no chunks (HTTP/1.0) */

static void
add_fixed(HttpServer *server, const char *name, const char *value)
{
    g_assert(server->n_fixed < MAX_FIXED_HEADERS);
    server->fixed[server->n_fixed++] = (HttpHeader){ name, value, NULL };
}

void
server_make_fixed_headers(HttpServer *server)
{
    const char *targets = server->config.form_targets;

    server->csp = g_strconcat(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'",
        targets ? " " : "", targets ? targets : "", "; frame-ancestors 'none'; base-uri 'none'", NULL);
    add_fixed(server, "Content-Security-Policy", server->csp);
    add_fixed(server, "Cross-Origin-Opener-Policy", "same-origin");
    add_fixed(server, "Cross-Origin-Resource-Policy", "same-origin");
    add_fixed(server, "X-Content-Type-Options", "nosniff");
    add_fixed(server, "Referrer-Policy", "no-referrer");
    add_fixed(server, "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (server->is_secure)
        add_fixed(server, "Strict-Transport-Security", "max-age=63072000");
}

/* ---- bodies ---- */

static void
drop_shared(void *bytes)
{
    g_bytes_unref(bytes);
}

static ssize_t
read_source(void *data, uint64_t position, char *buffer, size_t size)
{
    HttpRequest *request = data;

    server_wake_up(request);
    ssize_t n = request->reply.source.read(request->reply.source.data, buffer, size);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static struct MHD_Response *
make_response(HttpRequest *request)
{
    HttpReply *reply = &request->reply;
    struct MHD_Response *response;

    if (reply->kind == BODY_SOURCE)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, SOURCE_BLOCK, read_source, request, NULL);
    if (reply->kind == BODY_SHARED)
        response = MHD_create_response_from_buffer_with_free_callback_cls(reply->length, (void *)reply->bytes,
                                                                          drop_shared, reply->shared);
    else
        response = MHD_create_response_from_buffer(reply->length, (void *)reply->bytes,
                                                   reply->kind == BODY_TAKEN ? MHD_RESPMEM_MUST_FREE
                                                                             : MHD_RESPMEM_PERSISTENT);
    if (response)
        reply->kind = BODY_NONE; /* the response has it now */
    return response;
}

/* ---- headers ---- */

static bool
has_header(const HttpReply *reply, const char *name)
{
    for (const HttpHeader *header = reply->headers; header; header = header->next)
        if (g_ascii_strcasecmp(header->name, name) == 0)
            return true;
    return false;
}

static bool
add_headers(struct MHD_Response *response, const HttpRequest *request, const char *type)
{
    const HttpServer *server = request->server;
    const HttpReply *reply = &request->reply;
    bool well = true;

    for (size_t i = 0; i < server->n_fixed && !reply->is_bare; i++)
        if (!has_header(reply, server->fixed[i].name)) /* a stricter policy of its own */
            well = MHD_add_response_header(response, server->fixed[i].name, server->fixed[i].value) == MHD_YES &&
                   well;
    for (const HttpHeader *header = reply->headers; header; header = header->next)
        well = MHD_add_response_header(response, header->name, header->value) == MHD_YES && well;
    if (type)
        well = MHD_add_response_header(response, "Content-Type", type) == MHD_YES && well;
    if (!reply->headers || !has_header(reply, "Cache-Control"))
        well = MHD_add_response_header(response, "Cache-Control", "no-store") == MHD_YES && well;
    if (reply->closes || server_is_closing(server))
        well = MHD_add_response_header(response, "Connection", "close") == MHD_YES && well;
    return well;
}

enum MHD_Result
server_send(HttpRequest *request)
{
    const char *type = request->reply.type;
    const size_t length = request->reply.kind == BODY_SOURCE ? 0 : request->reply.length;
    struct MHD_Response *response = make_response(request);
    enum MHD_Result result = MHD_NO;

    request->phase = PHASE_ANSWERED;
    if (!response)
        return MHD_NO;
    if (add_headers(response, request, type))
        result = MHD_queue_response(request->connection, request->reply.status, response);
    else
        log_error("an answer could not be given its headers");
    MHD_destroy_response(response);
    figures_count(&request->server->figures, request->reply.status, clock_monotonic_ms() - request->began_ms, length);
    if (request->reply.kind == BODY_SOURCE)
        request_slim(request); /* it may live for hours */
    return result;
}
