/* What a handler may ask of a request.  Everything is borrowed and lives as long as the
 * request.  There is deliberately no way to a client's address or user agent. */
#pragma once
#include "base/i18n.h"
#include "base/ids.h"
#include "http/route.h"
#include <jansson.h>

HttpMethod       http_method(const HttpRequest *request);
const char      *http_path(const HttpRequest *request);
/* The browser says that a page of another site led or asked here; false where it says nothing. */
bool        http_is_cross_site(const HttpRequest *request);
const HttpRoute *http_route(const HttpRequest *request);
bool             http_is_api(const HttpRequest *request);              /* the path begins with /api/ */
const char      *http_arg(const HttpRequest *request, unsigned i);     /* the i-th ":name"; never NULL */
/* Decoded; NULL: absent, over LIMIT_QUERY_VALUE, or not plain UTF-8 text. */
const char      *http_query(const HttpRequest *request, const char *name);
const char      *http_cookies(const HttpRequest *request);            /* the whole header, as it came; NULL */
const char      *http_cookie(const HttpRequest *request, const char *name);  /* NULL */
const char      *http_bearer(const HttpRequest *request);              /* Authorization: Bearer; NULL */
const char      *http_last_event(const HttpRequest *request);          /* Last-Event-ID; NULL */
bool             http_accepts_gzip(const HttpRequest *request);
bool             http_is_htmx(const HttpRequest *request);             /* HX-Request: true */

/* ---- typed input, by the row's field table; `i` is the field's place in it ---- */
const char *http_text(const HttpRequest *request, unsigned i);         /* NULL: absent or empty */
bool        http_id(const HttpRequest *request, unsigned i, Id *ret_id);
int64_t     http_number(const HttpRequest *request, unsigned i, int64_t otherwise);
bool        http_flag(const HttpRequest *request, unsigned i);
int         http_choice(const HttpRequest *request, unsigned i);       /* index; -1: absent */
json_t     *http_json(const HttpRequest *request, unsigned i);         /* NULL: absent; borrowed */
bool        http_has(const HttpRequest *request, unsigned i);
size_t      http_map_size(const HttpRequest *request, unsigned i);
void        http_map_at(const HttpRequest *request, unsigned i, size_t at, const char **ret_name,
                        const char **ret_value);
/* What was typed, even where it is too long or otherwise refused: to show it again. NULL: absent. */
const char *http_typed(const HttpRequest *request, unsigned i);

typedef struct { const char *field; char *text; } HttpFieldError;      /* text is for people, translated */
/* Adds a finding of the handler's own, for http_reply_errors(). */
void http_add_error(HttpRequest *request, const char *field, const char *text);
const HttpFieldError *http_errors(const HttpRequest *request, size_t *ret_n);

/* What the program's `admit` found out about who is asking. Freed with the request. */
void  http_set_principal(HttpRequest *request, void *principal /* taken */, void (*free_func)(void *));
void *http_principal(const HttpRequest *request);
/* ---- the language of the answer: what the person chose, else the conversation's, else what the browser asks for ---- */
#define HTTP_LANGUAGE_COOKIE "language"         /* holds "cy" or the like, and nothing else */
const I18nLanguage *http_language(const HttpRequest *request);              /* NULL: English */
/* The conversation's, once it is known; nothing changes where the person has chosen, or it is none of ours. */
void        http_prefer_language(HttpRequest *request, const char *tag);
/* The page to come back to, for forms that stand on every page: this one's path where it can be asked for, else "/". */
const char *http_page_path(const HttpRequest *request);

/* The `data` given to http_server_new. */
void *http_context(const HttpRequest *request);

/* ---- waiting: the connection sleeps until http_resume(), then `then` makes the reply ---- */
typedef void (*HttpThen)(HttpRequest *request, HttpReply *reply, void *data);
/* Called by a handler as its last act, before anything that may resume is started. */
void http_suspend(HttpRequest *request, HttpThen then, void *data);
/* From any thread, exactly once.  When the server stops, `then` may never be called. */
void http_resume(HttpRequest *request);
