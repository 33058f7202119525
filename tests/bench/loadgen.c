/* A closed-loop load generator for HTTP/1.1 on the loopback, cheap enough to outrun the servers under test.
 *
 *   loadgen [-c CONNECTIONS] [-d SECONDS] [-w WARM-UP] [-n REQUESTS] [-r RATE] [-H HEADER] PORT FILE
 *
 * FILE holds one request a line, four fields with tabs between them: method, path, Cookie, JSON body (the last two may
 * be empty).  They are sent in turn, each connection sending its next when its answer is complete, over connections
 * that are kept.  With -n it ends after so many answers; with -r it sends so many a second at most; -H adds a header line to all.
 *
 * Bodies are thrown away by the kernel (MSG_TRUNC), so answers need a Content-Length.  Prints one line of JSON, times in
 * microseconds, of what came after the warm-up; exit 1 when there was an answer other than 2xx, or a lost connection. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MOST   8192
#define LINE_MOST   16384
#define EVENTS_MOST 256

/* Latencies in buckets of 1/32 of a power of two: 3 % of accuracy from 1 us to an hour. */
#define FINE    32
#define BUCKETS (FINE * 32)

typedef struct {
    char  *bytes;
    size_t length;
} Request;

typedef struct {
    Request *list;
    size_t   n, room, next;
} Requests;

typedef struct {
    int     fd;
    bool    waiting;            /* an answer is to come */
    int64_t body_left;          /* -1 while its head is read */
    int64_t sent_at;            /* nanoseconds */
    size_t  head_length;
    char    head[HEAD_MOST];
} Connection;

typedef struct {
    uint64_t answers, bytes, bad, lost;
    uint64_t latency[BUCKETS];
    int64_t  longest;
    int      first_bad;         /* status of the first answer that was no 2xx */
} Count;

typedef struct {
    int         n_connections;
    double      seconds, warm_up, rate;
    uint64_t    enough;         /* answers; 0: until the time is over */
    int         port;
    const char *file, *header;
} Options;

typedef struct {
    const Options *options;
    Requests       requests;
    Connection    *connections;
    int            epoll;
    Count          count;
    uint64_t       sent;
    int64_t        started;
} Load;

static int64_t
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void __attribute__((noreturn))
fail(const char *what)
{
    fprintf(stderr, "loadgen: %s: %s\n", what, errno ? strerror(errno) : "not as it must be");
    exit(2);
}

/* ---- requests */

static void
requests_add(Requests *requests, const Options *options, char *line)
{
    char *method = strsep(&line, "\t"), *path = strsep(&line, "\t");
    char *cookie = strsep(&line, "\t"), *body = strsep(&line, "\t");
    char  text[LINE_MOST + 512], cookie_line[LINE_MOST] = "", body_lines[256] = "";
    int   n;

    if (!path)
        fail("a request without a path");
    if (cookie && *cookie)
        snprintf(cookie_line, sizeof cookie_line, "Cookie: %s\r\n", cookie);
    if (body && *body)
        snprintf(body_lines, sizeof body_lines, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
    n = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n%s%s%s%s\r\n%s",
                 method, path, options->port, options->header, *options->header ? "\r\n" : "", cookie_line, body_lines, body ? body : "");
    if (n < 0 || (size_t)n >= sizeof text)
        fail("a request that is too long");
    if (requests->n == requests->room) {
        requests->room = requests->room ? requests->room * 2 : 64;
        requests->list = realloc(requests->list, requests->room * sizeof *requests->list);
        if (!requests->list)
            fail("memory");
    }
    requests->list[requests->n].bytes = strdup(text);
    requests->list[requests->n++].length = (size_t)n;
}

static void
requests_read(Requests *requests, const Options *options)
{
    char  line[LINE_MOST];
    FILE *file = fopen(options->file, "r");

    if (!file)
        fail(options->file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        if (*line)
            requests_add(requests, options, line);
    }
    fclose(file);
    if (requests->n == 0)
        fail("no request in the file");
}

/* ---- latencies */

static size_t
bucket_of(int64_t us)
{
    uint64_t value = us > 0 ? (uint64_t)us : 0;
    unsigned power = 0;

    while (value >> power >= 2 * FINE)
        power++;
    size_t bucket = power * FINE + (size_t)(value >> power);
    return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

static int64_t
bucket_value(size_t bucket)
{
    size_t power = bucket < FINE ? 0 : bucket / FINE - 1;

    return (int64_t)((bucket - power * FINE) << power);
}

static int64_t
quantile(const Count *count, double part)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < BUCKETS; i++) {
        seen += count->latency[i];
        if ((double)seen >= part * (double)count->answers && seen > 0)
            return bucket_value(i);
    }
    return 0;
}

/* ---- connections */

static void
connection_open(Load *load, Connection *connection)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)load->options->port) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
    int one = 1;

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 || connect(connection->fd, (struct sockaddr *)&to, sizeof to) != 0)
        fail("connect");
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
        fail("epoll_ctl");
}

static void
connection_lost(Load *load, Connection *connection)
{
    load->count.lost++;
    close(connection->fd);
    connection->waiting = false;
    connection_open(load, connection);
}

static void
connection_send(Load *load, Connection *connection)
{
    Requests *requests = &load->requests;
    Request  *request = &requests->list[requests->next++ % requests->n];

    connection->waiting = true;
    connection->body_left = -1;
    connection->head_length = 0;
    connection->sent_at = now();
    load->sent++;
    if (send(connection->fd, request->bytes, request->length, MSG_NOSIGNAL) != (ssize_t)request->length)
        connection_lost(load, connection);
}

/* True when the head is complete, and then body_left is set. */
static bool
read_head(Load *load, Connection *connection)
{
    size_t  room = sizeof connection->head - 1 - connection->head_length;
    ssize_t n = recv(connection->fd, connection->head + connection->head_length, room, MSG_DONTWAIT);

    if (n <= 0) {
        if (n == 0 || room == 0 || errno != EAGAIN)
            connection_lost(load, connection);
        return false;
    }
    connection->head_length += (size_t)n;
    load->count.bytes += (uint64_t)n;
    connection->head[connection->head_length] = 0;
    char *end = strstr(connection->head, "\r\n\r\n");
    if (!end)
        return false;
    char *length = strcasestr(connection->head, "\ncontent-length:");
    int   status = (int)strtol(connection->head + 9, NULL, 10);
    if (status < 200 || status > 299) {
        load->count.bad++;
        load->count.first_bad = load->count.first_bad ? load->count.first_bad : status;
    }
    connection->body_left = length ? strtoll(length + 16, NULL, 10) : 0;
    connection->body_left -= connection->head + connection->head_length - (end + 4);
    return true;
}

/* True when the body is complete. */
static bool
read_body(Load *load, Connection *connection)
{
    while (connection->body_left > 0) {
        ssize_t n = recv(connection->fd, NULL, (size_t)connection->body_left, MSG_DONTWAIT | MSG_TRUNC);
        if (n <= 0) {
            if (n == 0 || errno != EAGAIN)
                connection_lost(load, connection);
            return false;
        }
        connection->body_left -= n;
        load->count.bytes += (uint64_t)n;
    }
    return true;
}

static void
answered(Load *load, Connection *connection)
{
    int64_t us = (now() - connection->sent_at) / 1000;

    connection->waiting = false;
    load->count.answers++;
    load->count.latency[bucket_of(us)]++;
    if (us > load->count.longest)
        load->count.longest = us;
}

/* ---- the run */

static bool
may_send(const Load *load)
{
    double seconds = (double)(now() - load->started) * 1e-9;

    return load->options->rate == 0 || (double)load->sent < seconds * load->options->rate;
}

static void
send_to_idle(Load *load)
{
    for (int i = 0; i < load->options->n_connections; i++) {
        if (!load->connections[i].waiting && may_send(load))
            connection_send(load, &load->connections[i]);
    }
}

static void
take_events(Load *load, int timeout)
{
    struct epoll_event events[EVENTS_MOST];
    int n = epoll_wait(load->epoll, events, EVENTS_MOST, timeout);

    for (int i = 0; i < n; i++) {
        Connection *connection = events[i].data.ptr;
        if (!connection->waiting) {
            connection_lost(load, connection);          /* readable without being asked: it was closed */
        } else if ((connection->body_left >= 0 || read_head(load, connection)) && read_body(load, connection)) {
            answered(load, connection);
            if (load->options->rate == 0)
                connection_send(load, connection);
        }
    }
}

/* Seconds that it took. */
static double
run_for(Load *load, double seconds, uint64_t enough)
{
    int64_t start = now(), end = start + (int64_t)(seconds * 1e9), t = start;

    memset(&load->count, 0, sizeof load->count);
    load->started = start;
    load->sent = 0;
    while (t < end && (enough == 0 || load->count.answers < enough)) {
        send_to_idle(load);
        take_events(load, load->options->rate == 0 ? 100 : 1);
        t = now();
    }
    return (double)(t - start) * 1e-9;
}

static void
print_count(const Count *count, double took)
{
    printf("{\"per_second\": %.1f, \"answers\": %llu, \"bad\": %llu, \"first_bad\": %d, \"lost\": %llu, "
           "\"bytes\": %llu, \"p50_us\": %lld, \"p99_us\": %lld, \"max_us\": %lld, \"seconds\": %.3f}\n",
           (double)count->answers / took, (unsigned long long)count->answers, (unsigned long long)count->bad,
           count->first_bad, (unsigned long long)count->lost, (unsigned long long)count->bytes,
           (long long)quantile(count, 0.5), (long long)quantile(count, 0.99), (long long)count->longest, took);
}

static Options
read_options(int argc, char **argv)
{
    Options options = { .n_connections = 64, .seconds = 5, .header = "" };
    int letter;

    while ((letter = getopt(argc, argv, "c:d:w:n:r:H:")) != -1)
        switch (letter) {
        case 'c': options.n_connections = (int)strtol(optarg, NULL, 10); break;
        case 'd': options.seconds = strtod(optarg, NULL); break;
        case 'w': options.warm_up = strtod(optarg, NULL); break;
        case 'n': options.enough = strtoull(optarg, NULL, 10); break;
        case 'r': options.rate = strtod(optarg, NULL); break;
        case 'H': options.header = optarg; break;
        default: exit(2);
        }
    if (argc - optind != 2 || options.n_connections < 1) {
        fprintf(stderr, "usage: loadgen [-c connections] [-d seconds] [-w warm-up] [-n requests] [-r rate] [-H header] PORT FILE\n");
        exit(2);
    }
    options.port = (int)strtol(argv[optind], NULL, 10);
    options.file = argv[optind + 1];
    return options;
}

int
main(int argc, char **argv)
{
    Options options = read_options(argc, argv);
    Load load = { .options = &options, .epoll = epoll_create1(EPOLL_CLOEXEC) };

    requests_read(&load.requests, &options);
    load.connections = calloc((size_t)options.n_connections, sizeof *load.connections);
    if (!load.connections)
        fail("memory");
    for (int i = 0; i < options.n_connections; i++)
        connection_open(&load, &load.connections[i]);
    if (options.warm_up > 0)
        run_for(&load, options.warm_up, 0);
    double took = run_for(&load, options.seconds, options.enough);
    print_count(&load.count, took);
    return load.count.bad || load.count.lost || !load.count.answers ? 1 : 0;
}
