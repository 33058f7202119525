#include "cli/tar.h"
#include "base/fd.h"
#include "base/file.h"
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define BLOCK 512
#define END_MARK (2 * BLOCK)
#define SIZE_MOST ((UINT64_C(1) << 33) - 1)     /* eleven octal digits */

/* IEEE Std 1003.1, pax, "ustar Interchange Format". */
typedef struct {
    char name[TAR_NAME], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100];
    char magic[6], version[2], uname[32], gname[32], major[8], minor[8], prefix[155], spare[12];
} Header;

_Static_assert(sizeof(Header) == BLOCK, "header");

static unsigned
checksum_of(const Header *header)
{
    const unsigned char *bytes = (const unsigned char *)header;
    unsigned sum = 0;

    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= offsetof(Header, checksum) && i < offsetof(Header, type) ? ' ' : bytes[i];
    return sum;
}

/* No owner, no time: a backup tells nothing but what is in it. */
static Header
header_of(const char *name, uint64_t size)
{
    Header header;

    memset(&header, 0, sizeof header);
    g_strlcpy(header.name, name, sizeof header.name);
    memcpy(header.mode, "0000600", 8);
    memcpy(header.uid, "0000000", 8);
    memcpy(header.gid, "0000000", 8);
    g_snprintf(header.size, sizeof header.size, "%011" G_GINT64_MODIFIER "o", size);
    memcpy(header.mtime, "00000000000", 12);
    header.type = '0';
    memcpy(header.magic, "ustar", 6);
    memcpy(header.version, "00", 2);
    g_snprintf(header.checksum, sizeof header.checksum, "%06o", checksum_of(&header));
    header.checksum[7] = ' ';
    return header;
}

/* ---- writing ---- */

static bool
failed(GError **error)
{
    return file_error(error, "the file that is being written", errno);
}

bool
tar_begin(TarWriter *tar, const char *name, GError **error)
{
    static const char blank[BLOCK];

    tar->header = lseek(tar->fd, 0, SEEK_CUR);
    if (strlen(name) >= TAR_NAME)
        return error_set(error, ERROR_INPUT, "%s: this name is too long; shorten it", name);
    if (tar->header < 0 || !fd_write_all(tar->fd, blank, sizeof blank) ||
        pwrite(tar->fd, name, strlen(name), tar->header) < 0)
        return failed(error);
    return true;
}

static bool
pad(int fd, uint64_t size)
{
    static const char zeros[BLOCK];

    return size % BLOCK == 0 || fd_write_all(fd, zeros, BLOCK - size % BLOCK);
}

bool
tar_end(TarWriter *tar, GError **error)
{
    off_t end = lseek(tar->fd, 0, SEEK_CUR);
    uint64_t size = (uint64_t)(end - tar->header - BLOCK);
    char name[TAR_NAME] = "";
    Header header;

    if (size > SIZE_MOST)
        return error_set(error, ERROR_INPUT, "a database over 8 GiB does not fit in a backup file; copy it by other means");
    if (end < 0 || pread(tar->fd, name, sizeof name - 1, tar->header) < 0)
        return failed(error);
    header = header_of(name, size);
    if (pwrite(tar->fd, &header, sizeof header, tar->header) != (ssize_t)sizeof header || !pad(tar->fd, size))
        return failed(error);
    return true;
}

bool
tar_finish(TarWriter *tar, GError **error)
{
    static const char end[END_MARK];

    return fd_write_all(tar->fd, end, sizeof end) && fsync(tar->fd) == 0 ? true : failed(error);
}

/* ---- reading ---- */

static bool
bad(const TarReader *tar, GError **error)
{
    return error_set(error, ERROR_INPUT, "%s: this is no backup of Candour's, or it is damaged", tar->path);
}

static bool
read_number(const char *digits, size_t n, uint64_t *ret_number)
{
    uint64_t number = 0;

    for (size_t i = 0; i < n && digits[i] != '\0' && digits[i] != ' '; i++) {
        if (digits[i] < '0' || digits[i] > '7')
            return false;
        number = number * 8 + (uint64_t)(digits[i] - '0');
    }
    *ret_number = number;
    return true;
}

static bool
skip(TarReader *tar, uint64_t bytes)
{
    char block[BLOCK];

    for (; bytes > 0; bytes -= MIN(bytes, BLOCK))
        if (!fd_read_all(tar->fd, block, MIN(bytes, BLOCK)))
            return false;
    return true;
}

static bool
is_sound(const Header *header, uint64_t *ret_size)
{
    uint64_t checksum;

    return memcmp(header->magic, "ustar", 5) == 0 && read_number(header->checksum, sizeof header->checksum, &checksum) &&
           checksum == checksum_of(header) && read_number(header->size, sizeof header->size, ret_size) &&
           header->type == '0' && header->prefix[0] == '\0' && memchr(header->name, '\0', TAR_NAME) != NULL;
}

bool
tar_next(TarReader *tar, char ret_name[TAR_NAME], GError **error)
{
    static const Header end;
    Header header;
    uint64_t size;

    if (!skip(tar, tar->left + tar->padding) || !fd_read_all(tar->fd, &header, sizeof header))
        return bad(tar, error);
    tar->left = tar->padding = 0;
    if (memcmp(&header, &end, sizeof end) == 0) {
        ret_name[0] = '\0';
        return true;
    }
    if (!is_sound(&header, &size))
        return bad(tar, error);
    tar->left = size;
    tar->padding = (BLOCK - size % BLOCK) % BLOCK;
    memcpy(ret_name, header.name, TAR_NAME);
    return true;
}

bool
tar_copy(TarReader *tar, int to_fd, GError **error)
{
    char bytes[64 * 1024];

    while (tar->left > 0) {
        size_t n = (size_t)MIN(tar->left, sizeof bytes);

        if (!fd_read_all(tar->fd, bytes, n))
            return bad(tar, error);
        if (!fd_write_all(to_fd, bytes, n))
            return failed(error);
        tar->left -= n;
    }
    return true;
}
