/* The names themselves are meant, not what large-file macros and checks make of them. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE
#include "faults.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES_MAX 4096

/* Outside any function because the C library calls in from everywhere: test code only. */
static _Atomic char own_switch = FAULT_NONE;
static _Atomic char *the_switch = &own_switch;
static _Atomic bool watched[FILES_MAX];
static _Atomic bool ready;

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, off_t, off_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);

static void
map_switch(const char *path)
{
    int fd = real_open(path, O_RDWR | O_CLOEXEC);
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    if (page == MAP_FAILED)
        abort();
    the_switch = page;
    (void)close(fd);
}

__attribute__((constructor)) static void
set_up(void)
{
    if (ready)
        return;
    *(void **)&real_open = dlsym(RTLD_NEXT, "open64");
    *(void **)&real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    *(void **)&real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    *(void **)&real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64");
    *(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
    ready = true;
    if (getenv("CANDOUR_FAULTS"))
        map_switch(getenv("CANDOUR_FAULTS"));
}

void
faults_set(Fault fault)
{
    *the_switch = (char)fault;
}

/* 0, or why writing fails. */
static int
write_fault(int fd)
{
    if (fd < 0 || fd >= FILES_MAX || !watched[fd])
        return 0;
    switch ((Fault)*the_switch) {
    case FAULT_FULL:
        return ENOSPC;
    case FAULT_READ_ONLY:
        return EROFS;
    case FAULT_SYNC:
    case FAULT_NONE:
        return 0;
    }
    return 0;
}

static bool
sync_fails(int fd)
{
    return fd >= 0 && fd < FILES_MAX && watched[fd] && *the_switch == FAULT_SYNC;
}

static int
failed(int why)
{
    errno = why;
    return -1;
}

static int
open_watched(const char *path, int flags, mode_t mode)
{
    bool store = strstr(path, ".db") != NULL;

    set_up();
    if (store && *the_switch == FAULT_READ_ONLY && (flags & O_ACCMODE) != O_RDONLY)
        return failed(EROFS);

    int fd = real_open(path, flags, mode);
    if (fd >= 0 && fd < FILES_MAX)
        watched[fd] = store;
    return fd;
}

/* ---- in place of the C library's ---- */

static mode_t
mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int
open64(const char *path, int flags, ...)
{
    va_list rest;

    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_watched(path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
    va_list rest;

    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_watched(path, flags, mode);
}

ssize_t
pwrite64(int fd, const void *bytes, size_t length, off_t at)
{
    int why = write_fault(fd);

    set_up();
    return why ? failed(why) : real_pwrite(fd, bytes, length, at);
}

ssize_t
write(int fd, const void *bytes, size_t length)
{
    int why = write_fault(fd);

    set_up();
    return why ? failed(why) : real_write(fd, bytes, length);
}

int
ftruncate64(int fd, off_t length)
{
    int why = write_fault(fd);

    set_up();
    return why ? failed(why) : real_ftruncate(fd, length);
}

/* Answers the reason itself. */
int
posix_fallocate64(int fd, off_t at, off_t length)
{
    int why = write_fault(fd);

    set_up();
    return why ? why : real_fallocate(fd, at, length);
}

int
fdatasync(int fd)
{
    set_up();
    return sync_fails(fd) ? failed(EIO) : real_fdatasync(fd);
}

int
fsync(int fd)
{
    set_up();
    return sync_fails(fd) ? failed(EIO) : real_fsync(fd);
}
