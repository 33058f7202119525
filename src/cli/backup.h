/* Backups: databases, settings and certificates in one file, keys in another.  Without the
 * keys a backup names nobody. */
#pragma once
#include "base/config.h"

/* While the server runs or not.  `path` must not be there yet. */
bool backup_write(const Config *config, const char *path, GError **error) MUST_CHECK;
bool backup_write_keys(const Config *config, const char *path, GError **error) MUST_CHECK;
/* Takes away what a backup or an export that was killed has left in the folders of the halves: whole copies
 * of what is said, which nothing else would ever erase.  False: a backup is being written, try again later. */
bool backup_sweep(const Config *config);
/* Into a folder that is empty or not there.  `keys_path` may be NULL: the keys are put into
 * DIR/keys by other means. */
bool backup_restore(const char *path, const char *keys_path, const char *dir, GError **error) MUST_CHECK;
/* Verifies databases and keys, and prints what there is. */
bool backup_check(const Config *config, GError **error) MUST_CHECK;
