/* Counts what a program syncs to disk, and can make the disk slower: LD_PRELOAD=libfsyncs.so.
 *
 * The counter lies in a file of eight bytes per program that $FSYNCS_FOLDER names, mapped before the program shuts itself
 * in: FOLDER/NAME-OF-THE-PROGRAM.  $FSYNCS_SLEEP_US is added to every sync. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

typedef int (*SyncFunction)(int fd);

static _Atomic uint64_t *counter;
static SyncFunction real_fsync, real_fdatasync;
static int64_t sleep_ns;

static void __attribute__((constructor))
fsyncs_start(void)
{
    const char *folder = getenv("FSYNCS_FOLDER"), *slower = getenv("FSYNCS_SLEEP_US");
    char path[4096];

    real_fsync = (SyncFunction)dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (SyncFunction)dlsym(RTLD_NEXT, "fdatasync");
    sleep_ns = slower ? strtoll(slower, NULL, 10) * 1000 : 0;
    if (!folder || snprintf(path, sizeof path, "%s/%s", folder, program_invocation_short_name) >= (int)sizeof path)
        return;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return;
    if (ftruncate(fd, sizeof *counter) == 0) {
        void *map = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        counter = map != MAP_FAILED ? map : NULL;
    }
    close(fd);
}

static int
counted(SyncFunction sync, int fd)
{
    if (counter)
        atomic_fetch_add(counter, 1);
    if (sleep_ns) {
        struct timespec pause = { .tv_sec = sleep_ns / 1000000000, .tv_nsec = sleep_ns % 1000000000 };
        clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
    }
    return sync(fd);
}

int
fsync(int fd)
{
    return counted(real_fsync, fd);
}

int
fdatasync(int fd)
{
    return counted(real_fdatasync, fd);
}
