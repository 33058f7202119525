#include "desk/delivery.h"
#include "base/log.h"
#include "desk/journal.h"
#include "desk/mask.h"

#define SENT_COUNT "mails-sent"

static bool
add_to_count(Db *db, const Desk *desk, int64_t n, GError **error)
{
    JournalEntry entry = { 0, 0 };
    bool found;

    if (!journal_get(db, &desk->general, SENT_COUNT, &found, &entry, error))
        return false;
    entry.figure += n;
    return journal_put(db, &desk->general, SENT_COUNT, &entry, error);
}

/* ---- sent, several at once ---- */

typedef struct { const Desk *desk; GPtrArray *jobs; } SentJob;

static bool
remove_sent(Db *db, void *data, GError **error)
{
    const SentJob *sent = data;
    int64_t told = 0;

    for (guint i = 0; i < sent->jobs->len; i++) {
        const MailJob *job = sent->jobs->pdata[i];

        if (!order_remove(db, mail_job_place(sent->desk, job), &job->order->id, error))
            return false;
        told += order_is_told(job->order->kind);
    }
    return add_to_count(db, sent->desk, told, error);
}

bool
delivery_sent(const Desk *desk, GPtrArray *jobs, GError **error)
{
    SentJob sent = { desk, jobs };

    return vault_write(desk->vault, &(VaultJob){ .run = remove_sent, .data = &sent }, error);
}

typedef struct { const Desk *desk; const MailJob *job; } DropJob;

static bool
drop(Db *db, void *data, GError **error)
{
    const DropJob *job = data;

    return order_remove(db, mail_job_place(job->desk, job->job), &job->job->order->id, error);
}

bool
delivery_drop(const Desk *desk, const MailJob *job, GError **error)
{
    return vault_write(desk->vault, &(VaultJob){ .run = drop, .data = &(DropJob){ desk, job } }, error);
}

/* ---- one result ---- */

typedef struct {
    const Desk  *desk;
    MailJob     *job;
    MailResult   result;
    int64_t      now;
    DeliveryDone done;
    void        *data;
    Person      *changed;
} Note;

static void
note_free(void *data)
{
    Note *note = data;

    /* Also where the write failed: the order is still in the queue, and may be tried again. */
    note->done(&note->job->order->id, note->data);
    person_free(note->changed);
    mail_job_free(note->job);
    g_free(note);
}

static bool
put_off(Db *db, const Note *note, GError **error)
{
    const SealedPlace *place = mail_job_place(note->desk, note->job);
    g_autoptr(Order) order = NULL;

    if (!order_get(db, place, &note->job->order->id, &order, error))
        return false;
    if (order == NULL)
        return true;            /* its person has left meanwhile */
    order->attempts++;
    order->next_try = note->now + order_pause(order->attempts);
    g_free(order->problem);
    order->problem = g_strdup(note->result.reason);
    return order_put(db, place, order, error);
}

/* The address does not exist: it is marked, and shown to an administrator. Not by a link that was asked for, which
 * the mark would tell of: the next mail to everybody finds it too. */
static bool
refuse(Db *db, Note *note, GError **error)
{
    const SealedPlace *place = mail_job_place(note->desk, note->job);

    if (!order_remove(db, place, &note->job->order->id, error))
        return false;
    if (note->job->gathering == NULL || !order_is_told(note->job->order->kind))
        return true;
    person_free(note->changed);
    note->changed = NULL;
    if (!person_get(db, place, &note->job->order->person, &note->changed, error))
        return false;
    if (note->changed == NULL)
        return true;
    note->changed->marks |= PERSON_BOUNCED;
    g_free(note->changed->problem);
    note->changed->problem = g_strdup(note->result.reason);
    return person_put(db, place, note->changed, error);
}

static bool
note_run(Db *db, void *data, GError **error)
{
    Note *note = data;

    switch (note->result.outcome) {
    case MAIL_SENT:
        return order_remove(db, mail_job_place(note->desk, note->job), &note->job->order->id, error) &&
               add_to_count(db, note->desk, order_is_told(note->job->order->kind), error);
    case MAIL_LATER:
        return note->job->order->attempts + 1 < DELIVERY_ATTEMPTS ? put_off(db, note, error)
                                                                  : refuse(db, note, error);
    case MAIL_REFUSED:
        return refuse(db, note, error);
    case MAIL_DOWN:
    case MAIL__COUNT:
        break;
    }
    return true;
}

static void
note_after(void *data)
{
    const Note *note = data;

    if (note->changed != NULL)
        people_put(note->job->gathering->people, note->changed);
    if (note->result.outcome == MAIL_REFUSED && note->job->gathering == NULL) {
        g_autofree char *reason = mask_addresses(note->result.reason);
        log_warning("the relay refuses the address of a member of staff: %s", reason);
    }
}

void
delivery_note(const Desk *desk, MailJob *job, const MailResult *result, int64_t now, DeliveryDone done, void *data)
{
    Note *note = g_new0(Note, 1);

    *note = (Note){ desk, job, *result, now, done, data, NULL };
    vault_write_later(desk->vault, &(VaultJob){ note_run, note_after, note, note_free });
}

/* ---- the count ---- */

typedef struct { const Desk *desk; int64_t n; } CountRead;

static bool
read_count(Db *db, void *data, GError **error)
{
    CountRead *read = data;
    JournalEntry entry = { 0, 0 };
    bool found;

    if (!journal_get(db, &read->desk->general, SENT_COUNT, &found, &entry, error))
        return false;
    read->n = entry.figure;
    return true;
}

bool
delivery_count(const Desk *desk, int64_t *ret_n, GError **error)
{
    CountRead read = { desk, 0 };

    if (!vault_read(desk->vault, read_count, &read, error))
        return false;
    *ret_n = read.n;
    return true;
}
