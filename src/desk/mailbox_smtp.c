/* Through the mailer: two messages under way at a time, results noted as they come. */
#include "base/clock.h"
#include "base/log.h"
#include "desk/mailbox_private.h"
#include "desk/mask.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define UNDER_WAY_MOST 2
#define ASK_AGAIN_MS 10000
#define AFTER_FAULT_MS 5000
#define LAST_RESULTS_MS 2500
#define PAUSE_FIRST_MS 1000
#define PAUSE_MOST_MS (5 * 60 * 1000)

struct MailRelay {
    Mailbox    *mailbox;
    int         line;               /* -1: no mailer */
    bool        ready;              /* it has told all that we had not acknowledged */
    GHashTable *under_way;          /* Id of the order -> MailJob */
    unsigned    unsaved;            /* results on their way to the disk */
    int64_t     asked_ms;           /* when a mailer was asked for; 0: not yet */
    int64_t     paused_until_ms;
    unsigned    downs;              /* how often in a row no relay was to be had */
    int64_t     look_ms;            /* nothing is due before; -1: until woken */
    MailJob    *next;               /* the one to be handed over next; NULL: not looked for yet */
};

MailRelay *
mail_relay_new(Mailbox *mailbox)
{
    MailRelay *relay = g_new0(MailRelay, 1);

    relay->mailbox = mailbox;
    relay->line = -1;
    relay->under_way = g_hash_table_new_full(id_hash, id_equal_func, g_free, (GDestroyNotify)mail_job_free);
    return relay;
}

void
mail_relay_free(MailRelay *relay)
{
    if (relay == NULL)
        return;
    if (relay->line >= 0)
        close(relay->line);
    mail_job_free(relay->next);
    g_hash_table_unref(relay->under_way);
    g_free(relay);
}

/* ---- the line ---- */

/* What was handed over and not answered is in the queue still: the next round brings it up again. */
static void
drop_line(MailRelay *relay)
{
    GHashTableIter iter;
    gpointer key;

    if (relay->line >= 0)
        close(relay->line);
    relay->line = -1;
    relay->ready = false;
    relay->asked_ms = 0;
    g_hash_table_iter_init(&iter, relay->under_way);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_hash_table_remove(relay->mailbox->seen, key);
    g_hash_table_remove_all(relay->under_way);
    mailbox_end_round(relay->mailbox);
    relay->look_ms = 0;
}

static int
take_new_mailer(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    const int fd = mailbox->new_mailer;

    mailbox->new_mailer = -1;
    return fd;
}

static void
look_for_line(MailRelay *relay)
{
    const int fd = take_new_mailer(relay->mailbox);

    if (fd < 0)
        return;
    drop_line(relay);
    relay->line = fd;
}

static void
ask_for_mailer(MailRelay *relay)
{
    const int64_t now = clock_monotonic_ms();

    if (relay->asked_ms != 0 && now - relay->asked_ms < ASK_AGAIN_MS)
        return;
    relay->asked_ms = now;
    relay->mailbox->ask(relay->mailbox->ask_data);
}

/* ---- results ---- */

/* On the writer's thread. */
static void
noted(const Id *order, void *data)
{
    Mailbox *mailbox = data;

    pthread_mutex_lock(&mailbox->lock);
    g_queue_push_tail(&mailbox->committed, g_memdup2(order, sizeof *order));
    pthread_mutex_unlock(&mailbox->lock);
    mailbox_wake(mailbox);
}

static Id *
pop_committed(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    return g_queue_pop_head(&mailbox->committed);
}

static void
acknowledge(MailRelay *relay, const uint8_t id[16])
{
    if (relay->line >= 0 && !mail_send_ack(relay->line, id))
        drop_line(relay);
}

static void
acknowledge_all(MailRelay *relay)
{
    Id *id;

    while ((id = pop_committed(relay->mailbox)) != NULL) {
        relay->unsaved--;
        g_hash_table_remove(relay->mailbox->seen, id);
        acknowledge(relay, id->bytes);
        g_free(id);
    }
}

static void
set_down(Mailbox *mailbox, const char *reason)
{
    LOCK_HOLD(&mailbox->lock);
    g_free(mailbox->down);
    mailbox->down = g_strdup(reason);
}

static void
pause_all(MailRelay *relay, const char *reason)
{
    const int64_t pause = MIN((int64_t)PAUSE_FIRST_MS << MIN(relay->downs, 10), PAUSE_MOST_MS);

    g_autofree char *masked = mask_addresses(reason);

    if (relay->downs == 0)
        log_warning("mail waits: %s", masked);
    relay->downs++;
    relay->paused_until_ms = clock_monotonic_ms() + pause;
    set_down(relay->mailbox, masked);
    mailbox_end_round(relay->mailbox);
    relay->look_ms = 0;
}

static void
is_up(MailRelay *relay)
{
    if (relay->downs > 0)
        log_info("mail goes out again");
    relay->downs = 0;
    set_down(relay->mailbox, NULL);
}

/* Told again by a mailer that outlived us: the order is looked for. NULL: it is gone. */
static MailJob *
find_job(const Desk *desk, const Id *order)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    g_autoptr(GError) error = NULL;
    MailJob *job = NULL;
    Id conversation = { { 0 } };

    for (guint i = 0; job == NULL && i <= all->len; i++) {
        if (i > 0)
            conversation = ((Gathering *)all->pdata[i - 1])->id;
        if (!mail_round_pick(desk, &conversation, order, &job, &error)) {
            log_error("mail: %s", error->message);
            return NULL;
        }
    }
    return job;
}

static void
take_result(MailRelay *relay, const MailResult *result)
{
    Id id;
    gpointer key = NULL, value = NULL;
    const Desk *desk = relay->mailbox->desk;

    memcpy(id.bytes, result->id, sizeof id.bytes);
    g_hash_table_steal_extended(relay->under_way, &id, &key, &value);
    g_free(key);
    g_autoptr(MailJob) job = value != NULL ? value : find_job(desk, &id);
    /* A mailer that outlived us tells of the very one that we were about to send. */
    if (relay->next != NULL && id_equal(&relay->next->order->id, &id))
        g_clear_pointer(&relay->next, mail_job_free);
    if (result->outcome == MAIL_DOWN) {
        g_hash_table_remove(relay->mailbox->seen, &id);
        pause_all(relay, result->reason);
    } else {
        is_up(relay);
    }
    if (job == NULL || result->outcome == MAIL_DOWN) {
        acknowledge(relay, result->id);
        return;
    }
    g_hash_table_add(relay->mailbox->seen, g_memdup2(&id, sizeof id));      /* one that was told again is not yet */
    relay->unsaved++;
    delivery_note(desk, g_steal_pointer(&job), result, clock_now(), noted, relay->mailbox);
}

static void
read_line(MailRelay *relay)
{
    MailResult result;

    switch (mail_read_result(relay->line, &result)) {
    case MAIL_GOT_READY:
        relay->ready = true;
        return;
    case MAIL_GOT_RESULT:
        take_result(relay, &result);
        return;
    case MAIL_GOT_ORDER:
    case MAIL_GOT_ACK:
    case MAIL_LINE_ENDED:
        drop_line(relay);
        return;
    }
}

/* ---- orders ---- */

static bool
is_plain(const char *address)
{
    return strlen(address) <= MAIL_ADDRESS && strpbrk(address, " <>\r\n") == NULL;
}

/* The bare address of "Name <address>". */
static void
sender_of(const char *from, char ret_address[MAIL_ADDRESS + 1])
{
    const char *open = strrchr(from, '<');
    const char *close_at = open != NULL ? strchr(open, '>') : NULL;
    const size_t length = close_at != NULL ? (size_t)(close_at - open - 1) : strlen(from);

    g_strlcpy(ret_address, close_at != NULL ? open + 1 : from, MIN(length, MAIL_ADDRESS) + 1);
}

static bool
hand_over(MailRelay *relay, MailJob *job, const char *to, char *bytes, size_t length)
{
    MailOrder order = { .message = (uint8_t *)bytes, .length = length };

    memcpy(order.id, job->order->id.bytes, sizeof order.id);
    sender_of(relay->mailbox->desk->config->mail_from, order.from);
    g_strlcpy(order.to, to, sizeof order.to);
    g_hash_table_insert(relay->under_way, g_memdup2(&job->order->id, sizeof(Id)), job);
    return mail_send_order(relay->line, &order);
}

static bool
send_next(MailRelay *relay, GError **error)
{
    g_autoptr(MailJob) job = g_steal_pointer(&relay->next);
    g_autofree char *to = NULL, *bytes = NULL;
    size_t length = 0;

    if (!mailbox_compose(relay->mailbox, job, &to, &bytes, &length, error))
        return false;
    if (bytes == NULL || !is_plain(to) || length > MAIL_MESSAGE) {
        g_hash_table_remove(relay->mailbox->seen, &job->order->id);
        return delivery_drop(relay->mailbox->desk, job, error);
    }
    if (!hand_over(relay, g_steal_pointer(&job), to, bytes, length))
        drop_line(relay);
    return true;
}

static bool
look_for_next(MailRelay *relay, GError **error)
{
    int64_t later = 0;

    if (relay->next != NULL)
        return true;
    if (!mailbox_next(relay->mailbox, &relay->next, &later, error))
        return false;
    if (relay->next == NULL)
        relay->look_ms = later == 0 ? -1 : clock_monotonic_ms() + MAX(1, later - clock_now()) * 1000;
    return true;
}

static bool
was_woken(Mailbox *mailbox)
{
    LOCK_HOLD(&mailbox->lock);
    const bool fresh = mailbox->fresh || !g_queue_is_empty(&mailbox->hurried);

    mailbox->fresh = false;
    return fresh;
}

/* Milliseconds until it may be worth looking again; -1: when something happens. */
static int64_t
idle_ms(MailRelay *relay)
{
    const int64_t now = clock_monotonic_ms();

    if (was_woken(relay->mailbox))
        relay->look_ms = 0;
    if (relay->paused_until_ms > now)
        return relay->paused_until_ms - now;
    if (g_hash_table_size(relay->under_way) >= UNDER_WAY_MOST)
        return -1;
    if (relay->next == NULL && relay->look_ms != 0)
        return relay->look_ms < 0 ? -1 : MAX(0, relay->look_ms - now);
    return 0;
}

static int64_t
send_one(MailRelay *relay, GError **error)
{
    if (!look_for_next(relay, error))
        return AFTER_FAULT_MS;
    if (relay->next == NULL)
        return 0;                   /* idle_ms() knows for how long */
    if (relay->line < 0) {
        ask_for_mailer(relay);
        return ASK_AGAIN_MS;
    }
    if (!relay->ready)
        return -1;
    const int64_t pace = mailbox_pace(relay->mailbox);
    if (pace > 0)
        return pace;
    return send_next(relay, error) ? 0 : AFTER_FAULT_MS;
}

/* Milliseconds until there may be something to send; 0: look again at once. */
static int64_t
fill(MailRelay *relay)
{
    g_autoptr(GError) error = NULL;
    const int64_t idle = idle_ms(relay);

    if (idle != 0)
        return idle;
    const int64_t later = send_one(relay, &error);
    if (error != NULL) {
        log_error("mail: %s", error->message);
        mailbox_end_round(relay->mailbox);
    }
    return later;
}

/* What is under way when we stop: its result must not get lost, or it would be sent again. */
static void
hear_last_results(MailRelay *relay)
{
    const int64_t until = clock_monotonic_ms() + LAST_RESULTS_MS;
    int64_t left;

    while (relay->line >= 0 && g_hash_table_size(relay->under_way) > 0 && (left = until - clock_monotonic_ms()) > 0)
        if (mailbox_wait(relay->mailbox, relay->line, left))
            read_line(relay);
}

void
mail_relay_run(MailRelay *relay)
{
    while (!mailbox_stopping(relay->mailbox)) {
        look_for_line(relay);
        acknowledge_all(relay);
        const int64_t later_ms = fill(relay);
        if (mailbox_wait(relay->mailbox, relay->line, later_ms))
            read_line(relay);
    }
    hear_last_results(relay);
}
