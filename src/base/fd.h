/* File descriptors that close themselves, and whole reads and writes.  Plain C. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static inline void
fd_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Closes at the end of the scope; -1 means none. */
#define FD_AUTO __attribute__((cleanup(fd_close)))

/* Hands the descriptor on: the variable no longer owns it. */
static inline int
fd_steal(int *fd)
{
    int stolen = *fd;

    *fd = -1;
    return stolen;
}

/* All of it, past interruptions and short counts.  False: errno says why; for reading, an
 * end that comes too early leaves errno as it was. */
bool fd_write_all(int fd, const void *bytes, size_t length);
bool fd_read_all(int fd, void *ret_bytes, size_t length);
