#include "cli/spawn.h"
#include "base/clock.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define EXIT_NOT_STARTED 127

SpawnFds
spawn_fds_none(void)
{
    SpawnFds fds;

    for (size_t i = 0; i < G_N_ELEMENTS(fds.at); i++)
        fds.at[i] = -1;
    return fds;
}

/* ---- users ---- */

static bool
user_named(const char *name, SpawnUser *ret_user)
{
    const struct passwd *entry = getpwnam(name);

    if (entry == NULL || entry->pw_uid == 0)
        return false;
    *ret_user = (SpawnUser){ entry->pw_uid, entry->pw_gid };
    return true;
}

static bool
can(const char *path, int access_mode, SpawnUser user)
{
    bool can_do = false;

    if (setegid(user.gid) == 0 && seteuid(user.uid) == 0)
        can_do = faccessat(AT_FDCWD, path, access_mode, AT_EACCESS) == 0;
    if (seteuid(0) != 0 || setegid(0) != 0)
        g_error("the user could not be changed back");
    return can_do;
}

SpawnUser
spawn_owner(Program program, const char *dir)
{
    g_autofree char *name = g_strconcat("candour-", program_folder(program), NULL);
    SpawnUser user;

    return geteuid() == 0 && user_named(name, &user) && can(dir, X_OK, user) ? user : (SpawnUser){ 0, 0 };
}

SpawnUser
spawn_user(Program program, const Config *config)
{
    g_autofree char *data = g_build_filename(config->dir, program_folder(program), NULL);
    g_autofree char *keys = g_build_filename(config->keys_dir, program_folder(program), NULL);
    const int all = R_OK | W_OK | X_OK;
    const SpawnUser ours = { 0, 0 };
    SpawnUser user;

    if (geteuid() != 0)
        return ours;
    /* The mailer touches no file of the installation. */
    if (program == PROGRAM_MAILER && user_named(program_name(program), &user))
        return user;
    user = spawn_owner(program, config->dir);
    return user.uid != 0 && can(data, all, user) && can(keys, all, user) ? user : ours;
}

/* ---- in the new process, before the program ---- */

/* In two steps, for a source may lie where another one has to go. */
static bool
place_descriptors(const SpawnFds *fds)
{
    int aside[FD__END];

    for (int place = FD_CONTROL; place < FD__END; place++) {
        aside[place] = fds->at[place] < 0 ? -1 : fcntl(fds->at[place], F_DUPFD, FD__END);
        if (fds->at[place] >= 0 && aside[place] < 0)
            return false;
    }
    for (int place = FD_CONTROL; place < FD__END; place++) {
        close(place);
        if (aside[place] >= 0 && dup2(aside[place], place) < 0)
            return false;
    }
    return close_range(FD__END, ~0u, 0) == 0;
}

static bool
become(SpawnUser user)
{
    if (user.uid == 0)
        return true;
    return setgroups(0, NULL) == 0 && setresgid(user.gid, user.gid, user.gid) == 0 &&
           setresuid(user.uid, user.uid, user.uid) == 0;
}

/* Its clock goes on with what we believe. */
static bool
hand_on_clock(void)
{
    g_autofree char *gap = g_strdup_printf("%" G_GINT64_FORMAT, clock_gap());

    return setenv(CLOCK_BELIEVED, gap, 1) == 0;
}

static void
reset_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void
run_program(const char *path, bool once, const char *dir, const SpawnFds *fds, SpawnUser user, pid_t parent)
{
    reset_signals();
    /* After the change of user, which would undo it.  The parent may have died already. */
    if (place_descriptors(fds) && become(user) && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
        getppid() == parent && (once || hand_on_clock()) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        execl(path, path, once ? "--once" : "--serve", dir, (char *)NULL);
    _exit(EXIT_NOT_STARTED);
}

static char *
path_beside(const char *name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *self = g_file_read_link("/proc/self/exe", &cause);
    g_autofree char *folder = NULL, *path = NULL;

    if (self == NULL) {
        error_set(error, ERROR_INTERNAL, "%s", cause->message);
        return NULL;
    }
    folder = g_path_get_dirname(self);
    path = g_build_filename(folder, name, NULL);
    if (access(path, X_OK) != 0) {
        file_error(error, path, errno);
        return NULL;
    }
    return g_steal_pointer(&path);
}

bool
spawn_program(Program program, const Config *config, bool once, const SpawnFds *fds, SpawnUser user, pid_t *ret_pid,
              GError **error)
{
    g_autofree char *path = path_beside(program_name(program), error);
    pid_t parent = getpid(), pid;

    if (path == NULL)
        return false;
    pid = fork();
    if (pid == 0)
        run_program(path, once, config->dir, fds, user, parent);
    if (pid < 0)
        return error_set(error, ERROR_BUSY, "%s could not be started: %s", program_name(program), g_strerror(errno));
    *ret_pid = pid;
    return true;
}
