/* Gives up what a process has no use for, before it reads the first foreign byte.
 *
 * Modes, chosen at build time (meson -Dsandbox=): *enforce* (release): capabilities,
 * no-new-privileges, Landlock, seccomp, rlimits.  *sanitizer*: the same denials for
 * connect, exec and foreign files, but calls that ASan needs are let through.  *off*:
 * valgrind only. */
#pragma once
#include "base/error.h"

typedef enum {
    SANDBOX_READ = 1,
    SANDBOX_WRITE = 2,          /* with it goes reading */
    SANDBOX_OPTIONAL = 4,       /* not an error when the path is missing */
} SandboxAccess;

typedef struct { const char *path; unsigned access; } SandboxPath;

typedef struct {
    const SandboxPath *paths;   /* files and folders with all that is in them; all others are out of reach */
    size_t n_paths;
    bool   may_connect;         /* the mailer alone */
    bool   may_connect_unix;    /* a room on PostgreSQL */
    unsigned max_files;         /* RLIMIT_NOFILE; 0: as it is */
} SandboxPlan;

/* Must run while the process has one thread.  Cannot be undone.  Nobody may start a
 * program, listen, trace or connect afterwards, but for the two exceptions above.
 * Where the kernel has no Landlock, a warning is logged and the rest is done. */
bool sandbox_enter(const SandboxPlan *plan, GError **error) MUST_CHECK;
const char *sandbox_mode(void);          /* "enforce", "sanitizer" or "off" */
