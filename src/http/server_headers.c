/* The headers that this program looks at, picked in one pass.  The client's user agent is not among them. */
#include "http/server_private.h"
#include <string.h>

#define ENTRY 64 /* the library's own record of a header or a cookie */

#define TEXT_HEADER(name, field)                                                                             \
    {                                                                                                        \
        name, sizeof(name) - 1, offsetof(HttpHeaders, field)                                                 \
    }

static const struct {
    const char *name;
    size_t length, offset;
} wanted[] = {
    TEXT_HEADER("Cookie", cookie),
    TEXT_HEADER("Content-Type", content_type),
    TEXT_HEADER("Content-Length", content_length),
    TEXT_HEADER("Transfer-Encoding", transfer_encoding),
    TEXT_HEADER("Origin", origin),
    TEXT_HEADER("Sec-Fetch-Site", fetch_site),
    TEXT_HEADER("Authorization", authorization),
    TEXT_HEADER("Accept-Encoding", accept_encoding),
    TEXT_HEADER("Last-Event-ID", last_event),
    TEXT_HEADER("If-None-Match", if_none_match),
    TEXT_HEADER("Expect", expect),
    TEXT_HEADER("Accept-Language", accept_language),
};

static bool
is_browsers(const char *name)
{
    return g_ascii_strncasecmp(name, "Sec-", 4) == 0 || g_ascii_strcasecmp(name, "Referer") == 0;
}

/* What is said twice counts once; where a body ends must be said once. */
static void
keep_header(HttpHeaders *headers, size_t i, const char *value)
{
    const char **place = (const char **)((char *)headers + wanted[i].offset);

    if (*place && (place == &headers->content_length || place == &headers->transfer_encoding))
        headers->is_ambiguous = true;
    if (!*place)
        *place = value;
}

/* "Content-Length : 5": refused, for a proxy in front may read it and the library does not (RFC 9112 section 5.1). */
static bool
has_blank(const char *name, size_t length)
{
    return length == 0 || strcspn(name, " \t") != length;
}

/* About what the library keeps of a header; cookies it keeps once more, taken apart. */
static void
count_memory(HttpHeaders *headers, const char *name, size_t name_length, const char *value)
{
    size_t length = strlen(value);

    headers->memory += name_length + length + 4 + ENTRY;
    if (name_length == 6 && g_ascii_strcasecmp(name, "Cookie") == 0)
        for (headers->memory += length + ENTRY; (value = strchr(value, ';')); value++)
            headers->memory += ENTRY;
}

static enum MHD_Result
on_header(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    HttpHeaders *headers = data;
    size_t length = strlen(name);

    if (!value)
        value = "";
    count_memory(headers, name, length, value);
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        if (wanted[i].length == length && g_ascii_strcasecmp(wanted[i].name, name) == 0) {
            keep_header(headers, i, value);
            break;
        }
    if (has_blank(name, length))
        headers->is_ambiguous = true;
    if (is_browsers(name))
        headers->from_browser = true;
    if (length == 10 && g_ascii_strcasecmp(name, "HX-Request") == 0)
        headers->is_htmx = strcmp(value, "true") == 0;
    return MHD_YES;
}

static enum MHD_Result
on_argument(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    HttpHeaders *headers = data;

    headers->memory += strlen(name) + (value ? strlen(value) : 0) + 2 + ENTRY;
    return MHD_YES;
}

/* UINT64_MAX where it is not said, or no number. */
static uint64_t
read_length(const char *header)
{
    uint64_t length = 0;

    if (!header || !*header || strlen(header) > 18)
        return UINT64_MAX;
    for (const char *at = header; *at; at++) {
        if (*at < '0' || *at > '9')
            return UINT64_MAX;
        length = length * 10 + (uint64_t)(*at - '0');
    }
    return length;
}

void
server_read_headers(HttpRequest *request)
{
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, on_header, &request->headers);
    request->headers.memory += strlen(request->path) + 32;
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, on_argument, &request->headers);
    request->said_length = read_length(request->headers.content_length);
}

typedef struct {
    const char *name, *value;
} Wanted;

static enum MHD_Result
find_argument(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
    Wanted *argument = data;

    if (strcmp(name, argument->name) != 0 || !value)
        return MHD_YES;
    argument->value = value;
    return MHD_NO;
}

const char *
server_raw_query(const HttpRequest *request, const char *name)
{
    Wanted argument = { name, NULL };

    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, find_argument, &argument);
    return argument.value;
}
