#include "cli/supervisor.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/log.h"
#include "cli/backup.h"
#include "cli/folder.h"
#include "cli/pair.h"
#include "cli/signals.h"
#include "cli/spawn.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAUSE_LEAST 100                 /* milliseconds before a dead program is started again ... */
#define PAUSE_MOST  10000               /* ... doubled each time up to this ... */
#define STEADY      1000                /* ... unless it had been ready for so long */
#define STOP_WITHIN 4000
#define FOLLOW      60000               /* how long it sleeps without looking at the clock */
#define NEVER       INT64_MAX

typedef struct {
    pid_t     pid;                      /* 0: not running */
    int       line;
    SpawnUser user;
    bool      wanted;                   /* to be (kept) running */
    int64_t   ready_at, start_at;       /* NEVER */
    int64_t   pause, not_before;
} Child;

typedef struct {
    const Config *config;
    Child   children[PROGRAM__COUNT];
    int     listen[PROGRAM__COUNT], metrics, lock, signals;
    void  (*ready)(const Config *config);
    bool    was_ready;
    int64_t peer_at;                    /* when the two halves get a fresh line; NEVER */
    int64_t sweep_at;                   /* when what broken-off backups have left is taken away; NEVER */
    int64_t stop_at;                    /* when those that are left are killed; NEVER: not stopping */
} Supervisor;

static bool
is_stopping(const Supervisor *s)
{
    return s->stop_at != NEVER;
}

static const Child *
child_of(const Supervisor *s, Program program)
{
    return &s->children[program];
}

/* ---- lines between the programs ---- */

static void
hand_over(Supervisor *s, Program program, ChildOrder order, int fd)
{
    const Child *child = child_of(s, program);

    if (child->pid != 0 && !child_line_send(child->line, (char)order, fd))
        log_warning("%s does not take its orders", program_name(program));
}

static void
join_halves(Supervisor *s)
{
    g_auto(Pair) pair = PAIR_NONE;
    g_autoptr(GError) error = NULL;

    s->peer_at = NEVER;
    if (child_of(s, PROGRAM_ROOM)->pid == 0 || child_of(s, PROGRAM_DESK)->pid == 0)
        return;                         /* when the other one starts */
    if (!pair_make(&pair, SOCK_STREAM, &error)) {
        log_error("%s", error->message);
        s->peer_at = clock_monotonic_ms() + PAUSE_MOST;
        return;
    }
    hand_over(s, PROGRAM_ROOM, CHILD_PEER, pair.a);
    hand_over(s, PROGRAM_DESK, CHILD_PEER, pair.b);
}

/* ---- starting ---- */

static bool
start_with(Supervisor *s, Program program, SpawnFds *fds, GError **error)
{
    Child *child = &s->children[program];
    g_auto(Pair) line = PAIR_NONE;

    /* Letters keep their borders. */
    if (!pair_make(&line, SOCK_SEQPACKET, error))
        return false;
    fds->at[FD_CONTROL] = line.b;
    fds->at[FD_LOCK] = s->lock;
    if (!spawn_program(program, s->config, false, fds, child->user, &child->pid, error))
        return false;
    child->line = fd_steal(&line.a);
    child->ready_at = child->start_at = NEVER;
    return true;
}

static bool
start_half(Supervisor *s, Program program, GError **error)
{
    SpawnFds fds = spawn_fds_none();

    fds.at[FD_LISTEN] = s->listen[program];
    fds.at[FD_METRICS] = program == PROGRAM_ROOM ? s->metrics : -1;
    if (!start_with(s, program, &fds, error))
        return false;
    join_halves(s);
    return true;
}

static bool
start_mailer(Supervisor *s, GError **error)
{
    SpawnFds fds = spawn_fds_none();
    g_auto(Pair) desk = PAIR_NONE;

    if (!pair_make(&desk, SOCK_STREAM, error))
        return false;
    fds.at[FD_PEER] = desk.a;
    if (!start_with(s, PROGRAM_MAILER, &fds, error))
        return false;
    hand_over(s, PROGRAM_DESK, CHILD_MAILER, desk.b);
    return true;
}

static bool
start_worker(Supervisor *s, GError **error)
{
    SpawnFds fds = spawn_fds_none();
    g_auto(Pair) room = PAIR_NONE;
    g_auto(Pair) desk = PAIR_NONE;

    if (!pair_make(&room, SOCK_STREAM, error) || !pair_make(&desk, SOCK_STREAM, error))
        return false;
    fds.at[FD_PEER] = room.a;
    fds.at[FD_PEER_DESK] = desk.a;
    if (!start_with(s, PROGRAM_WORKER, &fds, error))
        return false;
    hand_over(s, PROGRAM_ROOM, CHILD_WORKER, room.b);
    hand_over(s, PROGRAM_DESK, CHILD_WORKER, desk.b);
    return true;
}

static bool
start(Supervisor *s, Program program, GError **error)
{
    switch (program) {
    case PROGRAM_ROOM:
    case PROGRAM_DESK: return start_half(s, program, error);
    case PROGRAM_MAILER: return start_mailer(s, error);
    case PROGRAM_WORKER: return start_worker(s, error);
    case PROGRAM__COUNT: break;
    }
    return error_set(error, ERROR_INTERNAL, "no such program");
}

static void
start_due(Supervisor *s)
{
    for (unsigned program = 0; program < PROGRAM__COUNT; program++) {
        Child *child = &s->children[program];
        g_autoptr(GError) error = NULL;

        if (child->pid != 0 || is_stopping(s) || child->start_at > clock_monotonic_ms())
            continue;
        if (start(s, (Program)program, &error))
            continue;
        log_error("%s", error->message);
        child->start_at = clock_monotonic_ms() + PAUSE_MOST;
    }
}

/* ---- wishes ---- */

static void
note_ready(Supervisor *s, Program program)
{
    s->children[program].ready_at = clock_monotonic_ms();
    if (s->was_ready) {
        if (s->children[program].wanted)
            log_info("%s is ready again", program_name(program));
        return;
    }
    if (child_of(s, PROGRAM_ROOM)->ready_at == NEVER || child_of(s, PROGRAM_DESK)->ready_at == NEVER)
        return;
    s->was_ready = true;
    s->ready(s->config);
}

/* The mailer outlives a desk that has died and knows what it sent last: it gets the new desk. */
static void
join_mailer(Supervisor *s)
{
    g_auto(Pair) pair = PAIR_NONE;
    g_autoptr(GError) error = NULL;

    if (!pair_make(&pair, SOCK_STREAM, &error)) {
        log_error("%s", error->message);
        return;
    }
    hand_over(s, PROGRAM_MAILER, CHILD_PEER, pair.a);
    hand_over(s, PROGRAM_DESK, CHILD_MAILER, pair.b);
}

/* One that still runs is on its way out: another is started when it has gone. */
static void
want(Supervisor *s, Program program)
{
    Child *child = &s->children[program];

    if (child->pid != 0 && program == PROGRAM_MAILER)
        join_mailer(s);
    else if (child->pid != 0)
        child->wanted = true;
    else if (child->start_at == NEVER)
        child->start_at = MAX(clock_monotonic_ms(), child->not_before);
}

static void
grant(Supervisor *s, Program from, int wish)
{
    if (wish == CHILD_IS_READY)
        note_ready(s, from);
    else if (wish == CHILD_NEEDS_MAILER && from == PROGRAM_DESK)
        want(s, PROGRAM_MAILER);
    else if (wish == CHILD_NEEDS_WORKER && from == PROGRAM_ROOM)
        want(s, PROGRAM_WORKER);
    else if (wish == CHILD_NEEDS_PEER && (from == PROGRAM_ROOM || from == PROGRAM_DESK))
        s->peer_at = MIN(s->peer_at, clock_monotonic_ms() + PAUSE_LEAST);
    else if (wish == CHILD_HAS_ERASED && from == PROGRAM_DESK)
        s->sweep_at = clock_monotonic_ms();
    else if (wish == CHILD_TRUSTS_CLOCK && from == PROGRAM_DESK)
        clock_trust();
    else
        log_warning("%s wishes for something that it may not have", program_name(from));
}

static void
listen_to(Supervisor *s, Program program)
{
    Child *child = &s->children[program];
    FD_AUTO int unexpected = -1;
    int wish = child_line_receive(child->line, &unexpected);

    if (wish < 0)
        fd_close(&child->line);         /* SIGCHLD tells the rest */
    else if (wish > 0)
        grant(s, program, wish);
}

/* ---- endings ---- */

static void
log_ending(Program program, int status, int64_t pause)
{
    g_autofree char *how = WIFSIGNALED(status) ? g_strdup_printf("was ended by signal %d", WTERMSIG(status))
                                               : g_strdup_printf("ended with %d", WEXITSTATUS(status));

    if (pause > 0)
        log_warning("%s %s; it is started again in %.1f s", program_name(program), how, (double)pause / 1000);
    else if (status != 0)
        log_warning("%s %s", program_name(program), how);
}

static int64_t
next_pause(const Child *child)
{
    bool steady = child->ready_at != NEVER && clock_monotonic_ms() - child->ready_at >= STEADY;

    return steady || child->pause == 0 ? PAUSE_LEAST : MIN(child->pause * 2, PAUSE_MOST);
}

/* A helper is started again only if it was asked for once more while it ran. */
static void
note_end(Supervisor *s, Program program, int status)
{
    Child *child = &s->children[program];
    bool helper = program == PROGRAM_MAILER || program == PROGRAM_WORKER, again = child->wanted && s->was_ready;

    child->pause = helper && status == 0 ? 0 : next_pause(child);
    child->not_before = clock_monotonic_ms() + child->pause;
    child->pid = 0;
    child->ready_at = NEVER;
    fd_close(&child->line);
    if (is_stopping(s))
        return;
    log_ending(program, status, again ? child->pause : 0);
    if (again)
        child->start_at = child->not_before;
    if (helper)
        child->wanted = false;
}

static void
reap(Supervisor *s)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (unsigned program = 0; program < PROGRAM__COUNT; program++)
            if (s->children[program].pid == pid)
                note_end(s, (Program)program, status);
}

static void
stop(Supervisor *s)
{
    if (is_stopping(s))
        return;
    s->stop_at = clock_monotonic_ms() + STOP_WITHIN;
    for (unsigned program = 0; program < PROGRAM__COUNT; program++)
        hand_over(s, (Program)program, CHILD_STOP, -1);
}

static void
take_signal(Supervisor *s)
{
    struct signalfd_siginfo info;

    while (read(s->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            reap(s);
        else
            stop(s);
    }
}

static bool
any_runs(const Supervisor *s)
{
    for (unsigned program = 0; program < PROGRAM__COUNT; program++)
        if (s->children[program].pid != 0)
            return true;
    return false;
}

static void
kill_late(Supervisor *s)
{
    for (unsigned program = 0; program < PROGRAM__COUNT; program++)
        if (s->children[program].pid != 0) {
            log_warning("%s did not stop in time", program_name((Program)program));
            kill(s->children[program].pid, SIGKILL);
        }
    s->stop_at = NEVER - 1;
}

/* ---- the loop ---- */

static int
milliseconds_until_next(const Supervisor *s)
{
    int64_t next = MIN(MIN(s->peer_at, s->sweep_at), s->stop_at), now = clock_monotonic_ms();

    for (unsigned program = 0; program < PROGRAM__COUNT && !is_stopping(s); program++)
        if (s->children[program].pid == 0)
            next = MIN(next, s->children[program].start_at);
    return next >= NEVER - 1 ? FOLLOW : (int)CLAMP(next - now, 0, PAUSE_MOST);
}

static void
wait_and_answer(Supervisor *s)
{
    struct pollfd waiting[PROGRAM__COUNT + 1];

    for (unsigned program = 0; program < PROGRAM__COUNT; program++)
        waiting[program] = (struct pollfd){ s->children[program].line, POLLIN, 0 };
    waiting[PROGRAM__COUNT] = (struct pollfd){ s->signals, POLLIN, 0 };
    if (poll(waiting, G_N_ELEMENTS(waiting), milliseconds_until_next(s)) <= 0)
        return;
    for (unsigned program = 0; program < PROGRAM__COUNT; program++)
        if (waiting[program].revents != 0)
            listen_to(s, (Program)program);
    if (waiting[PROGRAM__COUNT].revents != 0)
        take_signal(s);
}

/* What the worker is writing just now is no rest. */
static void
sweep(Supervisor *s)
{
    const bool done = child_of(s, PROGRAM_WORKER)->pid == 0 && backup_sweep(s->config);

    s->sweep_at = done ? NEVER : clock_monotonic_ms() + PAUSE_MOST;
}

/* A half that ended before everything was ready would only do so again. */
static bool
start_failed(const Supervisor *s)
{
    return !s->was_ready && !is_stopping(s) &&
           (child_of(s, PROGRAM_ROOM)->pid == 0 || child_of(s, PROGRAM_DESK)->pid == 0);
}

static bool
run(Supervisor *s, GError **error)
{
    bool failed = false;

    if (!start_half(s, PROGRAM_DESK, error) || !start_half(s, PROGRAM_ROOM, error)) {
        stop(s);
        failed = true;
    }
    while (any_runs(s) || !is_stopping(s)) {
        wait_and_answer(s);
        clock_follow();
        if (start_failed(s)) {
            failed = true;
            error_set(error, ERROR_UNAVAILABLE, "it could not start; the lines above say why");
            stop(s);
        }
        if (s->peer_at <= clock_monotonic_ms())
            join_halves(s);
        if (s->sweep_at <= clock_monotonic_ms())
            sweep(s);
        if (s->stop_at <= clock_monotonic_ms())
            kill_late(s);
        start_due(s);
    }
    return !failed;
}

static bool
open_sockets(Supervisor *s, GError **error)
{
    s->listen[PROGRAM_ROOM] = folder_listen(s->config->room_listen, "room-listen", error);
    if (s->listen[PROGRAM_ROOM] < 0)
        return false;
    s->listen[PROGRAM_DESK] = folder_listen(s->config->desk_listen, "desk-listen", error);
    if (s->listen[PROGRAM_DESK] < 0)
        return false;
    if (s->config->metrics_listen != NULL)
        s->metrics = folder_listen(s->config->metrics_listen, "metrics-listen", error);
    return s->config->metrics_listen == NULL || s->metrics >= 0;
}

static void
choose_users(Supervisor *s)
{
    bool apart = true;

    for (unsigned program = 0; program < PROGRAM__COUNT; program++) {
        s->children[program].user = spawn_user((Program)program, s->config);
        apart &= s->children[program].user.uid != 0;
    }
    if (!apart)
        log_info("no users of their own for all programs that can get at %s; they keep this user, without capabilities",
                 s->config->dir);
}

static void
close_all(Supervisor *s)
{
    for (unsigned program = 0; program < PROGRAM__COUNT; program++) {
        fd_close(&s->listen[program]);
        fd_close(&s->children[program].line);
    }
    fd_close(&s->metrics);
    fd_close(&s->signals);
}

bool
supervisor_run(const Config *config, int lock_fd, void (*ready)(const Config *config), GError **error)
{
    Supervisor s = { .config = config, .lock = lock_fd, .metrics = -1, .ready = ready, .peer_at = NEVER,
                     .sweep_at = NEVER, .stop_at = NEVER };
    bool ended_well;

    clock_guard_start();
    for (unsigned program = 0; program < PROGRAM__COUNT; program++) {
        s.listen[program] = -1;
        s.children[program] = (Child){ .line = -1, .ready_at = NEVER, .start_at = NEVER,
                                       .wanted = program == PROGRAM_ROOM || program == PROGRAM_DESK };
    }
    s.signals = signals_catch();
    choose_users(&s);
    ended_well = open_sockets(&s, error) && run(&s, error);
    close_all(&s);
    return ended_well;
}
