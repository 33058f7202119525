/* What is looked at before a body is read. */
#include "base/limits.h"
#include "http/private.h"
#include <string.h>

static bool
is_unsafe(const HttpRequest *request)
{
    return request->method != HTTP_GET;
}

/* Browsers say where a request comes from in Sec-Fetch-Site; older ones in Origin.  Programs
 * send neither, and no other header of a browser's (RFC 8058 mail servers, scripts of the API). */
unsigned
guard_origin(const HttpRequest *request, const char *site_url)
{
    const char *site = request->headers.fetch_site, *origin = request->headers.origin;

    if (!is_unsafe(request))
        return 0;
    if (site)
        return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0 ? 0 : 403;
    if (origin)
        return strcmp(origin, site_url) == 0 ? 0 : 403;
    return request->headers.from_browser ? 403 : 0;
}

/* "application/json" or "application/json; charset=utf-8". */
static bool
is_type(const char *header, const char *type)
{
    size_t length = strlen(type);

    return header && g_ascii_strncasecmp(header, type, length) == 0 && strchr("; \t", header[length]);
}

/* Where no field is asked for, nothing of the body is read and its type is all the same
 * (RFC 8058 lets mail servers choose); a JSON POST always says its type, because that is
 * what a form on a foreign page cannot do. */
static bool
is_readable_type(const HttpRequest *request)
{
    const HttpInput *input = request->match.route->input;
    const char *type = request->headers.content_type;

    if (!input)
        return true;
    if (input->kind == HTTP_INPUT_FORM)
        return input->n_fields == 0 || is_type(type, "application/x-www-form-urlencoded");
    if (!type && !request_has_body(request) && request->method != HTTP_POST)
        return true;
    return is_type(type, "application/json");
}

/* One way of saying where the body ends, and that one understood: what a proxy in front and we
 * read differently is how requests are smuggled (RFC 9112 section 6). */
unsigned
guard_message(const HttpRequest *request)
{
    const HttpHeaders *headers = &request->headers;

    if (headers->is_ambiguous || (headers->content_length && headers->transfer_encoding))
        return 400;
    if (headers->transfer_encoding && g_ascii_strcasecmp(headers->transfer_encoding, "chunked") != 0)
        return 400;
    if (headers->content_length && request->said_length == UINT64_MAX)
        return 400;
    if (strlen(request->path) > LIMIT_PATH)
        return 414;
    return 0;
}

unsigned
guard_body(const HttpRequest *request)
{
    if (!is_readable_type(request))
        return 415;
    return request->said_length != UINT64_MAX && request->said_length > request->body_limit ? 413 : 0;
}
