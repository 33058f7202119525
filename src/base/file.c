#include "base/file.h"
#include "base/fd.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct { int value; ErrorKind kind; const char *remedy; } remedies[] = {
    { ENOSPC, ERROR_FULL, "make room on the disk" },
    { EDQUOT, ERROR_FULL, "make room on the disk" },
    { EROFS, ERROR_FULL, "the disk is read-only: mount it writable" },
    { EIO, ERROR_FULL, "the disk may be failing" },
    { ENOENT, ERROR_INPUT, "is the name right?" },
    { ENOTDIR, ERROR_INPUT, "is the name right?" },
    { EISDIR, ERROR_INPUT, "is the name right?" },
    { EACCES, ERROR_INPUT, "may this user get at it?" },
    { EPERM, ERROR_INPUT, "may this user get at it?" },
};

bool
file_error(GError **error, const char *path, int errno_value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(remedies); i++)
        if (remedies[i].value == errno_value)
            return error_set(error, remedies[i].kind, "%s: %s; %s", path, g_strerror(errno_value), remedies[i].remedy);
    return error_set(error, ERROR_INTERNAL, "%s: %s", path, g_strerror(errno_value));
}

static char *
beside(const char *path)
{
    return g_strconcat(path, ".new", NULL);
}

static bool
sync_folder_of(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    FD_AUTO int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 || fsync(fd) != 0)
        return file_error(error, folder, errno);
    return true;
}

static bool
write_and_sync(int fd, const void *bytes, size_t length)
{
    return fd_write_all(fd, bytes, length) && fsync(fd) == 0;
}

bool
file_prepare(const char *path, const void *bytes, size_t length, mode_t mode, GError **error)
{
    g_autofree char *new_path = beside(path);
    FD_AUTO int fd = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);

    if (fd < 0 || !write_and_sync(fd, bytes, length))
        return file_error(error, new_path, errno);
    return sync_folder_of(path, error);
}

/* The name has gone to the new file already: what is left is reached by `fd` alone. */
static void
overwrite(int fd)
{
    static const char zeros[4096];
    struct stat old;

    if (fstat(fd, &old) != 0)
        return;
    for (off_t at = 0; at < old.st_size; at += (off_t)sizeof zeros)
        if (pwrite(fd, zeros, (size_t)MIN((off_t)sizeof zeros, old.st_size - at), at) < 0)
            return;
    fsync(fd);
}

bool
file_settle(const char *path, GError **error)
{
    g_autofree char *new_path = beside(path);
    FD_AUTO int old = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);

    if (rename(new_path, path) != 0)
        return file_error(error, new_path, errno);
    if (!sync_folder_of(path, error))
        return false;
    if (old >= 0)
        overwrite(old);
    return true;
}

bool
file_write(const char *path, const void *bytes, size_t length, mode_t mode, GError **error)
{
    g_autofree char *new_path = beside(path);

    if (!file_prepare(path, bytes, length, mode, error))
        return false;
    if (rename(new_path, path) != 0)
        return file_error(error, path, errno);
    return sync_folder_of(path, error);
}

bool
file_read(const char *path, size_t most, char **ret_bytes, size_t *ret_length, GError **error)
{
    FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    g_autofree char *bytes = NULL;

    if (fd < 0 || fstat(fd, &about) != 0)
        return file_error(error, path, errno);
    if (about.st_size < 0 || (size_t)about.st_size > most)
        return error_set(error, ERROR_INPUT, "%s: it is longer than %zu bytes; is it the right file?", path, most);
    bytes = g_malloc((size_t)about.st_size + 1);
    errno = EIO;
    if (!fd_read_all(fd, bytes, (size_t)about.st_size))
        return file_error(error, path, errno);
    bytes[about.st_size] = '\0';
    *ret_bytes = g_steal_pointer(&bytes);
    *ret_length = (size_t)about.st_size;
    return true;
}

bool
file_wipe(const char *path, GError **error)
{
    FD_AUTO int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? true : file_error(error, path, errno);
    overwrite(fd);
    if (unlink(path) != 0)
        return file_error(error, path, errno);
    return sync_folder_of(path, error);
}

bool
file_make_folder(const char *path, mode_t mode, GError **error)
{
    if (mkdir(path, mode) == 0 || (errno == EEXIST && g_file_test(path, G_FILE_TEST_IS_DIR)))
        return true;
    return file_error(error, path, errno);
}
