#include "base/limits.h"
#include "http/decode.h"
#include "http/private.h"
#include <string.h>

HttpRequest *
request_new(HttpServer *server, const char *path)
{
    HttpRequest *request = g_new0(HttpRequest, 1);

    request->server = server_ref(server);
    request->references = 1;
    request->reply.request = request;
    request->path = path;
    return request;
}

HttpRequest *
request_ref(HttpRequest *request)
{
    g_atomic_int_inc(&request->references);
    return request;
}

void
request_slim(HttpRequest *request)
{
    http_set_principal(request, NULL, NULL);
    g_clear_pointer(&request->json, json_decref);
    g_clear_pointer(&request->body, g_free);
    request->values = NULL;
    request->errors = NULL;
    request->n_errors = 0;
    memset(request->args, 0, sizeof request->args);
    request->reply.headers = NULL;
    arena_clear(&request->arena);
}

void
request_unref(HttpRequest *request)
{
    if (!request || !g_atomic_int_dec_and_test(&request->references))
        return;
    reply_clear(&request->reply);
    request_slim(request);
    server_unref(request->server);
    g_free(request);
}

/* A segment that is no plain text names nothing. */
static bool
decode_args(HttpRequest *request)
{
    for (size_t i = 0; i < request->match.n_args; i++) {
        char *copy = arena_text(&request->arena, request->match.args[i], request->match.arg_lengths[i]);
        size_t length = decode_percent(copy, request->match.arg_lengths[i], false);
        if (!decode_utf8(copy, length, NULL))
            return false;
        copy[length] = '\0';
        request->args[i] = copy;
    }
    return true;
}

bool
request_find_row(HttpRequest *request, const Router *router, unsigned *ret_allowed)
{
    request->match = router_find(router, request->method, request->path, ret_allowed);
    request->can_get = *ret_allowed & 1u << HTTP_GET;
    if (request->match.route && !decode_args(request)) {
        request->match = (HttpMatch){ 0 };
        *ret_allowed = 0;
    }
    return request->match.route != NULL;
}

bool
request_has_body(const HttpRequest *request)
{
    return request->headers.transfer_encoding ||
           (request->headers.content_length && request->said_length > 0);
}

/* ---- what handlers ask ---- */

HttpMethod
http_method(const HttpRequest *request)
{
    return request->method;
}

const char *
http_path(const HttpRequest *request)
{
    return request->path;
}

const HttpRoute *
http_route(const HttpRequest *request)
{
    return request->match.route;
}

bool
http_is_api(const HttpRequest *request)
{
    return g_str_has_prefix(request->path, "/api/");
}

const char *
http_arg(const HttpRequest *request, unsigned i)
{
    return i < G_N_ELEMENTS(request->args) && request->args[i] ? request->args[i] : "";
}

/* Reading is const to handlers; the memory that it takes is the request's own matter. */
static Arena *
arena_of(const HttpRequest *request)
{
    return &((HttpRequest *)request)->arena;
}

const char *
http_query(const HttpRequest *request, const char *name)
{
    const char *raw = server_raw_query(request, name);
    size_t length = raw ? strlen(raw) : 0;

    if (!raw || length > 3 * LIMIT_QUERY_VALUE)
        return NULL;
    char *copy = arena_text(arena_of(request), raw, length);
    length = decode_percent(copy, length, true);
    copy[length] = '\0';
    return length <= LIMIT_QUERY_VALUE && decode_utf8(copy, length, NULL) ? copy : NULL;
}

const char *
http_cookies(const HttpRequest *request)
{
    return request->headers.cookie;
}

const char *
http_cookie(const HttpRequest *request, const char *name)
{
    size_t length;
    const char *header = request->headers.cookie;
    char full[80];

    g_snprintf(full, sizeof full, "%s%s", server_is_secure(request->server) ? "__Host-" : "", name);
    const char *value = decode_find_cookie(header, full, &length);
    return value ? arena_text(arena_of(request), value, length) : NULL;
}

const char *
http_bearer(const HttpRequest *request)
{
    const char *value = request->headers.authorization;

    if (!value || g_ascii_strncasecmp(value, "Bearer ", 7) != 0)
        return NULL;
    value += 7;
    while (*value == ' ')
        value++;
    return *value ? value : NULL;
}

const char *
http_last_event(const HttpRequest *request)
{
    return request->headers.last_event;
}

/* "gzip" named, and not with a weight of nought. */
bool
http_accepts_gzip(const HttpRequest *request)
{
    const char *header = request->headers.accept_encoding;
    const char *found = header ? strstr(header, "gzip") : NULL;

    if (!found)
        return false;
    const char *weight = found + 4 + strspn(found + 4, " ;");
    return !g_str_has_prefix(weight, "q=") || g_ascii_strtod(weight + 2, NULL) > 0;
}

bool
http_is_htmx(const HttpRequest *request)
{
    return request->headers.is_htmx;
}

void
http_set_principal(HttpRequest *request, void *principal, void (*free_func)(void *))
{
    if (request->principal && request->principal_free)
        request->principal_free(request->principal);
    request->principal = principal;
    request->principal_free = free_func;
}

void *
http_principal(const HttpRequest *request)
{
    return request->principal;
}

void *
http_context(const HttpRequest *request)
{
    return server_config(request->server)->data;
}

bool
http_is_closing(const HttpRequest *request)
{
    return server_is_closing(request->server);
}

/* ---- typed input ---- */

static const HttpValue *
value_at(const HttpRequest *request, unsigned i)
{
    static const HttpValue absent = { .choice = -1 };
    const HttpRoute *route = request->match.route;

    return request->values && i < route->input->n_fields ? &request->values[i] : &absent;
}

const char *
http_text(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->text;
}

const char *
http_typed(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->typed;
}

bool
http_id(const HttpRequest *request, unsigned i, Id *ret_id)
{
    if (!value_at(request, i)->present)
        return false;
    *ret_id = value_at(request, i)->id;
    return true;
}

int64_t
http_number(const HttpRequest *request, unsigned i, int64_t otherwise)
{
    return value_at(request, i)->present ? value_at(request, i)->number : otherwise;
}

bool
http_flag(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->flag;
}

int
http_choice(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->present ? value_at(request, i)->choice : -1;
}

json_t *
http_json(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->json;
}

bool
http_has(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->present;
}

size_t
http_map_size(const HttpRequest *request, unsigned i)
{
    return value_at(request, i)->n_map;
}

void
http_map_at(const HttpRequest *request, unsigned i, size_t at, const char **ret_name, const char **ret_value)
{
    const HttpValue *value = value_at(request, i);

    *ret_name = at < value->n_map ? value->map[at].name : NULL;
    *ret_value = at < value->n_map ? value->map[at].value : NULL;
}

const HttpFieldError *
http_errors(const HttpRequest *request, size_t *ret_n)
{
    *ret_n = request->n_errors;
    return request->errors;
}

bool
http_is_cross_site(const HttpRequest *request)
{
    return g_strcmp0(request->headers.fetch_site, "cross-site") == 0;
}
