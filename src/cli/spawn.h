/* Starting the other programs, which lie beside this one. */
#pragma once
#include "base/child.h"
#include "base/program.h"
#include <sys/types.h>

/* Descriptors by their place in the new program (base/child.h); -1: none.  They stay the caller's. */
typedef struct { int at[FD__END]; } SpawnFds;
SpawnFds spawn_fds_none(void);

/* The user of its own that the program shall run as.  `id` 0: keep ours. */
typedef struct { uid_t uid; gid_t gid; } SpawnUser;

/* The user whose are the files of a half, where there is one and it can get at `dir`; else
 * ours.  For root alone. */
SpawnUser spawn_owner(Program program, const char *dir);

/* For root: the user named like the program, or like the program whose data it reads, where
 * it can get at these.  Else ours. */
SpawnUser spawn_user(Program program, const Config *config);

/* `candour-NAME --serve DIR` or `--once DIR`.  It dies with this process. */
bool spawn_program(Program program, const Config *config, bool once, const SpawnFds *fds, SpawnUser user,
                   pid_t *ret_pid, GError **error) MUST_CHECK;
