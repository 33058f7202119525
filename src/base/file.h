/* Small files of our own that must survive a power cut: keys, settings, certificates. */
#pragma once
#include "base/error.h"
#include <sys/types.h>

/* Sets an error from errno, "PATH: what the system says; remedy".  A disk that is full or
 * read-only is ERROR_FULL, what is missing or forbidden ERROR_INPUT.  Always false. */
bool file_error(GError **error, const char *path, int errno_value);

/* Written beside as PATH.new, synced, renamed over PATH, the folder synced. */
bool file_write(const char *path, const void *bytes, size_t length, mode_t mode, GError **error) MUST_CHECK;
/* The same in two steps, where two files must change together: PATH.new, then its renaming.
 * file_settle() overwrites the old contents of PATH, so that they are not left on the disk. */
bool file_prepare(const char *path, const void *bytes, size_t length, mode_t mode, GError **error) MUST_CHECK;
bool file_settle(const char *path, GError **error) MUST_CHECK;

/* At most `most` bytes; more is an error.  *ret_bytes has a NUL after the last byte; caller frees. */
bool file_read(const char *path, size_t most, char **ret_bytes, size_t *ret_length, GError **error) MUST_CHECK;
/* Overwrites with zeros, syncs and removes.  A file that is not there is fine. */
bool file_wipe(const char *path, GError **error) MUST_CHECK;
/* mkdir; a folder that is there already is fine. */
bool file_make_folder(const char *path, mode_t mode, GError **error) MUST_CHECK;
