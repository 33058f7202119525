#include "http_fixture.h"
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct { const char *name, *request, *want, *and_want, *never; } Case;

static HttpFixture fixture;

#define CLOSE     "Host: x\r\nConnection: close\r\n"
#define FORM      CLOSE "Content-Type: application/x-www-form-urlencoded\r\n"
#define JSON      CLOSE "Content-Type: application/json\r\n"
#define BODY(n)   "Content-Length: " #n "\r\n\r\n"
#define OK        "HTTP/1.1 200 OK\r\n"

static const Case cases[] = {
    { "page",            "GET / HTTP/1.1\r\n" CLOSE "\r\n", OK, "<p>home</p>", NULL },
    { "html-type",       "GET / HTTP/1.1\r\n" CLOSE "\r\n", OK, "Content-Type: text/html; charset=utf-8\r\n", NULL },
    { "length",          "GET / HTTP/1.1\r\n" CLOSE "\r\n", OK, "Content-Length: 26\r\n", NULL },
    { "old-protocol",    "GET / HTTP/1.0\r\n\r\n", " 200 OK\r\n", "<p>home</p>", NULL },
    { "head",            "HEAD / HTTP/1.1\r\n" CLOSE "\r\n", OK, "Content-Length: 26\r\n", "home" },
    { "head-of-stream",  "HEAD /events HTTP/1.1\r\n" CLOSE "\r\n", OK, "text/event-stream", "retry" },
    { "not-found",       "GET /nowhere HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", "<h1>404</h1>", NULL },
    { "slash-at-end",    "GET /echo/a/b/ HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", NULL, NULL },
    { "empty-segment",   "GET /echo//b HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", NULL, NULL },
    { "not-found-api",   "GET /api/v1/nowhere HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", "application/problem+json", "<h1>" },
    { "wrong-method",    "POST /echo/a/b HTTP/1.1\r\n" FORM BODY(0), "HTTP/1.1 405 ", "Allow: GET, HEAD\r\n", NULL },
    { "wrong-method-2",  "GET /api/v1/things/7 HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 405 ", "Allow: PUT, DELETE\r\n", NULL },
    { "options",         "OPTIONS /wait HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 405 ", "Allow: GET, HEAD, POST\r\n", NULL },
    { "trace",           "TRACE / HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 405 ", NULL, NULL },
    { "closed",          "GET /closed HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 403 ", "<h1>403</h1>", "home" },
    { "closed-api",      "GET /api/v1/closed HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 403 ", "\"status\":403", "home" },
    { "closed-head",     "HEAD /closed HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 403 ", NULL, "<h1>" },

    { "args",            "GET /echo/a%20b/%C3%A9 HTTP/1.1\r\n" CLOSE "\r\n", OK, "a=[a b] b=[\xc3\xa9]", NULL },
    { "arg-slash",       "GET /echo/a%2Fb/c HTTP/1.1\r\n" CLOSE "\r\n", OK, "a=[a/b] b=[c]", NULL },
    { "arg-plus",        "GET /echo/a+b/c HTTP/1.1\r\n" CLOSE "\r\n", OK, "a=[a+b]", NULL },
    { "arg-nul",         "GET /echo/a%00b/c HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", NULL, NULL },
    { "arg-not-utf8",    "GET /echo/%FF/c HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 404 ", NULL, NULL },
    { "query",           "GET /echo/a/b?x=1&q=a+b%26c&y HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[a b&c]", NULL },
    { "query-first",     "GET /echo/a/b?q=1&q=2 HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[1]", NULL },
    { "query-absent",    "GET /echo/a/b?qq=1 HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[-]", NULL },
    { "query-not-utf8",  "GET /echo/a/b?q=%FF HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[-]", NULL },
    { "query-nul",       "GET /echo/a/b?q=a%00b HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[-]", NULL },
    { "query-half",      "GET /echo/a/b?q=100%&y=%2 HTTP/1.1\r\n" CLOSE "\r\n", OK, "q=[100%]", NULL },
    { "cookie",          "GET /echo/a/b HTTP/1.1\r\nCookie: cc=0; c=abc; d=1\r\n" CLOSE "\r\n", OK, "c=[abc]", NULL },
    { "cookie-absent",   "GET /echo/a/b HTTP/1.1\r\nCookie: cc=0\r\n" CLOSE "\r\n", OK, "c=[-]", NULL },
    { "bearer",          "GET /echo/a/b HTTP/1.1\r\nAuthorization: bearer x.y\r\n" CLOSE "\r\n", OK, "bearer=[x.y]", NULL },
    { "basic",           "GET /echo/a/b HTTP/1.1\r\nAuthorization: Basic eA==\r\n" CLOSE "\r\n", OK, "bearer=[-]", NULL },
    { "gzip",            "GET /echo/a/b HTTP/1.1\r\nAccept-Encoding: br, gzip;q=0.5\r\n" CLOSE "\r\n", OK, "gzip=1", NULL },
    { "no-gzip",         "GET /echo/a/b HTTP/1.1\r\nAccept-Encoding: gzip; q=0, br\r\n" CLOSE "\r\n", OK, "gzip=0", NULL },
    { "htmx",            "GET /echo/a/b HTTP/1.1\r\nHX-Request: true\r\n" CLOSE "\r\n", OK, "htmx=1", NULL },

    { "shared",          "GET /shared HTTP/1.1\r\n" CLOSE "\r\n", OK, "shared bytes", NULL },
    { "asset",           "GET /asset HTTP/1.1\r\n" CLOSE "\r\n", OK, "Cache-Control: public, max-age=31536000, immutable\r\n", "no-store" },
    { "asset-gzip",      "GET /asset HTTP/1.1\r\nAccept-Encoding: gzip\r\n" CLOSE "\r\n", OK, "Content-Encoding: gzip\r\n", NULL },
    { "asset-vary",      "GET /asset HTTP/1.1\r\nAccept-Encoding: gzip\r\n" CLOSE "\r\n", OK, "Vary: Accept-Encoding\r\n", NULL },
    { "asset-known",     "GET /asset HTTP/1.1\r\nIf-None-Match: \"x\", \"abc\"\r\n" CLOSE "\r\n", "HTTP/1.1 304 ", "ETag: \"abc\"", "body{}" },
    { "asset-other",     "GET /asset HTTP/1.1\r\nIf-None-Match: \"abcd\"\r\n" CLOSE "\r\n", OK, "body{}", NULL },
    { "error",           "GET /error HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 503 ", "Retry-After: 5\r\n", "a failure that the test makes" },
    { "error-api",       "GET /api/v1/error HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 503 ", "\"title\":\"Service unavailable\"", "a failure that" },
    { "no-reply",        "GET /nothing HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 500 ", "<h1>500</h1>", NULL },
    { "redirect",        "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Location: /echo/x/y\r\n", NULL },
    { "cookie-session",  "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Set-Cookie: one=1; Path=/; HttpOnly; SameSite=Lax\r\n", "__Host" },
    { "cookie-lasting",  "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Set-Cookie: two=2; Path=/; Max-Age=60; HttpOnly; SameSite=Lax\r\n", "Secure" },
    { "cookie-removed",  "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Set-Cookie: gone=; Path=/; Max-Age=0;", NULL },
    { "clear-site-data", "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Clear-Site-Data: \"cache\", \"cookies\", \"storage\"\r\n", NULL },
    { "own-cache-words", "GET /away HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 303 ", "Cache-Control: private\r\n", "no-store" },

    { "form",            "POST /form HTTP/1.1\r\n" FORM BODY(8) "name=Ann", OK, "name=[Ann] story=[-]", "!" },
    { "form-charset",    "POST /form HTTP/1.1\r\n" CLOSE "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n" BODY(8) "name=Ann", OK, "name=[Ann]", NULL },
    { "form-chunked",    "POST /form HTTP/1.1\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n4\r\nname\r\n4\r\n=Ann\r\n0\r\n\r\n", OK, "name=[Ann]", NULL },
    { "form-missing",    "POST /form HTTP/1.1\r\n" FORM BODY(0), "HTTP/1.1 422 ", "1 errors", NULL },
    { "form-shown",      "POST /shown HTTP/1.1\r\n" FORM BODY(0), OK, "!name", NULL },
    { "form-no-type",    "POST /form HTTP/1.1\r\n" CLOSE BODY(8) "name=Ann", "HTTP/1.1 415 ", NULL, NULL },
    { "form-as-json",    "POST /form HTTP/1.1\r\n" JSON BODY(8) "name=Ann", "HTTP/1.1 415 ", NULL, NULL },
    { "form-multipart",  "POST /form HTTP/1.1\r\n" CLOSE "Content-Type: multipart/form-data; boundary=x\r\n" BODY(8) "name=Ann", "HTTP/1.1 415 ", NULL, NULL },
    { "form-type-longer", "POST /form HTTP/1.1\r\n" CLOSE "Content-Type: application/x-www-form-urlencodedx\r\n" BODY(8) "name=Ann", "HTTP/1.1 415 ", NULL, NULL },
    { "form-too-long",   "POST /tiny HTTP/1.1\r\n" FORM BODY(65) "name=Ann&x=12345678901234567890123456789012345678901234567890123456", "HTTP/1.1 413 ", "<h1>413</h1>", NULL },
    { "form-just-fits",  "POST /tiny HTTP/1.1\r\n" FORM BODY(64) "name=Ann&x=12345678901234567890123456789012345678901234567890123", OK, "name=[Ann]", NULL },
    { "form-chunks-too-long", "POST /tiny HTTP/1.1\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n40\r\nname=Ann&x=12345678901234567890123456789012345678901234567890123\r\n1\r\nx\r\n0\r\n\r\n", "HTTP/1.1 413 ", NULL, NULL },
    { "expect-refused",  "POST /tiny HTTP/1.1\r\n" FORM "Expect: 100-continue\r\n" BODY(5000), "HTTP/1.1 413 ", NULL, "100 Continue" },
    { "huge-refused",    "POST /form HTTP/1.1\r\n" FORM BODY(99999999999), "HTTP/1.1 413 ", NULL, NULL },
    { "any-type",        "POST /unsubscribe HTTP/1.1\r\n" CLOSE "Content-Type: multipart/form-data; boundary=x\r\n" BODY(4) "--x-", "HTTP/1.1 204 ", NULL, NULL },
    { "body-of-get",     "GET / HTTP/1.1\r\n" CLOSE BODY(4) "abcd", OK, "home", NULL },

    { "json",            "POST /api/v1/things HTTP/1.1\r\n" JSON BODY(14) "{\"name\":\"Ann\"}", OK, "name=[Ann]", NULL },
    { "json-no-type",    "POST /api/v1/things HTTP/1.1\r\n" CLOSE BODY(14) "{\"name\":\"Ann\"}", "HTTP/1.1 415 ", "problem+json", NULL },
    { "json-plain-type", "POST /api/v1/things HTTP/1.1\r\n" CLOSE "Content-Type: text/plain\r\n" BODY(14) "{\"name\":\"Ann\"}", "HTTP/1.1 415 ", NULL, NULL },
    { "json-bad",        "POST /api/v1/things HTTP/1.1\r\n" JSON BODY(13) "{\"name\":\"Ann\"", "HTTP/1.1 400 ", "not valid JSON", NULL },
    { "json-empty",      "POST /api/v1/things HTTP/1.1\r\n" JSON BODY(0), "HTTP/1.1 400 ", "JSON object", NULL },
    { "json-errors",     "POST /api/v1/things HTTP/1.1\r\n" JSON BODY(2) "{}", "HTTP/1.1 422 ", "\"errors\":[{\"field\":\"name\"", NULL },
    { "delete-bare",     "DELETE /api/v1/things/7 HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 204 ", NULL, NULL },
    { "post-bare",       "POST /api/v1/things HTTP/1.1\r\n" CLOSE "\r\n", "HTTP/1.1 415 ", NULL, NULL },

    { "both-lengths",    "POST /form HTTP/1.1\r\n" FORM "Transfer-Encoding: chunked\r\n" BODY(8) "name=Ann", "HTTP/1.1 400 ", NULL, "name=[" },
    { "two-lengths",     "POST /form HTTP/1.1\r\n" FORM "Content-Length: 3\r\n" BODY(8) "name=Ann", "HTTP/1.1 400 ", NULL, "name=[" },
    { "length-words",    "POST /form HTTP/1.1\r\n" FORM "Content-Length: +8\r\n\r\nname=Ann", "HTTP/1.1 400 ", NULL, "name=[" },
    { "blank-before-colon", "POST /form HTTP/1.1\r\n" FORM "Content-Length : 8\r\n\r\nname=Ann", "HTTP/1.1 400 ", NULL, "name=[" },
    { "other-encoding",  "POST /form HTTP/1.1\r\n" FORM "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400 ", NULL, "name=[" },

    { "wait",            "GET /wait HTTP/1.1\r\n" CLOSE "\r\n", OK, "waited for /wait", NULL },
    { "wait-post",       "POST /wait HTTP/1.1\r\n" FORM BODY(8) "name=Ann", OK, "waited for /wait", NULL },
    { "wait-bad-input",  "POST /wait HTTP/1.1\r\n" FORM BODY(0), "HTTP/1.1 422 ", NULL, "waited" },
};

static void
check(const Case *c, const char *answer)
{
    if (!g_str_has_prefix(answer, c->want) && !(c->want[0] == ' ' && strstr(answer, c->want)))
        g_error("wanted %s, got %s", c->want, answer);
    if (c->and_want && !strstr(answer, c->and_want))
        g_error("wanted %s in %s", c->and_want, answer);
    if (c->never && strstr(answer, c->never))
        g_error("did not want %s in %s", c->never, answer);
}

static void
test_answer(gconstpointer data)
{
    const Case *c = data;
    g_autofree char *answer = fixture_talk(&fixture, c->request);

    check(c, answer);
    if (strstr(answer, "<title>Request malformed</title>"))
        return;                 /* the library's own words, which cannot be dressed */
    for (const char *const *header = (const char *const[]){ "Content-Security-Policy: default-src 'none'; style-src 'self'",
             "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
             "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Permissions-Policy: ", "Cache-Control: ", NULL };
         *header; header++)
        if (!strstr(answer, *header))
            g_error("no %s in %s", *header, answer);
    g_assert_null(strstr(answer, "Strict-Transport-Security"));
}

/* ---- where a request comes from ---- */

typedef struct { const char *name, *method_path, *headers; bool ok; } OriginCase;

#define OTHER_PORT "Origin: http://127.0.0.1:1\r\n"

static const OriginCase origin_cases[] = {
    { "fetch-same",          "POST /form", "Sec-Fetch-Site: same-origin\r\n", true },
    { "fetch-none",          "POST /form", "Sec-Fetch-Site: none\r\n", true },
    { "fetch-same-null",     "POST /form", "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n", true },
    { "fetch-same-site",     "POST /form", "Sec-Fetch-Site: same-site\r\n", false },
    { "fetch-cross",         "POST /form", "Sec-Fetch-Site: cross-site\r\n", false },
    { "fetch-nonsense",      "POST /form", "Sec-Fetch-Site: x\r\n", false },
    { "origin-same",         "POST /form", "Origin: SITE\r\n", true },
    { "origin-other-port",   "POST /form", OTHER_PORT, false },
    { "origin-longer",       "POST /form", "Origin: SITE.evil.example\r\n", false },
    { "origin-null",         "POST /form", "Origin: null\r\n", false },
    { "origin-foreign",      "POST /form", "Origin: https://evil.example\r\n", false },
    { "foreign-with-fetch",  "POST /form", "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n", false },
    { "program",             "POST /form", "User-Agent: script\r\n", true },
    { "browser-says-nothing", "POST /form", "Sec-Fetch-Mode: navigate\r\n", false },
    { "referer-alone",       "POST /form", "Referer: https://evil.example/\r\n", false },
    { "put-cross",           "PUT /api/v1/things/1", "Sec-Fetch-Site: cross-site\r\n", false },
    { "put-same",            "PUT /api/v1/things/1", "Sec-Fetch-Site: same-origin\r\n", true },
    { "delete-foreign",      "DELETE /api/v1/things/1", "Origin: https://evil.example\r\n", false },
    { "get-cross",           "GET /", "Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n", true },
};

static void
test_origin(gconstpointer data)
{
    const OriginCase *c = data;
    GString *headers = g_string_new(c->headers);
    bool is_json = strstr(c->method_path, "/api/") != NULL;

    g_string_replace(headers, "SITE", fixture.site_url, 0);
    const char *body = is_json ? "{\"name\":\"Ann\"}" : "name=Ann";
    g_autofree char *request = g_strdup_printf("%s HTTP/1.1\r\n" CLOSE "%sContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
        c->method_path, headers->str, is_json ? "application/json" : "application/x-www-form-urlencoded", strlen(body), body);
    g_autofree char *answer = fixture_talk(&fixture, request);
    g_string_free(headers, true);
    g_assert_cmpint(!g_str_has_prefix(answer, "HTTP/1.1 403 "), ==, c->ok);
    if (c->ok)
        g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 20"));
}

/* ---- too much ---- */

static void
test_too_much(gconstpointer data)
{
    const char *what = data;
    g_autofree char *many = g_strnfill(strcmp(what, "path") == 0 ? 600 : strcmp(what, "cookies") == 0 ? 4200 : 20000, 'a');
    g_autofree char *request = strcmp(what, "path") == 0 ?
        g_strdup_printf("GET /echo/a/%s HTTP/1.1\r\n" CLOSE "\r\n", many) : strcmp(what, "line") == 0 ?
        g_strdup_printf("GET /echo/a/b?q=%s HTTP/1.1\r\n" CLOSE "\r\n", many) :
        g_strdup_printf("GET /echo/a/b HTTP/1.1\r\n%s: c=%s\r\n" CLOSE "\r\n", strcmp(what, "cookies") == 0 ? "Cookie" : "X", many);
    g_autofree char *answer = fixture_talk(&fixture, request);

    g_assert_true(strstr(answer, " 414 ") || strstr(answer, " 431 ") || strstr(answer, " 413 "));
    g_autofree char *next = fixture_talk(&fixture, "GET / HTTP/1.1\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(next, "home"));
}

/* What the server takes in it can answer; what is somewhat too much is told so; what is far too much may find the
 * door closed. */
static void
test_header_sizes(void)
{
    for (size_t size = 100; size < 8000; size += 61) {
        g_autofree char *much = g_strnfill(size, 'a');
        g_autofree char *request = g_strdup_printf("GET /away HTTP/1.1\r\nCookie: c=%s\r\n" CLOSE "\r\n", much);
        g_autofree char *answer = fixture_talk(&fixture, request);
        if (size < 2300)
            g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 303 "));
        else if (size > 2500 && size < 3300)
            g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 431 "));
        else
            g_assert_true(*answer == '\0' || g_str_has_prefix(answer, "HTTP/1.1 303 ") || g_str_has_prefix(answer, "HTTP/1.1 431 "));
    }
}

/* A body that goes on for ever is cut off, and nobody else notices. */
static void
test_endless_body(void)
{
    g_autofree char *chunk = g_strnfill(0x4000, 'a');
    int fd = fixture_connect(&fixture);
    static const char head[] = "POST /tiny HTTP/1.1\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n";

    fixture_send(fd, head, sizeof head - 1);
    for (int i = 0; i < 200; i++) {
        fixture_send(fd, "4000\r\n", 6);
        fixture_send(fd, chunk, 0x4000);
        fixture_send(fd, "\r\n", 2);
    }
    g_autofree char *answer = fixture_read_all(fd);
    close(fd);
    g_assert_null(strstr(answer, "200 OK"));
    g_autofree char *next = fixture_talk(&fixture, "GET / HTTP/1.1\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(next, "home"));
}

/* A body that was refused does not become the next request. */
static void
test_refused_body_is_no_request(void)
{
    static const char request[] = "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n"
        "GET /echo/smuggled/x HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n" CLOSE "\r\n";
    g_autofree char *answer = fixture_talk(&fixture, request);

    g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 404 "));
    g_assert_null(strstr(answer, "smuggled"));
}

/* ---- one connection, many requests ---- */

static void
test_keep_alive(void)
{
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n" BODY(8) "name=Ann",
        "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /nowhere HTTP/1.1\r\nHost: x\r\n" BODY(8) "name=Ann", "GET /shared HTTP/1.1\r\nHost: x\r\n\r\n",
    };
    static const char *const wants[] = { "home", "name=[Ann]", "404", "waited", "404", "shared bytes" };
    int fd = fixture_connect(&fixture);

    for (size_t i = 0; i < G_N_ELEMENTS(requests) * 3; i++) {
        fixture_send(fd, requests[i % 6], strlen(requests[i % 6]));
        g_autofree char *answer = fixture_read_one(fd);
        g_assert_nonnull(strstr(answer, wants[i % 6]));
    }
    close(fd);
}

static void
test_pipelining(void)
{
    GString *requests = g_string_new(NULL);
    int fd = fixture_connect(&fixture);

    for (int i = 0; i < 40; i++)
        g_string_append_printf(requests, i % 4 == 3 ? "GET /wait?%d HTTP/1.1\r\nHost: x\r\n\r\n" :
                               "GET /echo/%d/x HTTP/1.1\r\nHost: x\r\n\r\n", i);
    fixture_send(fd, requests->str, requests->len);
    g_string_free(requests, true);
    for (int i = 0; i < 40; i++) {
        g_autofree char *want = i % 4 == 3 ? g_strdup("waited") : g_strdup_printf("a=[%d]", i);
        g_autofree char *answer = fixture_read_one(fd);
        g_assert_nonnull(strstr(answer, want));
    }
    close(fd);
}

static void
test_client_leaves_while_waiting(void)
{
    static const char request[] = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n";

    for (int i = 0; i < 50; i++) {
        int fd = fixture_connect(&fixture);
        fixture_send(fd, request, sizeof request - 1);
        close(fd);
    }
    g_autofree char *next = fixture_talk(&fixture, "GET /wait HTTP/1.1\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(next, "waited"));
}

/* ---- a body that comes too slowly ---- */

static void
test_slow_body(void)
{
    HttpFixture own;
    static const char head[] = "POST /form HTTP/1.1\r\n" FORM BODY(100);

    fixture_start(&own, (HttpFixtureOptions){ .threads = 1, .body_seconds = 1 });
    int fd = fixture_connect(&own);
    fixture_send(fd, head, sizeof head - 1);
    int64_t start = g_get_monotonic_time();
    char    byte;
    for (int i = 0; i < 80 && recv(fd, &byte, 1, MSG_DONTWAIT) != 0; i++) {
        fixture_send(fd, "a", 1);
        g_usleep(100 * 1000);
    }
    g_assert_cmpint(g_get_monotonic_time() - start, <, 6 * G_TIME_SPAN_SECOND);
    close(fd);
    g_autofree char *next = fixture_talk(&own, "GET / HTTP/1.1\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(next, "home"));
    fixture_clear(&own);
}

/* ---- https ---- */

static void
test_secure_site(void)
{
    HttpFixture own;

    fixture_start(&own, (HttpFixtureOptions){ .threads = 1, .site_url = "https://room.example", .form_targets = "https://desk.example" });
    g_autofree char *answer = fixture_talk(&own, "GET /away HTTP/1.1\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(answer, "Set-Cookie: __Host-one=1; Path=/; HttpOnly; SameSite=Lax; Secure\r\n"));
    g_assert_nonnull(strstr(answer, "Strict-Transport-Security: max-age="));
    g_assert_nonnull(strstr(answer, "form-action 'self' https://desk.example;"));
    g_autofree char *echo = fixture_talk(&own, "GET /echo/a/b HTTP/1.1\r\nCookie: c=plain; __Host-c=safe\r\n" CLOSE "\r\n");
    g_assert_nonnull(strstr(echo, "c=[safe]"));
    fixture_clear(&own);
}

static void
test_bad_routes(void)
{
    static const HttpRoute unguarded[] = { { HTTP_GET, "/x", 0, NULL, NULL } };
    g_autoptr(GError) error = NULL;
    HttpServerConfig config = { .listen_fd = -1, .site_url = "http://x", .routes = unguarded, .n_routes = 1 };

    g_assert_null(http_server_start(&config, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INTERNAL);
    config.n_routes = 0;
    g_clear_error(&error);
    g_assert_null(http_server_start(&config, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_UNAVAILABLE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/http/answer/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_answer);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(origin_cases); i++) {
        g_autofree char *path = g_strdup_printf("/http/origin/%s", origin_cases[i].name);
        g_test_add_data_func(path, &origin_cases[i], test_origin);
    }
    g_test_add_data_func("/http/too-much/path", "path", test_too_much);
    g_test_add_data_func("/http/too-much/line", "line", test_too_much);
    g_test_add_data_func("/http/too-much/cookies", "cookies", test_too_much);
    g_test_add_data_func("/http/too-much/header", "header", test_too_much);
    g_test_add_func("/http/header-sizes", test_header_sizes);
    g_test_add_func("/http/endless-body", test_endless_body);
    g_test_add_func("/http/refused-body-is-no-request", test_refused_body_is_no_request);
    g_test_add_func("/http/keep-alive", test_keep_alive);
    g_test_add_func("/http/pipelining", test_pipelining);
    g_test_add_func("/http/client-leaves", test_client_leaves_while_waiting);
    g_test_add_func("/http/slow-body", test_slow_body);
    g_test_add_func("/http/secure-site", test_secure_site);
    g_test_add_func("/http/bad-routes", test_bad_routes);
    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    int result = g_test_run();
    fixture_clear(&fixture);
    return result;
}
