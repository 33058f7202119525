#include "http_fixture.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- rows ---- */

enum { OPEN = 1, CLOSED };

static void
say(HttpReply *reply, unsigned status, char *text)
{
    http_reply_bytes(reply, status, "text/plain; charset=utf-8", text, strlen(text));
}

static void
on_home(HttpRequest *request, HttpReply *reply)
{
    char *page = g_strdup("<!doctype html><p>home</p>");

    http_reply_html(reply, 200, page, strlen(page));
}

static void
on_echo(HttpRequest *request, HttpReply *reply)
{
    const char *query = http_query(request, "q"), *cookie = http_cookie(request, "c"), *bearer = http_bearer(request);

    say(reply, 200, g_strdup_printf("a=[%s] b=[%s] q=[%s] c=[%s] bearer=[%s] gzip=%d htmx=%d", http_arg(request, 0),
                                    http_arg(request, 1), query ? query : "-", cookie ? cookie : "-", bearer ? bearer : "-",
                                    http_accepts_gzip(request), http_is_htmx(request)));
}

static const char *const colours[] = { "red", "green", NULL };

enum { NAME, STORY, COLOUR, AGREE, AGE, WHICH, ANSWERS, ANY };

static const HttpField fields[] = {
    [NAME] = { "name", HTTP_FIELD_LINE, 10, true },       [STORY] = { "story", HTTP_FIELD_TEXT, 20 },
    [COLOUR] = { "colour", HTTP_FIELD_CHOICE, .choices = colours }, [AGREE] = { "agree", HTTP_FIELD_FLAG },
    [AGE] = { "age", HTTP_FIELD_NUMBER, 150 },            [WHICH] = { "which", HTTP_FIELD_ID },
    [ANSWERS] = { "answers", HTTP_FIELD_MAP, 5 },         [ANY] = { "any", HTTP_FIELD_JSON },
};

static const HttpInput form = { HTTP_INPUT_FORM, fields, ANY }, json = { HTTP_INPUT_JSON, fields, ANY + 1 };
static const HttpInput tiny = { HTTP_INPUT_FORM, fields, ANY, 64 }, no_fields = { HTTP_INPUT_FORM, NULL, 0 };
static const HttpInput no_json = { HTTP_INPUT_JSON, NULL, 0 };

static void
add_map(GString *out, HttpRequest *request)
{
    for (size_t i = 0; i < http_map_size(request, ANSWERS); i++) {
        const char *name, *value;
        http_map_at(request, ANSWERS, i, &name, &value);
        g_string_append_printf(out, " %s:%s", name, value);
    }
}

static void
on_values(HttpRequest *request, HttpReply *reply)
{
    GString    *out = g_string_new(NULL);
    const char *name = http_text(request, NAME), *story = http_text(request, STORY), *typed = http_typed(request, STORY);
    size_t      n_errors;
    Id          id;
    char        id_text[ID_TEXT_SIZE] = "-";
    const HttpFieldError *errors = http_errors(request, &n_errors);

    if (http_id(request, WHICH, &id))
        id_to_text(&id, id_text);
    g_string_append_printf(out, "name=[%s] story=[%s] typed=[%s] colour=%d agree=%d age=%d which=%s any=%d", name ? name : "-",
                           story ? story : "-", typed ? typed : "-", http_choice(request, COLOUR), http_flag(request, AGREE),
                           (int)http_number(request, AGE, -1), id_text, http_json(request, ANY) != NULL);
    add_map(out, request);
    for (size_t i = 0; i < n_errors; i++)
        g_string_append_printf(out, " !%s", errors[i].field);
    say(reply, 200, g_string_free(out, false));
}

static void
on_done(HttpRequest *request, HttpReply *reply)
{
    http_reply_empty(reply, 204);
}

/* ---- waiting ---- */

static void
then_waited(HttpRequest *request, HttpReply *reply, void *data)
{
    HttpFixture *fixture = http_context(request);

    g_atomic_int_inc(&fixture->handled);
    say(reply, 200, g_strdup_printf("waited for %s", http_path(request)));
}

static gpointer
resume_soon(gpointer data)
{
    g_usleep(2000);
    http_resume(data);
    return NULL;
}

static void
on_wait(HttpRequest *request, HttpReply *reply)
{
    http_suspend(request, then_waited, NULL);
    g_thread_unref(g_thread_new("resume", resume_soon, request));
}

static gpointer
resume_late(gpointer data)
{
    g_usleep(700 * 1000);
    http_resume(data);
    return NULL;
}

static void
on_slow(HttpRequest *request, HttpReply *reply)
{
    HttpFixture *fixture = http_context(request);

    http_suspend(request, then_waited, NULL);
    g_atomic_int_inc(&fixture->held);
    g_thread_unref(g_thread_new("resume", resume_late, request));
}

static void
on_stuck(HttpRequest *request, HttpReply *reply)
{
    HttpFixture *fixture = http_context(request);

    http_suspend(request, then_waited, NULL);
    fixture->stuck[g_atomic_int_add(&fixture->held, 1)] = request;
}

/* ---- others ---- */

static void
on_events(HttpRequest *request, HttpReply *reply)
{
    HttpFixture *fixture = http_context(request);

    const char *holder = http_query(request, "holder");

    /* Without one each is somebody else's. */
    http_reply_stream(reply, request, fixture->hub, 7, holder ? g_ascii_strtoull(holder, NULL, 10) : (uintptr_t)request);
}

static void
on_shared(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("shared bytes", 12);

    http_reply_shared(reply, 200, "text/plain", bytes);
}

static void
on_asset(HttpRequest *request, HttpReply *reply)
{
    http_reply_static(reply, 200, "text/css", "body{}", 6);
    if (http_accepts_gzip(request))
        http_reply_gzip(reply);
    http_reply_etag(reply, "abc", true);
}

static void
on_error(HttpRequest *request, HttpReply *reply)
{
    g_autoptr(GError) error = g_error_new_literal(ERROR_DOMAIN, ERROR_FULL, "a failure that the test makes");

    http_reply_error(reply, request, error);
}

static void
on_nothing(HttpRequest *request, HttpReply *reply)
{
}

static void
on_away(HttpRequest *request, HttpReply *reply)
{
    http_reply_cookie(reply, request, "one", "1", -1);
    http_reply_cookie(reply, request, "two", "2", 60);
    http_reply_cookie(reply, request, "gone", "", 0);
    http_reply_clear_site_data(reply);
    http_reply_header(reply, "Cache-Control", "private");
    http_reply_redirect(reply, "/echo/x/y");
}

static const HttpRoute routes[] = {
    { HTTP_GET, "/", OPEN, NULL, on_home },
    { HTTP_GET, "/echo/:a/:b", OPEN, NULL, on_echo },
    { HTTP_POST, "/form", OPEN, &form, on_values },
    { HTTP_POST, "/shown", OPEN, &form, on_values, true },
    { HTTP_POST, "/tiny", OPEN, &tiny, on_values },
    { HTTP_POST, "/unsubscribe", OPEN, &no_fields, on_done },
    { HTTP_POST, "/api/v1/things", OPEN, &json, on_values, .summary = "Make a thing" },
    { HTTP_PUT, "/api/v1/things/:id", OPEN, &json, on_values, .summary = "Change a thing" },
    { HTTP_DELETE, "/api/v1/things/:id", OPEN, &no_json, on_done, .summary = "Remove a thing" },
    { HTTP_GET, "/api/v1/closed", CLOSED, NULL, on_home, .summary = "Not for anybody" },
    { HTTP_GET, "/closed", CLOSED, NULL, on_home },
    { HTTP_GET, "/wait", OPEN, NULL, on_wait },
    { HTTP_POST, "/wait", OPEN, &form, on_wait },
    { HTTP_GET, "/slow", OPEN, NULL, on_slow },
    { HTTP_GET, "/stuck", OPEN, NULL, on_stuck },
    { HTTP_GET, "/events", OPEN, NULL, on_events },
    { HTTP_GET, "/shared", OPEN, NULL, on_shared },
    { HTTP_GET, "/asset", OPEN, NULL, on_asset },
    { HTTP_GET, "/error", OPEN, NULL, on_error },
    { HTTP_GET, "/api/v1/error", OPEN, NULL, on_error, .summary = "Fails" },
    { HTTP_GET, "/nothing", OPEN, NULL, on_nothing },
    { HTTP_GET, "/away", OPEN, NULL, on_away },
};

static void
free_principal(void *principal)
{
    g_free(principal);
}

static HttpAdmit
admit(HttpRequest *request, HttpReply *reply, const HttpRoute *route, void *data)
{
    http_set_principal(request, g_strdup("somebody"), free_principal);
    if (route->guard != CLOSED)
        return HTTP_ADMIT_YES;
    http_reply_problem(reply, request, 403, NULL);
    return HTTP_ADMIT_REPLIED;
}

static void
fault(HttpRequest *request, HttpReply *reply, unsigned status, const char *detail, void *data)
{
    size_t n;

    http_errors(request, &n);
    char *page = g_strdup_printf("<h1>%u</h1><p>%s</p><p>%zu errors</p>", status, detail, n);
    http_reply_html(reply, status, page, strlen(page));
}

/* ---- the server ---- */

static int
listen_anywhere(unsigned *ret_port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(listen(fd, 128), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&address, &size), ==, 0);
    *ret_port = ntohs(address.sin_port);
    return fd;
}

void
fixture_start(HttpFixture *fixture, HttpFixtureOptions options)
{
    g_autoptr(GError) error = NULL;

    *fixture = (HttpFixture){ .hub = http_hub_new() };
    fixture->listen_fd = listen_anywhere(&fixture->port);
    fixture->site_url = options.site_url ? g_strdup(options.site_url) : g_strdup_printf("http://127.0.0.1:%u", fixture->port);
    fixture->server = http_server_start(&(HttpServerConfig){
        .listen_fd = fixture->listen_fd, .threads = options.threads, .site_url = fixture->site_url,
        .form_targets = options.form_targets, .routes = routes, .n_routes = G_N_ELEMENTS(routes), .admit = admit,
        .fault = fault, .data = fixture, .body_seconds = options.body_seconds, .idle_seconds = options.idle_seconds,
    }, &error);
    g_assert_no_error(error);
}

void
fixture_stop(HttpFixture *fixture)
{
    http_server_stop(fixture->server);
}

void
fixture_clear(HttpFixture *fixture)
{
    http_server_free(fixture->server);
    http_hub_free(fixture->hub);
    close(fixture->listen_fd);
    g_free(fixture->site_url);
}

/* ---- the client ---- */

int
fixture_connect(const HttpFixture *fixture)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)fixture->port) };
    struct timeval patience = { 60, 0 };         /* the machine may have other work */
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    g_assert_cmpint(connect(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

void
fixture_send(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        bytes += n;
        length -= (size_t)n;
    }
}

static bool
read_some(int fd, GString *text, size_t most)
{
    char    buffer[4096];
    ssize_t n = recv(fd, buffer, MIN(most, sizeof buffer), 0);

    if (n > 0)
        g_string_append_len(text, buffer, n);
    return n > 0;
}

char *
fixture_read_all(int fd)
{
    GString *text = g_string_new(NULL);

    while (read_some(fd, text, 4096))
        continue;
    return g_string_free(text, false);
}

char *
fixture_read_one(int fd)
{
    GString    *text = g_string_new(NULL);
    const char *end, *length;

    while (!(end = strstr(text->str, "\r\n\r\n")) && read_some(fd, text, 1))
        continue;
    length = strstr(text->str, "Content-Length: ");
    size_t body = length ? (size_t)g_ascii_strtoull(length + 16, NULL, 10) : 0;
    size_t whole = end ? (size_t)(end + 4 - text->str) + body : 0;
    while (text->len < whole && read_some(fd, text, whole - text->len))
        continue;
    return g_string_free(text, false);
}

char *
fixture_read_until(int fd, const char *what)
{
    GString *text = g_string_new(NULL);
    size_t looked = 0, overlap = strlen(what);

    /* What was looked through is not looked through again: streams are long. */
    while (!strstr(text->str + looked, what)) {
        looked = text->len > overlap ? text->len - overlap : 0;
        if (!read_some(fd, text, 4096)) {
            g_string_free(text, true);
            return NULL;
        }
    }
    return g_string_free(text, false);
}

char *
fixture_talk(const HttpFixture *fixture, const char *request)
{
    int fd = fixture_connect(fixture);

    fixture_send(fd, request, strlen(request));
    char *answer = fixture_read_all(fd);
    close(fd);
    return answer;
}
