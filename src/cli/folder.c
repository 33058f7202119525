#include "cli/folder.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_STEP_US 20000
#define BACKLOG      4096

bool
folder_lock(const char *dir, int milliseconds, int *ret_fd, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "lock", NULL);
    FD_AUTO int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int64_t until = clock_monotonic_ms() + milliseconds;

    if (fd < 0)
        return file_error(error, path, errno);
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return file_error(error, path, errno);
        if (clock_monotonic_ms() >= until) {
            *ret_fd = -1;
            return true;
        }
        g_usleep(WAIT_STEP_US);
    }
    *ret_fd = fd_steal(&fd);
    return true;
}

static struct addrinfo *
addresses_of(const char *listen_on, const char *setting, GError **error)
{
    const struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
    const char *colon = strrchr(listen_on, ':');
    g_autofree char *host = g_strndup(listen_on, (gsize)(colon - listen_on));
    g_autofree char *bare = host[0] == '[' ? g_strndup(host + 1, strlen(host) - 2) : g_strdup(host);
    struct addrinfo *found = NULL;
    int failed = getaddrinfo(bare, colon + 1, &hints, &found);

    if (failed != 0)
        error_set(error, ERROR_INPUT, "%s = %s: %s; correct it in candour.ini", setting, listen_on, gai_strerror(failed));
    return found;
}

static int
listen_at(const struct addrinfo *address)
{
    FD_AUTO int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;

    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, address->ai_addr, address->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)
        return -1;
    return fd_steal(&fd);
}

int
folder_listen(const char *listen_on, const char *setting, GError **error)
{
    struct addrinfo *addresses = addresses_of(listen_on, setting, error);
    int fd, failed;

    if (addresses == NULL)
        return -1;
    fd = listen_at(addresses);
    failed = errno;
    freeaddrinfo(addresses);
    if (fd >= 0)
        return fd;
    if (failed == EADDRINUSE)
        error_set(error, ERROR_INPUT, "%s = %s: another program listens there; stop it, or change the port in candour.ini",
                  setting, listen_on);
    else if (failed == EACCES)
        error_set(error, ERROR_INPUT, "%s = %s: this user may not listen there; take a port over 1023, with a proxy in front",
                  setting, listen_on);
    else
        error_set(error, ERROR_INPUT, "%s = %s: %s; correct it in candour.ini", setting, listen_on, g_strerror(failed));
    return -1;
}
