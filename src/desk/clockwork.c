#include "desk/clockwork.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/lock.h"
#include "base/log.h"
#include "desk/came_in.h"
#include "desk/cohort_mail.h"
#include "desk/erase.h"
#include "desk/leave.h"
#include "desk/link_request.h"
#include "desk/mailbox.h"
#include "desk/opening.h"
#include "desk/participation.h"
#include "desk/room_line.h"
#include "desk/staff_link.h"
#include <errno.h>

#define MINUTE 60

struct Clockwork {
    const Desk *desk;
    GThread    *thread;
    pthread_mutex_t working;        /* one at a time does what is due */
    pthread_mutex_t lock;           /* of what follows */
    pthread_cond_t  bell;
    bool        stopping, doubts;   /* doubts: at the last look */
};

Clockwork *
clockwork_new(const Desk *desk)
{
    Clockwork *clockwork = g_new0(Clockwork, 1);

    clockwork->desk = desk;
    pthread_mutex_init(&clockwork->working, NULL);
    pthread_mutex_init(&clockwork->lock, NULL);
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&clockwork->bell, &steady);
    pthread_condattr_destroy(&steady);
    return clockwork;
}

/* ---- the clock itself ---- */

static void
tell(bool doubts)
{
    if (doubts)
        log_error("the clock jumped by more than an hour: nothing opens, closes or is erased until it is confirmed by "
                  "candour conversation trust-clock, or set right, or the server is started again");
    else
        log_info("the clock is believed again");
}

bool
clockwork_doubts(Clockwork *clockwork)
{
    LOCK_HOLD(&clockwork->lock);
    clock_follow();
    const bool doubts = clock_doubts();
    if (doubts != clockwork->doubts)
        tell(doubts);
    return clockwork->doubts = doubts;
}

/* ---- what is due ---- */

static bool
open_due(const Desk *desk, const Gathering *gathering, int64_t now, GError **error)
{
    if (!opening_due(gathering, now))
        return true;
    if (!opening_do(desk->gatherings, &gathering->id, now, error))
        return false;
    g_autoptr(Gathering) opened = gatherings_by_id(desk->gatherings, &gathering->id);
    room_line_settings(desk->room, opened);
    mailbox_wake(desk->mailbox);
    return true;
}

static bool
look_at(const Desk *desk, const Gathering *gathering, int64_t now, GError **error)
{
    if (gathering->dates.erased != 0)
        return true;
    if (calendar_erasure_due(&gathering->dates, now)) {
        const bool erased = erase_do(desk, gathering, now, NULL, error);
        child_say(CHILD_HAS_ERASED);
        return erased;
    }
    return open_due(desk, gathering, now, error);
}

typedef bool (*EachGathering)(const Desk *desk, const Gathering *gathering, int64_t now, GError **error);

/* One that fails does not keep the others waiting. */
static void
for_each(const Desk *desk, int64_t now, EachGathering each)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        g_autoptr(GError) error = NULL;

        if (!each(desk, all->pdata[i], now, &error))
            log_error("%s", error->message);
    }
}

void
clockwork_look(Clockwork *clockwork)
{
    LOCK_HOLD(&clockwork->working);
    if (clockwork_doubts(clockwork))
        return;
    for_each(clockwork->desk, clock_now(), look_at);
    for_each(clockwork->desk, clock_now(), participation_snapshot);
}

static bool
minute_of_one(const Desk *desk, const Gathering *gathering, int64_t now, GError **error)
{
    bool some = false;

    if (gathering->dates.erased != 0 || !gathering->opened)
        return true;
    return cohort_mail_send(desk, gathering, now, &some, error);
}

static void
tell_unlinks(const Desk *desk, int64_t now)
{
    g_autoptr(GArray) notes = NULL;
    g_autoptr(GError) error = NULL;

    if (leave_take_new(desk, now, &notes, &error))
        room_line_unlink(desk->room, notes);
    else
        log_error("%s", error->message);
}

static void
report(bool done, GError **error)
{
    if (!done)
        log_error("%s", (*error)->message);
    g_clear_error(error);
}

static void
do_minute(Clockwork *clockwork)
{
    const Desk *desk = clockwork->desk;
    const int64_t now = clock_now();
    GError *error = NULL;

    LOCK_HOLD(&clockwork->working);
    for_each(desk, now, minute_of_one);
    report(link_request_batch(desk, now, &error), &error);
    report(came_in_flush(desk, &error), &error);
    report(staff_link_sweep(desk, now, &error), &error);
    tell_unlinks(desk, now);
}

/* ---- the thread ---- */

/* Until the next minute begins; true: to stop. */
static bool
wait_for_minute(Clockwork *clockwork)
{
    const int64_t seconds = MINUTE - clock_now() % MINUTE;
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    LOCK_HOLD(&clockwork->lock);
    while (!clockwork->stopping)
        if (pthread_cond_timedwait(&clockwork->bell, &clockwork->lock, &until) == ETIMEDOUT)
            break;
    return clockwork->stopping;
}

static void *
run(void *data)
{
    Clockwork *clockwork = data;
    g_autoptr(GError) error = NULL;

    if (!erase_finish(clockwork->desk, clock_now(), &error))
        log_error("%s", error->message);
    while (!wait_for_minute(clockwork)) {
        clockwork_look(clockwork);
        do_minute(clockwork);
    }
    return NULL;
}

bool
clockwork_start(Clockwork *clockwork, GError **error)
{
    clockwork->thread = g_thread_try_new("clock", run, clockwork, error);
    return clockwork->thread != NULL;
}

void
clockwork_free(Clockwork *clockwork)
{
    g_autoptr(GError) error = NULL;

    if (clockwork == NULL)
        return;
    pthread_mutex_lock(&clockwork->lock);
    clockwork->stopping = true;
    pthread_cond_signal(&clockwork->bell);
    pthread_mutex_unlock(&clockwork->lock);
    if (clockwork->thread != NULL) {
        g_thread_join(clockwork->thread);
        if (!came_in_flush(clockwork->desk, &error))
            log_error("%s", error->message);
    }
    pthread_cond_destroy(&clockwork->bell);
    pthread_mutex_destroy(&clockwork->lock);
    pthread_mutex_destroy(&clockwork->working);
    g_free(clockwork);
}
