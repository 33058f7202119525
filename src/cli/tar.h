/* POSIX tar (ustar), as much as backups need: plain files with short names. */
#pragma once
#include "base/error.h"
#include <stdint.h>

#define TAR_NAME 100            /* bytes, with the NUL */

/* ---- writing to a regular file; its place is moved on ---- */

typedef struct { int fd; off_t header; } TarWriter;

/* What is written to `fd` between the two is the file's contents. */
bool tar_begin(TarWriter *tar, const char *name, GError **error) MUST_CHECK;
bool tar_end(TarWriter *tar, GError **error) MUST_CHECK;
bool tar_finish(TarWriter *tar, GError **error) MUST_CHECK;

/* ---- reading ---- */

typedef struct { int fd; const char *path; uint64_t left, padding; } TarReader;

/* Skips what is left of the file before.  *ret_name is "" at the end of the archive.  A link,
 * a folder or whatever else is not a plain file is an error. */
bool tar_next(TarReader *tar, char ret_name[TAR_NAME], GError **error) MUST_CHECK;
/* The file that tar_next() has found. */
bool tar_copy(TarReader *tar, int to_fd, GError **error) MUST_CHECK;
