#include "base/limits.h"
#include "http_fixture.h"
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LISTEN "GET /events HTTP/1.1\r\nHost: x\r\n\r\n"

static void
say(int fd, const char *request)
{
    fixture_send(fd, request, strlen(request));
}

static int
listen_to_events(const HttpFixture *fixture, const char *last_event)
{
    int fd = fixture_connect(fixture);
    g_autofree char *request = last_event ? g_strdup_printf("GET /events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: %s\r\n\r\n", last_event)
                                          : g_strdup(LISTEN);

    say(fd, request);
    return fd;
}

static char *
started(int fd)
{
    char *start = fixture_read_until(fd, "retry: ");

    g_assert_nonnull(start);
    return start;
}

/* The id of the last event in a text that was read; caller frees. */
static char *
last_id(const char *text)
{
    const char *id = g_strrstr(text, "id: ");

    g_assert_nonnull(id);
    return g_strndup(id + 4, strcspn(id + 4, "\n"));
}

static void
test_events(void)
{
    HttpFixture fixture;

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    http_hub_publish(fixture.hub, 7, "before", "{}");
    int one = listen_to_events(&fixture, NULL), two = listen_to_events(&fixture, NULL);
    g_autofree char *start = started(one), *start_two = started(two);
    g_assert_nonnull(strstr(start, "Content-Type: text/event-stream\r\n"));
    g_assert_nonnull(strstr(start, "X-Accel-Buffering: no\r\n"));
    g_assert_nonnull(strstr(start, "Content-Security-Policy: "));
    http_hub_publish(fixture.hub, 8, "other", "{}");
    http_hub_publish(fixture.hub, 7, "idea", "{\"n\":1}");
    g_autofree char *got = fixture_read_until(one, "data: {\"n\":1}\n\n"), *got_two = fixture_read_until(two, "data: {\"n\":1}\n\n");
    g_assert_nonnull(got);
    g_assert_nonnull(got_two);
    g_assert_nonnull(strstr(got, "event: idea\n"));
    g_assert_null(strstr(got, "other"));
    g_assert_null(strstr(got, "before"));
    close(one);
    close(two);
    fixture_clear(&fixture);
}

static void
test_come_back(void)
{
    HttpFixture fixture;

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 1 });
    int fd = listen_to_events(&fixture, NULL);
    g_autofree char *start = started(fd);
    http_hub_publish(fixture.hub, 7, "one", "{}");
    g_autofree char *got = fixture_read_until(fd, "event: one\ndata: {}\n\n");
    g_autofree char *id = last_id(got);
    close(fd);
    http_hub_publish(fixture.hub, 7, "two", "{}");
    http_hub_publish(fixture.hub, 8, "other", "{}");
    http_hub_publish(fixture.hub, 7, "three", "{}");
    fd = listen_to_events(&fixture, id);
    g_autofree char *rest = fixture_read_until(fd, "event: three\ndata: {}\n\n");
    g_assert_nonnull(strstr(rest, "event: two\n"));
    g_assert_null(strstr(rest, "event: one\n"));
    g_assert_null(strstr(rest, "event: missed\n"));
    close(fd);
    fixture_clear(&fixture);
}

static void
test_missed(gconstpointer data)
{
    HttpFixture fixture;

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 1 });
    int fd = listen_to_events(&fixture, data);
    g_autofree char *rest = fixture_read_until(fd, "event: missed\ndata: {}\n\n");
    g_assert_nonnull(rest);
    close(fd);
    fixture_clear(&fixture);
}

/* More events than the ring holds, while nobody reads: the listener hears that it missed some, then goes on. */
static void
test_overrun(void)
{
    HttpFixture fixture;
    g_autofree char *filler = g_strnfill(1000, 'x');
    g_autofree char *data = g_strdup_printf("{\"filler\":\"%s\"}", filler);

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 1 });
    int fd = listen_to_events(&fixture, NULL);
    g_autofree char *start = started(fd);
    for (int i = 0; i < LIMIT_EVENTS * 4; i++)
        http_hub_publish(fixture.hub, 7, "many", data);
    http_hub_publish(fixture.hub, 7, "last", "{}");
    g_autofree char *all = fixture_read_until(fd, "event: last\ndata: {}\n\n");
    g_assert_nonnull(all);
    close(fd);
    fixture_clear(&fixture);
}

/* ---- how many of one holder ---- */

static int
hold(const HttpFixture *fixture, int fd, unsigned holder)
{
    g_autofree char *request = g_strdup_printf("GET /events?holder=%u HTTP/1.1\r\nHost: x\r\n\r\n", holder);

    say(fd, request);
    return fd;
}

/* One more than there may be is let in, the oldest ends, and nobody else notices. */
static void
test_oldest_makes_room(void)
{
    HttpFixture fixture;
    int         fds[LIMIT_HOLDER_STREAMS + 1];

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    int other = hold(&fixture, fixture_connect(&fixture), 2);
    g_autofree char *other_start = started(other);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        fds[i] = hold(&fixture, fixture_connect(&fixture), 1);
        g_autofree char *start = started(fds[i]);
    }
    g_autofree char *end = fixture_read_until(fds[0], "0\r\n\r\n");
    g_assert_nonnull(end);
    g_assert_nonnull(strstr(end, "retry: 600000\n\n"));
    http_hub_publish(fixture.hub, 7, "idea", "{}");
    for (size_t i = 1; i < G_N_ELEMENTS(fds); i++) {
        g_autofree char *got = fixture_read_until(fds[i], "event: idea\n");
        g_assert_nonnull(got);
        g_assert_null(strstr(got, "retry: 600000"));
    }
    g_autofree char *got = fixture_read_until(other, "event: idea\n");
    g_assert_nonnull(got);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
        close(fds[i]);
    close(other);
    fixture_clear(&fixture);
}

static int
connect_narrow(const HttpFixture *fixture)
{
    int fd = fixture_connect(fixture), bytes = 2048;

    g_assert_cmpint(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes), ==, 0);
    return fd;
}

static unsigned
status_of(const HttpFixture *fixture, unsigned holder)
{
    int fd = hold(fixture, fixture_connect(fixture), holder);
    g_autofree char *start = fixture_read_until(fd, "\r\n\r\n");

    g_assert_nonnull(start);
    if (strstr(start, " 429 "))
        g_assert_nonnull(strstr(start, "Retry-After: 60\r\n"));
    close(fd);
    return (unsigned)g_ascii_strtoull(start + strlen("HTTP/1.1 "), NULL, 10);
}

/* More events than fit on the way to who does not read; the server's one thread has done what it could about
 * them when it has answered so many others. */
static void
stuff(const HttpFixture *fixture)
{
    g_autofree char *filler = g_strnfill(4000, 'x');
    g_autofree char *data = g_strdup_printf("{\"filler\":\"%s\"}", filler);

    for (int n = 0; n < LIMIT_EVENTS; n++)
        http_hub_publish(fixture->hub, 7, "many", data);
    for (int n = 0; n < 2000; n++) {
        g_autofree char *page = fixture_talk(fixture, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        g_assert_nonnull(strstr(page, "home"));
    }
}

/* Who does not read cannot be told to leave: such streams stay counted, and are no way round the maximum. */
static void
test_who_does_not_read(void)
{
    HttpFixture fixture;
    int         fds[2 * LIMIT_HOLDER_STREAMS];

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 1 });
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        fds[i] = hold(&fixture, connect_narrow(&fixture), 1);
        g_autofree char *start = started(fds[i]);
        if (i == LIMIT_HOLDER_STREAMS - 1)
            stuff(&fixture);
    }
    g_assert_cmpuint(status_of(&fixture, 1), ==, 429);
    g_assert_cmpuint(status_of(&fixture, 2), ==, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
        close(fds[i]);
    while (status_of(&fixture, 1) == 429)       /* until the server has noticed */
        g_usleep(5000);
    fixture_clear(&fixture);
}

/* ---- many listeners, coming and going, while events are published from several threads ---- */

typedef struct { HttpFixture *fixture; int rounds; } Publisher;

static gpointer
publish_often(gpointer data)
{
    Publisher *publisher = data;

    for (int i = 0; i < publisher->rounds; i++)
        http_hub_publish(publisher->fixture->hub, 7, "often", "{}");
    return NULL;
}

static void
test_coming_and_going(void)
{
    HttpFixture fixture;
    int         fds[40];

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    Publisher publisher = { &fixture, 500 };
    GThread *a = g_thread_new("a", publish_often, &publisher), *b = g_thread_new("b", publish_often, &publisher);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
            fds[i] = listen_to_events(&fixture, NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
            g_autofree char *start = i % 2 ? started(fds[i]) : NULL;
            close(fds[i]);
        }
    }
    g_thread_join(a);
    g_thread_join(b);
    int last = listen_to_events(&fixture, NULL);
    g_autofree char *start = started(last);
    http_hub_publish(fixture.hub, 7, "last", "{}");
    g_autofree char *got = fixture_read_until(last, "event: last\n");
    g_assert_nonnull(got);
    close(last);
    fixture_clear(&fixture);
}

/* ---- stopping ---- */

static void
test_stop_with_streams(void)
{
    HttpFixture fixture;
    int         fds[30];

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        fds[i] = listen_to_events(&fixture, NULL);
        g_autofree char *start = started(fds[i]);
    }
    int64_t begin = g_get_monotonic_time();
    fixture_stop(&fixture);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 4 * G_TIME_SPAN_SECOND);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        g_autofree char *rest = fixture_read_all(fds[i]);
        g_assert_true(g_str_has_suffix(rest, "0\r\n\r\n"));     /* ended as it should be, not cut off */
        close(fds[i]);
    }
    fixture_clear(&fixture);
}

/* What is under way finishes, with its answer. */
static void
test_stop_lets_finish(void)
{
    HttpFixture fixture;

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    int slow = fixture_connect(&fixture), idle = fixture_connect(&fixture);
    say(slow, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    say(idle, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    g_autofree char *page = fixture_read_one(idle);
    g_assert_nonnull(strstr(page, "home"));
    while (g_atomic_int_get(&fixture.held) == 0)
        g_usleep(1000);
    fixture_stop(&fixture);
    g_autofree char *answer = fixture_read_all(slow);
    g_assert_nonnull(strstr(answer, "200 OK"));
    g_assert_nonnull(strstr(answer, "waited for /slow"));
    g_assert_nonnull(strstr(answer, "Connection: close"));
    close(slow);
    close(idle);
    fixture_clear(&fixture);
}

/* Writes that never end are answered 503; their http_resume() may come after all is gone. */
static void
test_stop_with_stuck_writes(void)
{
    HttpFixture fixture;
    int         fds[20];

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 2 });
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        fds[i] = fixture_connect(&fixture);
        say(fds[i], i % 5 == 4 ? LISTEN : "GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n");
        /* A stopped server leaves to the next one who was not let in yet: nobody would answer here. */
        g_autofree char *start = i % 5 == 4 ? started(fds[i]) : NULL;
    }
    while (g_atomic_int_get(&fixture.held) < 16)
        g_usleep(1000);
    int64_t begin = g_get_monotonic_time();
    fixture_stop(&fixture);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 4 * G_TIME_SPAN_SECOND);
    for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
        g_autofree char *answer = fixture_read_all(fds[i]);
        if (i % 5 != 4)
            g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 503 "));
        close(fds[i]);
    }
    for (int i = 0; i < 8; i++)
        http_resume(fixture.stuck[i]);
    fixture_clear(&fixture);
    for (int i = 8; i < 16; i++)
        http_resume(fixture.stuck[i]);
    g_assert_cmpint(fixture.handled, ==, 0);
}

static void
test_closed_hub(void)
{
    HttpFixture fixture;

    fixture_start(&fixture, (HttpFixtureOptions){ .threads = 1 });
    http_hub_close(fixture.hub);
    http_hub_publish(fixture.hub, 7, "late", "{}");
    g_autofree char *answer = fixture_talk(&fixture, "GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    g_assert_true(g_str_has_prefix(answer, "HTTP/1.1 503 "));
    fixture_clear(&fixture);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stream/events", test_events);
    g_test_add_func("/stream/come-back", test_come_back);
    g_test_add_data_func("/stream/missed/other-run", "00000000000000000000000000-5", test_missed);
    g_test_add_data_func("/stream/missed/nonsense", "x", test_missed);
    g_test_add_func("/stream/overrun", test_overrun);
    g_test_add_func("/stream/oldest-makes-room", test_oldest_makes_room);
    g_test_add_func("/stream/who-does-not-read", test_who_does_not_read);
    g_test_add_func("/stream/coming-and-going", test_coming_and_going);
    g_test_add_func("/stream/stop-with-streams", test_stop_with_streams);
    g_test_add_func("/stream/stop-lets-finish", test_stop_lets_finish);
    g_test_add_func("/stream/stop-with-stuck-writes", test_stop_with_stuck_writes);
    g_test_add_func("/stream/closed-hub", test_closed_hub);
    return g_test_run();
}
