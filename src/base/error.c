#include "base/error.h"

static const struct {
    unsigned    http;
    bool        retry;
    const char *text;
} kinds[ERROR__COUNT] = {
#define X(name, http, retry, text) [name] = { http, retry, text },
    ERROR_KINDS(X)
#undef X
};

GQuark
candour_error_quark(void)
{
    return g_quark_from_static_string("candour-error");
}

static ErrorKind
kind_of(const GError *error)
{
    if (error->domain != ERROR_DOMAIN || error->code < 0 || error->code >= ERROR__COUNT)
        return ERROR_INTERNAL;
    return (ErrorKind)error->code;
}

unsigned
error_http_status(const GError *error)
{
    return kinds[kind_of(error)].http;
}

bool
error_may_retry(const GError *error)
{
    return kinds[kind_of(error)].retry;
}

const char *
error_public_text(const GError *error)
{
    return kinds[kind_of(error)].text;
}

bool
error_set(GError **error, ErrorKind kind, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, ERROR_DOMAIN, (int)kind, text);
    return false;
}
