/* What the files of this folder share about a request and its reply. */
#pragma once
#include "base/i18n.h"
#include "http/arena.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/router.h"
#include "http/server.h"
#include "http/stream.h"
#include <sys/types.h>

typedef struct HttpHeader HttpHeader;
struct HttpHeader { const char *name, *value; HttpHeader *next; };

/* A body that is made while it is sent. */
typedef struct {
    /* Bytes written, 0 after http_sleep(), -1 at the end. */
    ssize_t (*read)(void *data, char *buffer, size_t size);
    void    (*free)(void *data);
    void     *data;
} HttpSource;

typedef enum { BODY_NONE, BODY_TAKEN, BODY_STATIC, BODY_SHARED, BODY_SOURCE } HttpBodyKind;

struct HttpReply {
    HttpRequest *request;
    unsigned     status;
    HttpBodyKind kind;
    const char  *type;
    const void  *bytes;         /* TAKEN: owned, g_free() */
    size_t       length;
    GBytes      *shared;
    HttpSource   source;
    HttpHeader  *headers;
    const char  *etag;          /* with its quotation marks */
    bool         is_gzip, closes;
    bool         is_bare;       /* there is no room for the headers that every answer has */
};

/* The headers that this program looks at; borrowed from the connection. NULL: absent. */
typedef struct {
    const char *cookie, *content_type, *content_length, *transfer_encoding, *origin, *fetch_site;
    const char *authorization, *accept_encoding, *last_event, *if_none_match, *expect;
    const char *accept_language;
    bool        from_browser;   /* has a header that only browsers send */
    bool        is_ambiguous;   /* says twice, and differently, where the body ends */
    bool        is_htmx;
    size_t      memory;         /* about what all headers take */
} HttpHeaders;

typedef struct { const char *name, *value; } HttpPair;

typedef struct {
    bool        present;        /* well formed and not empty */
    const char *typed, *text;
    int64_t     number;
    int         choice;
    bool        flag;
    Id          id;
    json_t     *json;
    HttpPair   *map;
    size_t      n_map;
} HttpValue;

typedef enum {
    PHASE_BODY,                 /* being collected, or thrown away where `refused` */
    PHASE_WAITING,              /* for http_resume() */
    PHASE_ANSWERED,
} HttpPhase;

struct HttpRequest {
    HttpServer  *server;
    void        *connection;    /* struct MHD_Connection */
    gint         references;    /* the connection's, and one while it waits */
    HttpPhase    phase;
    HttpMethod   method;
    bool         is_head, refused, is_asleep;
    bool         can_get;       /* there is a page at this path */
    bool         abandoned;     /* the server stopped first; under the server's lock */
    const char  *path;          /* raw; the connection's */
    HttpMatch    match;
    const char  *args[4];
    HttpHeaders  headers;
    char        *body;
    size_t       body_length, body_size, body_limit, thrown_away;
    uint64_t     said_length;   /* of Content-Length; UINT64_MAX: not said */
    int64_t      began_ms, body_deadline;       /* clock_monotonic_ms() */
    json_t      *json;          /* the parsed body */
    HttpValue   *values;
    HttpFieldError *errors;
    size_t       n_errors, errors_size;
    const I18nLanguage *language;       /* spoken in the answer; NULL: English */
    bool         language_chosen;       /* by the person */
    void        *principal;
    void       (*principal_free)(void *);
    HttpThen     then;
    void        *then_data;
    HttpRequest *next_waiting, **before_waiting;
    HttpReply    reply;
    Arena        arena;
};

/* ---- request.c ---- */
HttpRequest *request_new(HttpServer *server, const char *path /* borrowed */);
HttpRequest *request_ref(HttpRequest *request);
void         request_unref(HttpRequest *request);
/* Gives up what only handlers ask for; the path stays. */
void         request_slim(HttpRequest *request);
bool         request_find_row(HttpRequest *request, const Router *router, unsigned *ret_allowed);
bool         request_has_body(const HttpRequest *request);

/* ---- language.c: what the person has chosen (a cookie), else what the browser would like ---- */
void         request_read_language(HttpRequest *request);

/* ---- input.c ---- */
/* The body of at most body_length bytes into typed values.  False: not even readable, and the
 * reply says why; field errors are in `errors` and count as readable. */
bool input_read(HttpRequest *request);

/* ---- input_field.c: one field each; `text` is the request's own and may be changed ---- */
void input_field_error(HttpRequest *request, const char *field, const char *text);
void input_field_text(HttpRequest *request, size_t i, char *text, size_t length);
void input_field_pair(HttpRequest *request, size_t i, const char *name, char *text, size_t length);
void input_field_missing(HttpRequest *request);     /* once all are read: required ones */

/* ---- reply.c ---- */
void reply_clear(HttpReply *reply);
void reply_source(HttpReply *reply, unsigned status, const char *type, HttpSource source);

/* ---- server.c ---- */
bool        server_is_secure(const HttpServer *server);
const HttpServerConfig *server_config(const HttpServer *server);
bool        server_is_closing(const HttpServer *server);
HttpServer *server_ref(HttpServer *server);
void        server_unref(HttpServer *server);
void        server_add_hub(HttpServer *server, HttpHub *hub);      /* to be closed when the server stops */

/* ---- server_headers.c ---- */
const char *server_raw_query(const HttpRequest *request, const char *name);     /* NULL: absent, or bare */

/* ---- server_wait.c, for sources: sleep inside read(), wake from any thread while the source lives ---- */
void        http_sleep(HttpRequest *request);
void        http_wake(HttpRequest *request);

/* ---- guard.c: 0 for "may go on", else the status of the refusal ---- */
unsigned guard_message(const HttpRequest *request);                 /* is it clear where the body ends? */
unsigned guard_origin(const HttpRequest *request, const char *site_url);
unsigned guard_body(const HttpRequest *request);                    /* its type, and its length where said */
