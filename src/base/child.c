#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void
ignore_signals(void)
{
    /* Ctrl-C and the service manager reach the whole group, but it is the supervisor that
     * stops its children, in order. */
    static const int ignored[] = { SIGPIPE, SIGINT, SIGTERM, SIGHUP };

    const struct sigaction ignore = { .sa_handler = SIG_IGN };

    for (size_t i = 0; i < G_N_ELEMENTS(ignored); i++)
        sigaction(ignored[i], &ignore, NULL);
}

bool
child_start(int argc, char **argv, ChildInfo *ret_info, GError **error)
{
    bool once = argc == 3 && strcmp(argv[1], "--once") == 0;

    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return error_set(error, ERROR_INPUT, "%s", CANDOUR_VERSION);
    if (argc != 3 || (!once && strcmp(argv[1], "--serve") != 0))
        return error_set(error, ERROR_INPUT, "this program is started by 'candour'; use candour --help");
    if (fcntl(FD_CONTROL, F_GETFD) < 0)
        return error_set(error, ERROR_INPUT, "this program is started by 'candour'; use candour serve %s", argv[2]);
    ignore_signals();
    if (!once)
        clock_guard_start();
    *ret_info = (ChildInfo){ argv[2], once };
    return true;
}

bool
child_line_send(int line, char letter, int passed_fd)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = { &letter, 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

    if (passed_fd >= 0) {
        memset(&control, 0, sizeof control);
        control.header = (struct cmsghdr){ CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS };
        memcpy(CMSG_DATA(&control.header), &passed_fd, sizeof passed_fd);
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
    }
    for (;;) {
        ssize_t sent = sendmsg(line, &message, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent >= 0 || errno != EINTR)
            return sent == 1;
    }
}

static int
descriptor_in(struct msghdr *message)
{
    struct cmsghdr *part = CMSG_FIRSTHDR(message);
    int fd = -1;

    if (part != NULL && part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS &&
        part->cmsg_len == CMSG_LEN(sizeof fd))
        memcpy(&fd, CMSG_DATA(part), sizeof fd);
    return fd;
}

int
child_line_receive(int line, int *ret_fd)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control;
    char letter;
    struct iovec part = { &letter, 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
                              .msg_controllen = sizeof control };
    ssize_t n = recvmsg(line, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

    *ret_fd = -1;
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (n != 1)
        return -1;
    *ret_fd = descriptor_in(&message);
    return (unsigned char)letter;
}

ChildOrder
child_wait(int milliseconds, int *ret_fd)
{
    struct pollfd waiting = { FD_CONTROL, POLLIN, 0 };
    int letter;

    *ret_fd = -1;
    if (poll(&waiting, 1, milliseconds) <= 0)
        return CHILD_NOTHING;
    letter = child_line_receive(FD_CONTROL, ret_fd);
    return letter < 0 ? CHILD_STOP : letter == 0 ? CHILD_NOTHING : (ChildOrder)letter;
}

void
child_say(ChildWish wish)
{
    if (!child_line_send(FD_CONTROL, (char)wish, -1))
        return;                 /* child_wait() sees the end of the line */
}

int
child_main(int argc, char **argv, bool (*run)(const ChildInfo *info, GError **error))
{
    g_autoptr(GError) error = NULL;
    ChildInfo info;

    if (!child_start(argc, argv, &info, &error)) {
        log_error("%s", error->message);
        return 2;
    }
    if (!secret_init() || !run(&info, &error)) {
        log_error("%s", error == NULL ? "it could not start" : error->message);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
