/* Commands of the command line (and the worker's results) to a server program: over
 * FOLDER/control.sock (0600, only the same user or root), or over one inherited socket in
 * `--once` mode.  Plain C.
 *
 * A call is a command's name and a body of any length; the answer is any number of lines to
 * print and of data chunks, then *done* with a JSON text or *failed* with one line. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define CONTROL_NAME_MOST  64
#define CONTROL_CHUNK      (64 * 1024)          /* bytes of one line or chunk */
#define CONTROL_JSON_MOST  (16 * 1024 * 1024)   /* bytes of the text that ends a call */

/* ---- the side that serves ---- */

typedef struct ControlCall ControlCall;
/* Ends the call by control_done() or control_failed(); if it does neither, it has failed. */
typedef void ControlHandler(ControlCall *call, void *data);
typedef struct { const char *name; ControlHandler *handler; } ControlCommand;

const char *control_command(const ControlCall *call);
/* The next bytes of the body; 0: it ends here; -1: the caller has gone. */
long control_read(ControlCall *call, void *ret_bytes, size_t size);
/* The whole body with a NUL behind it; free().  False: longer than `most`, or the caller has
 * gone; then the call is answered already. */
bool control_read_all(ControlCall *call, size_t most, char **ret_bytes, size_t *ret_length)
    __attribute__((warn_unused_result));
/* False: the caller has gone.  A line that is too long is cut. */
bool control_line(ControlCall *call, const char *text);
bool control_data(ControlCall *call, const void *bytes, size_t length);
/* The rest of a file.  False: the caller has gone, or the file cannot be read (errno). */
bool control_send_file(ControlCall *call, int fd);
void control_done(ControlCall *call, const char *json);             /* NULL: "{}" */
void control_failed(ControlCall *call, int exit_code, const char *text);

/* Binds FOLDER/control.sock, in place of one that a dead process left.  Before the sandbox.
 * -1: errno. */
int  control_listen(const char *folder);
/* Answers one call after the other until `stop_fd` becomes readable or is closed. */
void control_serve(int listen_fd, int stop_fd, const ControlCommand *commands, size_t n, void *data);
/* One call on a connected socket.  False: no call came, or it could not be answered. */
bool control_serve_one(int fd, const ControlCommand *commands, size_t n, void *data);

/* control_serve() in a thread of its own; takes listen_fd over.  NULL: no thread to be had. */
typedef struct ControlThread ControlThread;
ControlThread *control_thread_start(int listen_fd, const ControlCommand *commands, size_t n, void *data);
void           control_thread_stop(ControlThread *thread);      /* after the call under way; NULL is fine */

/* ---- the side that calls ---- */

typedef struct {
    /* The next bytes of the body: their number, 0 at its end, -1 to give up.  NULL: no body. */
    long (*body)(void *data, void *ret_bytes, size_t size);
    void (*line)(void *data, const char *text);                     /* NULL: dropped */
    bool (*chunk)(void *data, const void *bytes, size_t length);    /* false: give up.  NULL: dropped */
    void *data;
} ControlTalk;

typedef enum {
    CONTROL_DONE = 1,           /* text: JSON */
    CONTROL_FAILED,             /* text: one line; exit code */
    CONTROL_GIVEN_UP,           /* body() or chunk() said so */
    CONTROL_LOST,               /* the other end has gone, or spoke nonsense */
} ControlOutcome;

int control_connect(const char *folder);        /* -1: errno */
/* *ret_text is set for DONE and FAILED; free(). */
ControlOutcome control_talk(int fd, const char *command, const ControlTalk *talk, char **ret_text,
                            int *ret_exit_code) __attribute__((warn_unused_result));
