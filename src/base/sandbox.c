#include "base/sandbox.h"
#include "base/landlock.h"
#include "base/log.h"
#include "base/syscalls.h"
#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined SANDBOX_MODE_ENFORCE
#define MODE MODE_ENFORCE
#elif defined SANDBOX_MODE_SANITIZER
#define MODE MODE_SANITIZER
#else
#define MODE MODE_OFF
#endif

typedef enum { MODE_ENFORCE, MODE_SANITIZER, MODE_OFF } Mode;

/* What the sanitizers' runtimes read to print where something happened. */
static const SandboxPath sanitizer_paths[] = {
    { "/proc", SANDBOX_READ | SANDBOX_OPTIONAL }, { "/usr/lib", SANDBOX_READ | SANDBOX_OPTIONAL },
    { "/proc/self/exe", SANDBOX_READ | SANDBOX_OPTIONAL },
};

const char *
sandbox_mode(void)
{
    static const char *const names[] = { "enforce", "sanitizer", "off" };

    return names[MODE];
}

static bool
set_limit(int what, rlim_t value, GError **error)
{
    struct rlimit now, limit = { value, value };

    if (getrlimit((__rlimit_resource_t)what, &now) == 0 && now.rlim_max < value)
        limit.rlim_cur = limit.rlim_max = now.rlim_max;         /* nobody may raise it further */
    if (setrlimit((__rlimit_resource_t)what, &limit) != 0)
        return error_set(error, ERROR_INTERNAL, "setrlimit: %s", g_strerror(errno));
    return true;
}

static bool
set_limits(const SandboxPlan *plan, GError **error)
{
    if (!set_limit(RLIMIT_CORE, 0, error))
        return false;
    return plan->max_files == 0 || set_limit(RLIMIT_NOFILE, plan->max_files, error);
}

/* Root without capabilities is a user like others who happens to own root's files. */
static bool
drop_capabilities(GError **error)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct none[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL)
        return error_set(error, ERROR_INTERNAL, "prctl: %s", g_strerror(errno));
    if (syscall(SYS_capset, &header, none) != 0)
        return error_set(error, ERROR_INTERNAL, "capset: %s", g_strerror(errno));
    return true;
}

static unsigned
count_threads(void)
{
    g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
    unsigned n = 0;

    while (tasks != NULL && g_dir_read_name(tasks) != NULL)
        n++;
    return n;
}

static bool
fence_files(const SandboxPlan *plan, GError **error)
{
    SandboxPlan with_more = *plan;
    g_autofree SandboxPath *paths = NULL;
    LandlockOutcome outcome;

    if (MODE == MODE_SANITIZER) {
        with_more.n_paths = plan->n_paths + G_N_ELEMENTS(sanitizer_paths);
        paths = g_new(SandboxPath, with_more.n_paths);
        for (size_t i = 0; i < with_more.n_paths; i++)
            paths[i] = i < plan->n_paths ? plan->paths[i] : sanitizer_paths[i - plan->n_paths];
        with_more.paths = paths;
    }
    if (!landlock_enter(&with_more, &outcome, error))
        return false;
    if (outcome == LANDLOCK_MISSING)
        log_warning("this kernel has no Landlock, so files are kept apart by their owners only; use Linux 5.13 or later");
    return true;
}

bool
sandbox_enter(const SandboxPlan *plan, GError **error)
{
    if (MODE == MODE_ENFORCE && count_threads() > 1)
        return error_set(error, ERROR_INTERNAL, "sandbox: a thread runs already, it would stay outside");
    if (!set_limits(plan, error) || !drop_capabilities(error))
        return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return error_set(error, ERROR_INTERNAL, "prctl: %s", g_strerror(errno));
    if (MODE == MODE_OFF)
        return true;
    return fence_files(plan, error) && syscalls_filter(plan, MODE == MODE_SANITIZER, error);
}
