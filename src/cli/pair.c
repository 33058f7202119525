#include "cli/pair.h"
#include <errno.h>
#include <sys/socket.h>

void
pair_clear(Pair *pair)
{
    fd_close(&pair->a);
    fd_close(&pair->b);
}

bool
pair_make(Pair *pair, int type, GError **error)
{
    int fds[2];

    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds) != 0)
        return error_set(error, ERROR_BUSY, "socketpair: %s", g_strerror(errno));
    *pair = (Pair){ fds[0], fds[1] };
    return true;
}
