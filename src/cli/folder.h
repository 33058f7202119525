/* The data folder of an installation: its lock and its sockets. */
#pragma once
#include "base/config.h"

/* Holds DIR/lock.  While somebody else holds it, tries again for so long; then *ret_fd is -1,
 * which is no error.  The folder is free again when the last process with the descriptor ends. */
bool folder_lock(const char *dir, int milliseconds, int *ret_fd, GError **error) MUST_CHECK;

/* A listening socket for "ADDRESS:PORT".  `setting` names it in errors. */
int folder_listen(const char *listen, const char *setting, GError **error) MUST_CHECK;
