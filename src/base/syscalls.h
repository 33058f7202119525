/* The seccomp filter: which system calls are left to a process. */
#pragma once
#include "base/sandbox.h"

/* Everything is ENOSYS but a list that our libraries need, so that a newer glibc falls back
 * to older calls; what a sandboxed process must never do is EPERM.  `only_forbid` (sanitizer
 * builds) lets everything through but that. */
bool syscalls_filter(const SandboxPlan *plan, bool only_forbid, GError **error) MUST_CHECK;
