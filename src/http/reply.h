/* The one answer to a request.  A later call replaces an earlier body.  Texts are copied. */
#pragma once
#include "base/error.h"
#include "http/route.h"
#include <jansson.h>

/* Bodies: `taken` ones are g_free()d by the reply.  Personal pages are no-store by default. */
void http_reply_html(HttpReply *reply, unsigned status, char *page /* taken */, size_t length);
void http_reply_bytes(HttpReply *reply, unsigned status, const char *type, void *bytes /* taken */,
                      size_t length);
void http_reply_static(HttpReply *reply, unsigned status, const char *type, const void *bytes, size_t length);
/* Bytes that many answers share (a page cache): no copy, one reference more while it is sent. */
void http_reply_shared(HttpReply *reply, unsigned status, const char *type, GBytes *bytes);
/* The body given is gzip already: ask http_accepts_gzip() first. */
void http_reply_gzip(HttpReply *reply);
void http_reply_json(HttpReply *reply, unsigned status, json_t *json /* reference taken */);
void http_reply_empty(HttpReply *reply, unsigned status);
void http_reply_redirect(HttpReply *reply, const char *location);      /* 303; the caller knows where it leads */
/* The same form once more, there. */
void http_reply_send_again(HttpReply *reply, const char *location);
/* application/problem+json (RFC 9457) for API paths, the program's error page for others. */
void http_reply_problem(HttpReply *reply, HttpRequest *request, unsigned status,
                        const char *detail /* NULL: the status' own */);
/* The same for API paths alone, with members of its own. */
void http_reply_problem_with(HttpReply *reply, HttpRequest *request, unsigned status, const char *detail,
                             json_t *members /* reference taken */);
void http_reply_errors(HttpReply *reply, HttpRequest *request);        /* 422 with the field errors */
/* Logs it once; the public text goes out. */
void http_reply_error(HttpReply *reply, HttpRequest *request, const GError *error);

void http_reply_header(HttpReply *reply, const char *name, const char *value);
/* Cacheable: assets only.  Becomes a 304 without a body where the browser has it.  No quotation marks in `etag`. */
void http_reply_etag(HttpReply *reply, const char *etag, bool immutable);
/* `seconds` < 0: a session cookie; 0: removes it.  The prefix __Host- and Secure are added where the site's URL
 * is https. */
void http_reply_cookie(HttpReply *reply, HttpRequest *request, const char *name, const char *value,
                       int64_t seconds);
void http_reply_clear_site_data(HttpReply *reply);                      /* A20 */
unsigned http_reply_status(const HttpReply *reply);
