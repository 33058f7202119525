/* A small server with rows of every kind, and a raw client that sends bytes as a row says. */
#pragma once
#include "http/server.h"
#include "http/stream.h"

typedef struct {
    HttpServer *server;
    HttpHub    *hub;
    int         listen_fd;
    unsigned    port;
    char       *site_url;
    gint        handled;        /* how often /wait was finished by its `then` */
    gint        held;           /* requests that wait in /stuck or have come to /slow */
    HttpRequest *stuck[64];
} HttpFixture;

typedef struct { unsigned threads, body_seconds, idle_seconds; const char *site_url, *form_targets; } HttpFixtureOptions;

void fixture_start(HttpFixture *fixture, HttpFixtureOptions options);
void fixture_stop(HttpFixture *fixture);        /* the server alone; the rest by fixture_clear() */
void fixture_clear(HttpFixture *fixture);

int   fixture_connect(const HttpFixture *fixture);
void  fixture_send(int fd, const char *bytes, size_t length);
/* Until the other side closes, or 10 s; caller frees. */
char *fixture_read_all(int fd);
/* One answer with a Content-Length, and no byte more; caller frees. */
char *fixture_read_one(int fd);
/* Until `what` has come; caller frees. NULL: it never did. */
char *fixture_read_until(int fd, const char *what);
/* Connect, send, read until the end. */
char *fixture_talk(const HttpFixture *fixture, const char *request);
