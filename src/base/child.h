/* A program that the supervisor has started, and its line to the supervisor.
 *
 *     candour-room --serve DIR     descriptors as below
 *     candour-room --once DIR      one call of wire/control on FD_CONTROL, nothing else
 *
 * On the line go single letters, some with a descriptor; its end means *stop*. */
#pragma once
#include "base/error.h"

enum {
    FD_CONTROL = 3,             /* the line to the supervisor; with --once the call itself */
    FD_LISTEN = 4,              /* bound and listening (room, desk) */
    FD_PEER = 5,                /* to who asked: the mailer's to the desk, the worker's to the room */
    FD_PEER_DESK = 6,           /* the worker's second line */
    FD_METRICS = 7,             /* the room's, where [server] metrics-listen is set */
    FD_LOCK = 8,                /* keeps DIR/lock held until the last process has gone */
    FD__END
};

typedef struct {
    const char *dir;            /* borrowed from argv */
    bool        once;
} ChildInfo;

/* Reads the arguments, ignores SIGPIPE and the signals that are the supervisor's business.
 * False: wrong usage, or not started by `candour`; say the error and return 2 from main(). */
bool child_start(int argc, char **argv, ChildInfo *ret_info, GError **error) MUST_CHECK;

/* All that a program's main() does: reads the arguments, runs, logs what went wrong; the exit status. */
int child_main(int argc, char **argv, bool (*run)(const ChildInfo *info, GError **error));

/* From the supervisor to its children. */
typedef enum {
    CHILD_NOTHING = 1,          /* time is up */
    CHILD_STOP = 'S',
    CHILD_PEER = 'P',           /* the line between room and desk, the mailer's to the desk; a later one takes its place */
    CHILD_MAILER = 'M',         /* desk: the line to the mailer that it asked for */
    CHILD_WORKER = 'W',         /* room and desk: the line to the worker that the room asked for */
} ChildOrder;

/* From a child to the supervisor. */
typedef enum {
    CHILD_IS_READY = 'R',
    CHILD_NEEDS_MAILER = 'm',
    CHILD_NEEDS_WORKER = 'w',
    CHILD_NEEDS_PEER = 'p',     /* the line broke (wire/peer.h): new ends for both */
    CHILD_HAS_ERASED = 'e',     /* desk: a conversation; what a backup that was broken off has left goes too */
    CHILD_TRUSTS_CLOCK = 't',   /* desk: somebody said that the machine's clock is right */
} ChildWish;

/* Waits for an order, -1: for ever.  *ret_fd is the descriptor that came with it, or -1; the
 * caller closes it. */
ChildOrder child_wait(int milliseconds, int *ret_fd);
/* Never fails: where the supervisor has gone, child_wait() will say *stop*. */
void child_say(ChildWish wish);

/* ---- both ends ---- */

/* One letter and perhaps a descriptor (-1: none), which stays the sender's. */
bool child_line_send(int line, char letter, int passed_fd);
/* 0: nothing there just now; -1: the other end has gone; else the letter. */
int  child_line_receive(int line, int *ret_fd);
