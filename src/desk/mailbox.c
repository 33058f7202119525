#include "desk/mailbox.h"
#include "base/clock.h"
#include "base/log.h"
#include "desk/mailbox_private.h"
#include "desk/mails.h"
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define FILES_AT_ONCE 50
#define MINUTE_MS 60000
#define AFTER_FAULT_MS 5000

/* ---- life ---- */

static bool
still_waits(const Id *order, void *data, bool *ret_waits, GError **error)
{
    const Desk *desk = data;
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    g_autoptr(MailJob) job = NULL;
    const Id none = { { 0 } };

    if (!mail_round_pick(desk, &none, order, &job, error))
        return false;
    for (guint i = 0; i < all->len && job == NULL; i++)
        if (!mail_round_pick(desk, &((Gathering *)all->pdata[i])->id, order, &job, error))
            return false;
    *ret_waits = job != NULL;
    return true;
}

Mailbox *
mailbox_new(const Desk *desk, GError **error)
{
    g_autofree char *folder = desk_path(desk->config, "mail");
    g_autoptr(Outbox) outbox = NULL;

    if (desk->config->mail_transport == MAIL_FILE) {
        outbox = outbox_open(folder, still_waits, (Desk *)(uintptr_t)desk, error);
        if (outbox == NULL)
            return NULL;
    }
    const int wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake_fd < 0) {
        error_set(error, ERROR_INTERNAL, "eventfd: %s", g_strerror(errno));
        return NULL;
    }
    Mailbox *mailbox = g_new0(Mailbox, 1);
    mailbox->desk = desk;
    mailbox->outbox = g_steal_pointer(&outbox);
    mailbox->wake_fd = wake_fd;
    mailbox->new_mailer = -1;
    mailbox->fresh = true;
    pthread_mutex_init(&mailbox->lock, NULL);
    g_queue_init(&mailbox->hurried);
    g_queue_init(&mailbox->committed);
    mailbox->seen = g_hash_table_new_full(id_hash, id_equal_func, g_free, NULL);
    if (mailbox->outbox == NULL)
        mailbox->relay = mail_relay_new(mailbox);
    return mailbox;
}

void
mailbox_stop(Mailbox *mailbox)
{
    if (mailbox == NULL)
        return;
    pthread_mutex_lock(&mailbox->lock);
    mailbox->stopping = true;
    pthread_mutex_unlock(&mailbox->lock);
    mailbox_wake(mailbox);
    if (mailbox->thread != NULL)
        g_thread_join(mailbox->thread);
    mailbox->thread = NULL;
}

void
mailbox_free(Mailbox *mailbox)
{
    if (mailbox == NULL)
        return;
    mailbox_stop(mailbox);
    mail_relay_free(mailbox->relay);
    mailbox_end_round(mailbox);
    outbox_free(mailbox->outbox);
    g_hash_table_unref(mailbox->seen);
    g_free(mailbox->down);
    g_queue_clear_full(&mailbox->hurried, g_free);
    g_queue_clear_full(&mailbox->committed, g_free);
    if (mailbox->new_mailer >= 0)
        close(mailbox->new_mailer);
    close(mailbox->wake_fd);
    pthread_mutex_destroy(&mailbox->lock);
    g_free(mailbox);
}

/* ---- from other threads ---- */

void
mailbox_wake(Mailbox *mailbox)
{
    const uint64_t one = 1;

    pthread_mutex_lock(&mailbox->lock);
    mailbox->fresh = true;
    pthread_mutex_unlock(&mailbox->lock);
    /* It can only fail where it is full, and then the sleeper is awake. */
    if (write(mailbox->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN)
        log_warning("waking the mail thread: %s", g_strerror(errno));
}

void
mailbox_hurry(Mailbox *mailbox, const Id *conversation, const Id *order)
{
    Hurried *hurried = g_new(Hurried, 1);

    *hurried = (Hurried){ *conversation, *order };
    pthread_mutex_lock(&mailbox->lock);
    g_queue_push_tail(&mailbox->hurried, hurried);
    pthread_mutex_unlock(&mailbox->lock);
    mailbox_wake(mailbox);
}

void
mailbox_take_mailer(Mailbox *mailbox, int fd)
{
    pthread_mutex_lock(&mailbox->lock);
    const int old = mailbox->new_mailer;
    mailbox->new_mailer = fd;
    pthread_mutex_unlock(&mailbox->lock);
    if (old >= 0)
        close(old);
    mailbox_wake(mailbox);
}

bool
mailbox_stopping(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    return mailbox->stopping;
}

/* ---- what is next ---- */

void
mailbox_end_round(Mailbox *mailbox)
{
    mail_round_free(mailbox->round);
    mailbox->round = NULL;
}

static Hurried *
pop_hurried(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    return g_queue_pop_head(&mailbox->hurried);
}

static bool
next_hurried(Mailbox *mailbox, MailJob **ret_job, GError **error)
{
    g_autofree Hurried *hurried = NULL;

    *ret_job = NULL;
    while (*ret_job == NULL && (hurried = pop_hurried(mailbox)) != NULL) {
        if (!g_hash_table_contains(mailbox->seen, &hurried->order) &&
            !mail_round_pick(mailbox->desk, &hurried->conversation, &hurried->order, ret_job, error))
            return false;
        g_clear_pointer(&hurried, g_free);
    }
    return true;
}

/* A new round begins where somebody woke us or the last one is through. */
static void
begin_round(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    mailbox->fresh = false;
    mailbox->round = mail_round_new(mailbox->desk);
}

static bool
next_of_round(Mailbox *mailbox, MailJob **ret_job, int64_t *ret_later, GError **error)
{
    if (mailbox->round == NULL)
        begin_round(mailbox);
    for (;;) {
        g_autoptr(MailJob) job = NULL;

        if (!mail_round_next(mailbox->round, clock_now(), &job, error))
            return false;
        if (job == NULL)
            break;
        if (g_hash_table_contains(mailbox->seen, &job->order->id))
            continue;
        *ret_job = g_steal_pointer(&job);
        return true;
    }
    *ret_later = mail_round_later(mailbox->round);
    mailbox_end_round(mailbox);
    return true;
}

bool
mailbox_next(Mailbox *mailbox, MailJob **ret_job, int64_t *ret_later, GError **error)
{
    if (!next_hurried(mailbox, ret_job, error))
        return false;
    if (*ret_job == NULL && !next_of_round(mailbox, ret_job, ret_later, error))
        return false;
    if (*ret_job != NULL)
        g_hash_table_add(mailbox->seen, g_memdup2(&(*ret_job)->order->id, sizeof(Id)));
    return true;
}

int64_t
mailbox_pace(Mailbox *mailbox)
{
    const int64_t now = clock_monotonic_ms();
    const unsigned most = mailbox->desk->config->mail_per_minute;

    if (now - mailbox->minute_ms >= MINUTE_MS || mailbox->minute_ms == 0) {
        mailbox->minute_ms = now;
        mailbox->in_minute = 0;
    }
    if (most > 0 && mailbox->in_minute >= most)
        return mailbox->minute_ms + MINUTE_MS - now;
    mailbox->in_minute++;
    return 0;
}

bool
mailbox_compose(Mailbox *mailbox, const MailJob *job, char **ret_to, char **ret_bytes, size_t *ret_length,
                GError **error)
{
    g_autoptr(Letter) letter = NULL;
    g_autofree char *to = NULL;
    const int64_t now = clock_now();

    if (!mails_write(mailbox->desk, job->gathering, job->order, now, &letter, &to, error))
        return false;
    if (letter == NULL) {
        *ret_bytes = NULL;
        return true;
    }
    char *bytes = letter_bytes(letter, mailbox->desk->config->mail_from, &job->order->id, now, ret_length, error);
    if (bytes == NULL)
        return false;
    *ret_bytes = bytes;
    *ret_to = g_steal_pointer(&to);
    return true;
}

bool
mailbox_wait(Mailbox *mailbox, int fd, int64_t milliseconds)
{
    struct pollfd waits[] = { { .fd = mailbox->wake_fd, .events = POLLIN }, { .fd = fd, .events = POLLIN } };
    uint64_t count;

    if (poll(waits, G_N_ELEMENTS(waits), milliseconds < 0 ? -1 : (int)MIN(milliseconds, G_MAXINT)) <= 0)
        return false;
    if (waits[0].revents != 0 && read(mailbox->wake_fd, &count, sizeof count) < 0 && errno != EAGAIN)
        log_warning("the mail thread's bell: %s", g_strerror(errno));
    return fd >= 0 && waits[1].revents != 0;
}

/* ---- into files ---- */

/* *ret_later_ms: when there may be more; -1: when woken. */
static bool
collect_files(Mailbox *mailbox, GPtrArray *jobs, int64_t *ret_later_ms, GError **error)
{
    *ret_later_ms = 0;
    while (jobs->len < FILES_AT_ONCE) {
        g_autoptr(MailJob) job = NULL;
        g_autofree char *to = NULL, *bytes = NULL;
        int64_t later = 0;
        size_t length = 0;
        const int64_t pace = mailbox_pace(mailbox);

        if (pace > 0) {
            *ret_later_ms = pace;
            return true;
        }
        if (!mailbox_next(mailbox, &job, &later, error))
            return false;
        if (job == NULL) {
            mailbox->in_minute--;
            *ret_later_ms = later == 0 ? -1 : MAX(1, later - clock_now()) * 1000;
            return true;
        }
        if (!mailbox_compose(mailbox, job, &to, &bytes, &length, error))
            return false;
        if (bytes == NULL) {
            if (!delivery_drop(mailbox->desk, job, error))
                return false;
            continue;
        }
        if (!outbox_prepare(mailbox->outbox, &job->order->id, bytes, length, error))
            return false;
        g_ptr_array_add(jobs, g_steal_pointer(&job));
    }
    return true;
}

static bool
write_files(Mailbox *mailbox, int64_t *ret_later_ms, GError **error)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func((GDestroyNotify)mail_job_free);

    g_hash_table_remove_all(mailbox->seen);
    if (!collect_files(mailbox, jobs, ret_later_ms, error))
        return false;
    if (jobs->len == 0)
        return true;
    if (!delivery_sent(mailbox->desk, jobs, error))
        return false;
    for (guint i = 0; i < jobs->len; i++)
        if (!outbox_settle(mailbox->outbox, &((MailJob *)jobs->pdata[i])->order->id, error))
            return false;
    return true;
}

static bool
is_fresh(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    return mailbox->fresh;
}

static void
run_files(Mailbox *mailbox)
{
    while (!mailbox_stopping(mailbox)) {
        g_autoptr(GError) error = NULL;
        int64_t later_ms = 0;

        if (!write_files(mailbox, &later_ms, &error)) {
            log_error("mail: %s", error->message);
            mailbox_end_round(mailbox);
            later_ms = AFTER_FAULT_MS;
        }
        if (later_ms != 0 && !is_fresh(mailbox))
            mailbox_wait(mailbox, -1, later_ms);
    }
}

bool
mailbox_send_now(Mailbox *mailbox, GError **error)
{
    int64_t later_ms = 0;

    if (mailbox->outbox == NULL)
        return true;
    while (later_ms == 0)
        if (!write_files(mailbox, &later_ms, error))
            return false;
    return true;
}

static void *
run(void *data)
{
    Mailbox *mailbox = data;

    if (mailbox->outbox != NULL)
        run_files(mailbox);
    else
        mail_relay_run(mailbox->relay);
    return NULL;
}

bool
mailbox_start(Mailbox *mailbox, MailboxAsk ask, void *data, GError **error)
{
    mailbox->ask = ask;
    mailbox->ask_data = data;
    mailbox->thread = g_thread_try_new("mail", run, mailbox, error);
    return mailbox->thread != NULL;
}
