#include "base/landlock.h"
#include "base/fd.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* The numbers are the same on every architecture (include/uapi/linux/landlock.h). */
#define CALL_CREATE_RULESET 444
#define CALL_ADD_RULE       445
#define CALL_RESTRICT_SELF  446
#define CREATE_VERSION      1u
#define RULE_PATH_BENEATH   1

#define FS_EXECUTE    (UINT64_C(1) << 0)
#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_READ_FILE  (UINT64_C(1) << 2)
#define FS_READ_DIR   (UINT64_C(1) << 3)
#define FS_REMOVE_DIR (UINT64_C(1) << 4)
#define FS_REMOVE_FILE (UINT64_C(1) << 5)
#define FS_MAKE_DIR   (UINT64_C(1) << 7)
#define FS_MAKE_REG   (UINT64_C(1) << 8)
#define FS_TRUNCATE   (UINT64_C(1) << 14)
#define FS_IOCTL_DEV  (UINT64_C(1) << 15)

#define FS_READ       (FS_READ_FILE | FS_READ_DIR)
#define FS_WRITE      (FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_REG | FS_TRUNCATE)
#define FS_OF_A_FILE  (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

#define NET_ALL       UINT64_C(3)       /* bind and connect of TCP; ABI 4 */
#define SCOPE_ALL     UINT64_C(3)       /* abstract Unix sockets and signals; ABI 6 */

typedef struct { uint64_t fs, net, scoped; } RulesetAttr;
typedef struct { uint64_t allowed; int32_t parent; } __attribute__((packed)) PathBeneathAttr;

/* Rights that a kernel of that ABI knows: ABI 1 has 13, 2 adds REFER, 3 TRUNCATE, 5 IOCTL_DEV. */
static uint64_t
known_fs(long abi)
{
    unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;

    return (UINT64_C(1) << bits) - 1;
}

static bool
allow_path(int ruleset, const SandboxPath *path, uint64_t known, GError **error)
{
    FD_AUTO int fd = open(path->path, O_PATH | O_CLOEXEC);
    uint64_t wanted = FS_READ | ((path->access & SANDBOX_WRITE) != 0 ? FS_WRITE : 0);
    struct stat about;
    PathBeneathAttr attr;

    if (fd < 0 && errno == ENOENT && (path->access & SANDBOX_OPTIONAL) != 0)
        return true;
    if (fd < 0 || fstat(fd, &about) != 0)
        return file_error(error, path->path, errno);
    if (!S_ISDIR(about.st_mode))
        wanted &= FS_OF_A_FILE;
    attr = (PathBeneathAttr){ wanted & known, fd };
    if (syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &attr, 0) != 0)
        return file_error(error, path->path, errno);
    return true;
}

bool
landlock_enter(const SandboxPlan *plan, LandlockOutcome *ret_outcome, GError **error)
{
    long abi = syscall(CALL_CREATE_RULESET, NULL, 0, CREATE_VERSION);
    bool connects = plan->may_connect || plan->may_connect_unix;
    RulesetAttr attr;
    FD_AUTO int ruleset = -1;

    if (abi < 1) {
        *ret_outcome = LANDLOCK_MISSING;
        return true;
    }
    attr = (RulesetAttr){ known_fs(abi), abi >= 4 && !plan->may_connect ? NET_ALL : 0,
                          abi >= 6 && !connects ? SCOPE_ALL : 0 };
    ruleset = (int)syscall(CALL_CREATE_RULESET, &attr, sizeof attr, 0);
    if (ruleset < 0)
        return error_set(error, ERROR_INTERNAL, "Landlock: %s", g_strerror(errno));
    for (size_t i = 0; i < plan->n_paths; i++)
        if (!allow_path(ruleset, &plan->paths[i], attr.fs, error))
            return false;
    if (syscall(CALL_RESTRICT_SELF, ruleset, 0) != 0)
        return error_set(error, ERROR_INTERNAL, "Landlock: %s", g_strerror(errno));
    *ret_outcome = LANDLOCK_ENTERED;
    return true;
}
