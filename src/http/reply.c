#include "http/reply.h"
#include "base/i18n.h"
#include "base/log.h"
#include "http/private.h"
#include "http/status.h"
#include <string.h>

#define TYPE_HTML    "text/html; charset=utf-8"
#define TYPE_JSON    "application/json"
#define TYPE_PROBLEM "application/problem+json"

/* ---- bodies ---- */

static void
drop_body(HttpReply *reply)
{
    if (reply->kind == BODY_TAKEN)
        g_free((void *)reply->bytes);
    else if (reply->kind == BODY_SHARED)
        g_bytes_unref(reply->shared);
    else if (reply->kind == BODY_SOURCE)
        reply->source.free(reply->source.data);
    reply->kind = BODY_NONE;
    reply->bytes = NULL;
    reply->length = 0;
    reply->type = NULL;
    reply->is_gzip = false;
}

void
reply_clear(HttpReply *reply)
{
    drop_body(reply);
}

static char *
keep(HttpReply *reply, const char *text)
{
    return arena_text(&reply->request->arena, text, strlen(text));
}

static void
set_body(HttpReply *reply, unsigned status, HttpBodyKind kind, const char *type, const void *bytes,
         size_t length)
{
    drop_body(reply);
    reply->status = status;
    reply->kind = kind;
    reply->type = type;
    reply->bytes = bytes;
    reply->length = length;
}

void
http_reply_html(HttpReply *reply, unsigned status, char *page, size_t length)
{
    set_body(reply, status, BODY_TAKEN, TYPE_HTML, page, length);
}

void
http_reply_bytes(HttpReply *reply, unsigned status, const char *type, void *bytes, size_t length)
{
    set_body(reply, status, BODY_TAKEN, keep(reply, type), bytes, length);
}

void
http_reply_static(HttpReply *reply, unsigned status, const char *type, const void *bytes, size_t length)
{
    set_body(reply, status, BODY_STATIC, keep(reply, type), bytes, length);
}

void
http_reply_shared(HttpReply *reply, unsigned status, const char *type, GBytes *bytes)
{
    GBytes *shared = g_bytes_ref(bytes);
    size_t length;
    const void *start = g_bytes_get_data(shared, &length);

    set_body(reply, status, BODY_SHARED, keep(reply, type), start, length);
    reply->shared = shared;
}

void
reply_source(HttpReply *reply, unsigned status, const char *type, HttpSource source)
{
    set_body(reply, status, BODY_SOURCE, type, NULL, 0);
    reply->source = source;
}

static void
reply_json(HttpReply *reply, unsigned status, const char *type, json_t *json)
{
    size_t length = json_dumpb(json, NULL, 0, JSON_COMPACT);
    char *text = g_malloc(length + 1);

    json_dumpb(json, text, length, JSON_COMPACT);
    text[length] = '\n';
    json_decref(json);
    set_body(reply, status, BODY_TAKEN, type, text, length + 1);
}

void
http_reply_json(HttpReply *reply, unsigned status, json_t *json)
{
    reply_json(reply, status, TYPE_JSON, json);
}

void
http_reply_empty(HttpReply *reply, unsigned status)
{
    set_body(reply, status, BODY_NONE, NULL, NULL, 0);
}

void
http_reply_redirect(HttpReply *reply, const char *location)
{
    http_reply_empty(reply, 303);
    http_reply_header(reply, "Location", location);
}

void
http_reply_send_again(HttpReply *reply, const char *location)
{
    http_reply_empty(reply, 307);
    http_reply_header(reply, "Location", location);
}

unsigned
http_reply_status(const HttpReply *reply)
{
    return reply->status;
}

/* ---- headers ---- */

/* Control characters in a header would begin another one. */
static bool
is_header_value(const char *value)
{
    for (; *value; value++)
        if ((unsigned char)*value < ' ' || *value == 0x7f)
            return false;
    return true;
}

static void
add_header(HttpReply *reply, const char *name, const char *value)
{
    HttpHeader *header = arena_alloc(&reply->request->arena, sizeof *header);

    g_return_if_fail(is_header_value(value));
    *header = (HttpHeader){ name, value, reply->headers };
    reply->headers = header;
}

static bool
may_repeat(const char *name)
{
    return g_ascii_strcasecmp(name, "Set-Cookie") == 0;
}

void
http_reply_header(HttpReply *reply, const char *name, const char *value)
{
    HttpHeader **at = &reply->headers;

    while (*at && (may_repeat(name) || g_ascii_strcasecmp((*at)->name, name) != 0))
        at = &(*at)->next;
    if (*at)
        *at = (*at)->next;
    add_header(reply, keep(reply, name), keep(reply, value));
}

void
http_reply_gzip(HttpReply *reply)
{
    reply->is_gzip = true;
    http_reply_header(reply, "Content-Encoding", "gzip");
    http_reply_header(reply, "Vary", "Accept-Encoding");
}

/* True where If-None-Match lists the tag, or is "*". */
static bool
is_known(const char *header, const char *tag)
{
    size_t length = strlen(tag);

    if (!header)
        return false;
    for (const char *at = header; (at = strstr(at, tag)); at += length)
        if (strchr(", \t", at[length]))
            return true;
    return strcmp(header, "*") == 0;
}

void
http_reply_etag(HttpReply *reply, const char *etag, bool immutable)
{
    char *tag = g_strdup_printf("\"%s\"", etag);

    http_reply_header(reply, "ETag", tag);
    http_reply_header(reply, "Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (reply->status == 200 && is_known(reply->request->headers.if_none_match, tag))
        http_reply_empty(reply, 304);
    g_free(tag);
}

void
http_reply_cookie(HttpReply *reply, HttpRequest *request, const char *name, const char *value,
                  int64_t seconds)
{
    bool secure = server_is_secure(request->server);
    char age[40] = "";

    if (seconds >= 0)
        g_snprintf(age, sizeof age, "; Max-Age=%" G_GINT64_FORMAT, seconds);
    g_autofree char *cookie =
        g_strdup_printf("%s%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s", secure ? "__Host-" : "", name,
                        seconds == 0 ? "" : value, age, secure ? "; Secure" : "");
    http_reply_header(reply, "Set-Cookie", cookie);
}

void
http_reply_clear_site_data(HttpReply *reply)
{
    http_reply_header(reply, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
}

/* ---- refusals ---- */

static json_t *
problem_json(unsigned status, const char *detail)
{
    return json_pack("{s:s, s:s, s:i, s:s}", "type", "about:blank", "title", status_title(status), "status",
                     (int)status, "detail", detail ? detail : status_detail(status));
}

/* The program writes the page; where it writes none, a line of text goes out. */
static void
fault_page(HttpReply *reply, HttpRequest *request, unsigned status, const char *detail)
{
    const HttpServerConfig *config = server_config(request->server);

    set_body(reply, status, BODY_NONE, NULL, NULL, 0);
    if (config->fault)
        config->fault(request, reply, status, detail ? detail : status_detail(status), config->data);
    if (reply->kind == BODY_NONE) {
        char *text = g_strconcat(detail ? detail : status_detail(status), "\n", NULL);
        set_body(reply, status, BODY_TAKEN, "text/plain; charset=utf-8", text, strlen(text));
    }
}

void
http_reply_problem(HttpReply *reply, HttpRequest *request, unsigned status, const char *detail)
{
    if (http_is_api(request))
        reply_json(reply, status, TYPE_PROBLEM, problem_json(status, detail));
    else
        fault_page(reply, request, status, detail);
}

void
http_reply_problem_with(HttpReply *reply, HttpRequest *request, unsigned status, const char *detail, json_t *members)
{
    json_t *problem = problem_json(status, detail);

    json_object_update(problem, members);
    json_decref(members);
    reply_json(reply, status, TYPE_PROBLEM, problem);
}

void
http_reply_errors(HttpReply *reply, HttpRequest *request)
{
    if (!http_is_api(request)) {
        fault_page(reply, request, 422, NULL);
        return;
    }
    json_t *problem = problem_json(422, NULL), *list = json_array();
    size_t n;
    const HttpFieldError *errors = http_errors(request, &n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "field", errors[i].field, "detail", errors[i].text));
    json_object_set_new(problem, "errors", list);
    reply_json(reply, 422, TYPE_PROBLEM, problem);
}

void
http_reply_error(HttpReply *reply, HttpRequest *request, const GError *error)
{
    log_error("%s", error->message);
    if (error_may_retry(error))
        http_reply_header(reply, "Retry-After", "5");
    http_reply_problem(reply, request, error_http_status(error), i18n_text(error_public_text(error)));
}
