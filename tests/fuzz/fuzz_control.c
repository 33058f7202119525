/* The control socket: whatever a caller sends, the server's side reads it or ends the call. */
#include "wire/control.h"
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
echo(ControlCall *call, void *data)
{
    char   *bytes = NULL;
    size_t  length = 0;

    if (!control_read_all(call, 1000, &bytes, &length))
        return;
    if (bytes[length] != '\0')
        abort();
    control_line(call, bytes);
    control_done(call, NULL);
    free(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ControlCommand commands[] = { { "echo", echo } };
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        abort();
    if (send(pair[1], data, size, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && size > 0) {
        close(pair[0]);
        close(pair[1]);
        return 0;               /* larger than the socket takes at once */
    }
    shutdown(pair[1], SHUT_WR);
    control_serve_one(pair[0], commands, 1, NULL);
    close(pair[0]);
    close(pair[1]);
    return 0;
}
