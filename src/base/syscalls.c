#include "base/syscalls.h"
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

/* What our own code and SQLite, libmicrohttpd, GLib, libsodium, zlib and pthreads use. */
static const int allowed[] = {
    /* files */
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(lseek), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close),
    SCMP_SYS(close_range), SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(truncate),
    SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(sync_file_range),
    SCMP_SYS(fchmod), SCMP_SYS(fchown), SCMP_SYS(umask), SCMP_SYS(fcntl), SCMP_SYS(flock), SCMP_SYS(fadvise64),
    SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(copy_file_range), SCMP_SYS(sendfile), SCMP_SYS(dup),
    SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(pipe2), SCMP_SYS(utimensat),
    /* memory */
    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(msync),
    SCMP_SYS(brk), SCMP_SYS(mlock), SCMP_SYS(mlock2), SCMP_SYS(munlock), SCMP_SYS(mincore), SCMP_SYS(membarrier),
    /* threads and signals */
    SCMP_SYS(futex), SCMP_SYS(futex_waitv), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address), SCMP_SYS(gettid), SCMP_SYS(tgkill), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler), SCMP_SYS(getpriority),
    SCMP_SYS(setpriority), SCMP_SYS(getcpu), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
    /* waiting and time */
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_pwait2), SCMP_SYS(eventfd2),
    SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_gettime), SCMP_SYS(nanosleep),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    /* connections that were accepted or handed over */
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(shutdown), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),
    SCMP_SYS(getsockname), SCMP_SYS(getpeername), SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg), SCMP_SYS(sendmmsg), SCMP_SYS(recvmmsg),
    /* about oneself */
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(getgroups), SCMP_SYS(getrandom), SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage), SCMP_SYS(times), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(capget),
};

/* Never, whatever a library asks: no way out, no other process. */
static const int forbidden[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf), SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load),
    SCMP_SYS(listen), SCMP_SYS(memfd_create),
};

/* LeakSanitizer looks at the threads of its own process this way. */
static const int forbidden_without_sanitizer[] = { SCMP_SYS(ptrace), SCMP_SYS(kill), SCMP_SYS(tkill) };

static bool
add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
            return false;
    return true;
}

/* A new thread, never a new process.  clone3 hides its flags behind a pointer: it stays
 * ENOSYS and glibc falls back. */
static bool
add_some(scmp_filter_ctx filter)
{
    static const unsigned long requests[] = { FIONREAD, FIONBIO, TCGETS, TIOCGWINSZ };
    static const int names[] = { PR_SET_NAME, PR_GET_NAME };

    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, requests[i])) != 0)
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, names[i])) != 0)
            return false;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0 &&
           /* its own limits may be read, never another's or changed */
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_EQ, 0),
                            SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
}

/* Sockets: none, Unix ones, or those a mail client needs (netlink: getaddrinfo asks which
 * addresses the machine has; pairs: libcurl wakes its own threads).  No Unix ones for the
 * mailer, or it could give commands to the desk. */
static bool
add_sockets(scmp_filter_ctx filter, const SandboxPlan *plan)
{
    static const int denied[] = { SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(socketpair) };
    static const int mailers[] = { SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(socketpair) };
    static const int families[] = { AF_INET, AF_INET6, AF_NETLINK };

    if (plan->may_connect_unix)
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(connect), 0) == 0 &&
               seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX)) == 0;
    if (!plan->may_connect)
        return add_all(filter, SCMP_ACT_ERRNO(EPERM), denied, G_N_ELEMENTS(denied));
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, families[i])) != 0)
            return false;
    return add_all(filter, SCMP_ACT_ALLOW, mailers, G_N_ELEMENTS(mailers));
}

static bool
add_rules(scmp_filter_ctx filter, const SandboxPlan *plan, bool only_forbid)
{
    if (!add_all(filter, SCMP_ACT_ERRNO(EPERM), forbidden, G_N_ELEMENTS(forbidden)))
        return false;
    if (only_forbid)
        return plan->may_connect || plan->may_connect_unix || add_sockets(filter, plan);
    return add_all(filter, SCMP_ACT_ERRNO(EPERM), forbidden_without_sanitizer,
                   G_N_ELEMENTS(forbidden_without_sanitizer)) &&
           add_all(filter, SCMP_ACT_ALLOW, allowed, G_N_ELEMENTS(allowed)) && add_some(filter) &&
           add_sockets(filter, plan);
}

bool
syscalls_filter(const SandboxPlan *plan, bool only_forbid, GError **error)
{
    scmp_filter_ctx filter = seccomp_init(only_forbid ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOSYS));
    bool loaded;

    if (filter == NULL)
        return error_set(error, ERROR_INTERNAL, "seccomp: the filter could not be made");
    /* A tree instead of a list: the cost of a call no longer depends on its place. */
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    loaded = add_rules(filter, plan, only_forbid) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    if (!loaded)
        return error_set(error, ERROR_INTERNAL, "seccomp: this kernel did not take the filter");
    return true;
}
