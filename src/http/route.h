/* The table of everything a server answers: one row per endpoint. */
#pragma once
#include "base/error.h"
#include <stddef.h>
#include <stdint.h>

typedef struct HttpRequest HttpRequest;
typedef struct HttpReply   HttpReply;

typedef enum { HTTP_GET = 1, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE } HttpMethod;

typedef enum {
    HTTP_FIELD_TEXT = 1,    /* UTF-8, at most `max` characters, trimmed; line ends become \n */
    HTTP_FIELD_LINE,        /* the same without line breaks or control characters */
    HTTP_FIELD_ID,          /* an Id as text */
    HTTP_FIELD_NUMBER,      /* 0 to `max` */
    HTTP_FIELD_FLAG,        /* JSON true/false; in a form "yes", "true", "on", "1", or absent */
    HTTP_FIELD_CHOICE,      /* one of `choices`; its index is the value */
    HTTP_FIELD_JSON,        /* JSON bodies only: any value, checked by the handler */
    HTTP_FIELD_MAP,         /* all fields PREFIX-something: at most LIMIT_FIELDS, each `max` characters */
} HttpFieldType;

typedef struct {
    const char        *name;         /* for a MAP: the prefix without its hyphen; in JSON an object
                                      * {something: text}, with the name "" the whole body */
    HttpFieldType      type;
    size_t             max;
    bool               required;     /* absent or empty is a field error */
    const char *const *choices;      /* NULL-terminated */
    const char        *about;        /* a sentence for the OpenAPI document, or NULL */
} HttpField;

typedef enum { HTTP_INPUT_FORM = 1, HTTP_INPUT_JSON } HttpInputKind;

typedef struct {
    HttpInputKind    kind;
    const HttpField *fields;
    size_t           n_fields;
    size_t           body_limit;     /* 0: LIMIT_BODY */
} HttpInput;

typedef void (*HttpHandler)(HttpRequest *request, HttpReply *reply);

typedef struct {
    HttpMethod       method;
    const char      *path;           /* ":name" matches one segment */
    unsigned         guard;          /* meaning by the program; zero refuses */
    const HttpInput *input;          /* set for unsafe methods (may have no fields), NULL for GET */
    HttpHandler      handler;
    bool             shows_errors;   /* the handler runs with bad input too and asks http_errors() */
    const char      *summary;        /* for the OpenAPI document; set for every /api path */
    const char      *answer;         /* the schema of its answer there, among HttpOpenapi.answers; NULL: not described */
} HttpRoute;

typedef struct {
    const HttpRoute *route;
    bool             path_known;
    const char      *args[4];
    size_t           arg_lengths[4], n_args;
} HttpMatch;

/* NULL, or the path of the first bad row: no guard, no handler, an unsafe method without
 * input, a GET with one, an /api row without a summary, or the same row twice. */
const char *http_routes_fault(const HttpRoute *routes, size_t n_routes);
HttpMatch   http_routes_find(const HttpRoute *routes, size_t n_routes, HttpMethod method, const char *path);
