#include "wire/control.h"
#include "wire/frame.h"
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a server in a thread ---- */

static void
answer_echo(ControlCall *call, void *data)
{
    char *bytes;
    size_t length;

    if (!control_read_all(call, 10 * 1000 * 1000, &bytes, &length))
        return;
    control_line(call, control_command(call));
    control_line(call, "");
    control_data(call, bytes, length);
    control_done(call, "{\"n\":1}");
    control_line(call, "too late");
    free(bytes);
}

/* Answers each kilobyte with a line before it reads on: both directions are full at once. */
static void
answer_lines(ControlCall *call, void *data)
{
    char bytes[1024], line[1001];
    long n;

    memset(line, 'x', 1000);
    line[1000] = '\0';
    while ((n = control_read(call, bytes, sizeof bytes)) > 0)
        control_line(call, line);
    if (n == 0)
        control_done(call, NULL);
}

static void
answer_failed(ControlCall *call, void *data)
{
    control_failed(call, 2, "no such conversation");
}

static void
answer_nothing(ControlCall *call, void *data)
{
}

static void
answer_small(ControlCall *call, void *data)
{
    char *bytes;
    size_t length;

    if (!control_read_all(call, 10, &bytes, &length))
        return;
    free(bytes);
    control_done(call, NULL);
}

static const ControlCommand commands[] = {
    { "echo", answer_echo },       { "lines", answer_lines }, { "failed", answer_failed },
    { "nothing", answer_nothing }, { "small", answer_small },
};

typedef struct { char *folder; int listen_fd, stop[2]; GThread *thread; } Server;

static void *
serve(void *data)
{
    Server *s = data;

    control_serve(s->listen_fd, s->stop[0], commands, G_N_ELEMENTS(commands), NULL);
    return NULL;
}

static void
set_up(Server *s, const void *data)
{
    g_autofree char *above = g_dir_make_tmp("candour-control-XXXXXX", NULL);

    /* Longer than a socket address may be. */
    s->folder = g_strconcat(above, "/", "a-rather-long-name-for-a-folder-so-that-the-path-of-the-socket-has-more-bytes-",
                            "than-the-hundred-and-seven-that-the-address-of-a-socket-can-hold", NULL);
    g_assert_cmpint(g_mkdir(s->folder, 0700), ==, 0);
    g_assert_cmpint(pipe(s->stop), ==, 0);
    s->listen_fd = control_listen(s->folder);
    g_assert_cmpint(s->listen_fd, >=, 0);
    s->thread = g_thread_new("control", serve, s);
}

static void
tear_down(Server *s, const void *data)
{
    g_autofree char *path = g_build_filename(s->folder, "control.sock", NULL);
    g_autofree char *above = g_path_get_dirname(s->folder);

    close(s->stop[1]);
    g_thread_join(s->thread);
    close(s->stop[0]);
    close(s->listen_fd);
    g_unlink(path);
    g_rmdir(s->folder);
    g_rmdir(above);
    g_free(s->folder);
}

/* ---- a caller ---- */

typedef struct { size_t left; long give_up_at; GString *lines; GByteArray *chunks; } Caller;

static long
give_body(void *data, void *ret_bytes, size_t size)
{
    Caller *c = data;
    size_t n = MIN(size, c->left);

    if (c->give_up_at > 0 && --c->give_up_at == 0)
        return -1;
    memset(ret_bytes, 'b', n);
    c->left -= n;
    return (long)n;
}

static void
take_line(void *data, const char *text)
{
    g_string_append_printf(((Caller *)data)->lines, "%s\n", text);
}

static bool
take_chunk(void *data, const void *bytes, size_t length)
{
    g_byte_array_append(((Caller *)data)->chunks, bytes, (guint)length);
    return true;
}

typedef struct {
    const char *name, *command;
    size_t body;
    ControlOutcome outcome;
    const char *text;
    int exit_code;
    size_t lines, chunks;               /* bytes */
} CallCase;

static const CallCase calls[] = {
    { "/control/empty-body", "echo", 0, CONTROL_DONE, "{\"n\":1}", 0, 6, 0 },
    { "/control/one-byte", "echo", 1, CONTROL_DONE, "{\"n\":1}", 0, 6, 1 },
    { "/control/just-a-chunk", "echo", CONTROL_CHUNK, CONTROL_DONE, "{\"n\":1}", 0, 6, CONTROL_CHUNK },
    { "/control/many-chunks", "echo", 3000001, CONTROL_DONE, "{\"n\":1}", 0, 6, 3000001 },
    { "/control/both-directions-full", "lines", 3000001, CONTROL_DONE, "{}", 0, 2930 * 1001, 0 },
    { "/control/failed", "failed", 0, CONTROL_FAILED, "no such conversation", 2, 0, 0 },
    { "/control/failed-without-reading", "failed", 3000001, CONTROL_FAILED, "no such conversation", 2, 0, 0 },
    { "/control/no-answer", "nothing", 0, CONTROL_FAILED, "the command broke off; the server's log says why", 1, 0, 0 },
    { "/control/at-the-limit", "small", 10, CONTROL_DONE, "{}", 0, 0, 0 },
    { "/control/over-the-limit", "small", 11, CONTROL_FAILED,
      "the command was sent with too much data; shorten the file", 1, 0, 0 },
    { "/control/unknown", "fly", 0, CONTROL_FAILED,
      "there is no command 'fly' here; are all programs of the same build?", 1, 0, 0 },
};

static void
test_call(Server *s, const void *data)
{
    const CallCase *c = data;
    Caller caller = { c->body, 0, g_string_new(NULL), g_byte_array_new() };
    const ControlTalk talk = { give_body, take_line, take_chunk, &caller };
    char *text = NULL;
    int fd = control_connect(s->folder), exit_code = 0;

    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(control_talk(fd, c->command, &talk, &text, &exit_code), ==, c->outcome);
    g_assert_cmpstr(text, ==, c->text);
    g_assert_cmpint(exit_code, ==, c->exit_code);
    if (c->lines == 6)
        g_assert_cmpstr(caller.lines->str, ==, "echo\n\n");
    else
        g_assert_cmpuint(caller.lines->len / 1001, ==, c->lines / 1001);
    g_assert_cmpuint(caller.chunks->len, ==, c->chunks);
    close(fd);
    free(text);
    g_string_free(caller.lines, TRUE);
    g_byte_array_free(caller.chunks, TRUE);
}

static void
test_given_up(Server *s, const void *data)
{
    Caller caller = { 3000000, 3, NULL, NULL };
    const ControlTalk talk = { give_body, NULL, NULL, &caller };
    char *text = NULL;
    int fd = control_connect(s->folder), exit_code = 0;

    g_assert_cmpint(control_talk(fd, "lines", &talk, &text, &exit_code), ==, CONTROL_GIVEN_UP);
    g_assert_null(text);
    close(fd);
}

/* The next caller is served after one that sent nonsense or left in the middle. */
static void
test_nonsense(Server *s, const void *data)
{
    static const struct { uint8_t type; size_t length, sent; } rows[] = {
        { 1, 65, 65 }, { 2, 4, 4 }, { 99, 0, 0 }, { 99, 1, 1 }, { 1, 4, 2 }, { 0, 0, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint8_t header[FRAME_HEADER];
        char bytes[100] = { 0 };
        int fd = control_connect(s->folder);

        frame_header(header, rows[i].type, rows[i].length);
        g_assert_cmpint(send(fd, header, sizeof header, MSG_NOSIGNAL), ==, FRAME_HEADER);
        /* The server may have hung up by now. */
        (void)!send(fd, bytes, rows[i].sent, MSG_NOSIGNAL);
        close(fd);
    }
    test_call(s, &calls[0]);
}

static void
test_socket(Server *s, const void *data)
{
    g_autofree char *path = g_build_filename(s->folder, "control.sock", NULL);
    struct stat about;
    int again;

    g_assert_cmpint(stat(path, &about), ==, 0);
    g_assert_true(S_ISSOCK(about.st_mode));
    g_assert_cmpuint(about.st_mode & 0777, ==, 0600);
    /* A socket that a dead process left is replaced. */
    again = control_listen(s->folder);
    g_assert_cmpint(again, >=, 0);
    close(again);
    g_assert_cmpint(control_connect(s->folder), ==, -1);
    g_assert_cmpint(errno, ==, ECONNREFUSED);
    g_assert_cmpint(control_connect("/nonexistent"), ==, -1);
    g_assert_cmpint(control_listen("/nonexistent"), ==, -1);
}

/* A server that ends in the middle of its answer. */
static void
test_lost(void)
{
    const ControlTalk talk = { NULL, NULL, NULL, NULL };
    uint8_t header[FRAME_HEADER];
    char *text = NULL;
    int pair[2], exit_code = 0;

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
    frame_header(header, 13, 100);
    g_assert_cmpint(write(pair[0], header, sizeof header), ==, FRAME_HEADER);
    g_assert_cmpint(shutdown(pair[0], SHUT_WR), ==, 0);
    g_assert_cmpint(control_talk(pair[1], "x", &talk, &text, &exit_code), ==, CONTROL_LOST);
    g_assert_null(text);
    close(pair[0]);
    close(pair[1]);
}

#define ADD(name, data, test) g_test_add(name, Server, data, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
        ADD(calls[i].name, &calls[i], test_call);
    ADD("/control/given-up", NULL, test_given_up);
    ADD("/control/nonsense", NULL, test_nonsense);
    ADD("/control/socket", NULL, test_socket);
    g_test_add_func("/control/lost", test_lost);
    return g_test_run();
}
