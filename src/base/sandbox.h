/* Gives up what a process has no use for, before it reads the first foreign byte.
 *
 * Modes, chosen at build time (meson -Dsandbox=): *enforce* (release): no-new-privileges,
 * Landlock, seccomp, rlimits.  *sanitizer*: the same denials for connect, exec and
 * foreign files, but calls that ASan needs are let through.  *off*: valgrind only. */
#pragma once
#include "base/error.h"

typedef enum { SANDBOX_READ = 1, SANDBOX_WRITE = 2 } SandboxAccess;

typedef struct { const char *path; SandboxAccess access; } SandboxPath;

typedef struct {
    const SandboxPath *paths;   /* all other files are out of reach; a path that is missing is an error */
    size_t n_paths;
    bool   may_connect;         /* the mailer alone */
    bool   may_connect_unix;    /* a room on PostgreSQL */
    bool   may_spawn;           /* the supervisor alone */
    unsigned max_files;         /* RLIMIT_NOFILE */
} SandboxPlan;

/* Must run while the process has one thread.  Cannot be undone. */
bool sandbox_enter(const SandboxPlan *plan, GError **error) MUST_CHECK;
const char *sandbox_mode(void);          /* "enforce", "sanitizer" or "off" */
