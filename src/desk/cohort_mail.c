#include "desk/cohort_mail.h"
#include "base/when.h"
#include "desk/journal.h"
#include "desk/mailbox.h"
#include "desk/order.h"

#define ABOUT_BYTES 40

static void
about_cohort(const char *what, uint32_t cohort, char ret_about[ABOUT_BYTES])
{
    g_snprintf(ret_about, ABOUT_BYTES, "%s/%u", what, cohort);
}

/* ---- noting ---- */

typedef struct { const Desk *desk; const Gathering *gathering; uint32_t cohort; int64_t now; } Noting;

/* The day of the next mail: today where its hour is still to come. */
static int64_t
due_day(const Desk *desk, const Gathering *gathering, int64_t now)
{
    const CivilTime civil = when_civil(now, gathering->timezone);
    const bool is_past = desk->config->waiting_at >= 0 && civil.hour * 60 + civil.minute >= desk->config->waiting_at;

    return when_day(now, gathering->timezone) + (is_past ? 1 : 0);
}

static bool
note_waiting(Db *db, void *data, GError **error)
{
    const Noting *noting = data;
    const SealedPlace *place = &noting->gathering->place;
    JournalEntry entry, mailed = { 0, 0 };
    char about[ABOUT_BYTES], about_mailed[ABOUT_BYTES];
    bool found, found_mailed;

    about_cohort("waiting", noting->cohort, about);
    about_cohort("mailed", noting->cohort, about_mailed);
    if (!journal_get(db, place, about, &found, &entry, error) ||
        !journal_get(db, place, about_mailed, &found_mailed, &mailed, error))
        return false;
    if (found)
        return true;
    entry = (JournalEntry){ due_day(noting->desk, noting->gathering, noting->now), 0 };
    if (found_mailed && mailed.day >= entry.day)
        entry.day = mailed.day + 1;
    return journal_put(db, place, about, &entry, error);
}

bool
cohort_mail_note(const Desk *desk, const uint8_t pseudonym[16], int64_t now, GError **error)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];
        PersonEntry entry;

        if (gathering->people == NULL || !people_by_pseudonym(gathering->people, pseudonym, &entry))
            continue;
        Noting noting = { desk, gathering, entry.cohort, now };
        /* Who came too late for a cohort gets no such mail: it would be for them alone. */
        return entry.cohort == 0 ||
               vault_write(desk->vault, &(VaultJob){ .run = note_waiting, .data = &noting }, error);
    }
    return true;
}

/* ---- sending ---- */

typedef struct {
    const Desk *desk;
    const Gathering *gathering;
    int64_t now;
    int today;
    bool *due;                  /* by cohort */
    GArray *receivers;          /* Id */
    bool some;
} Sending;

static bool
is_due(Db *db, const Sending *sending, uint32_t cohort, bool *ret_due, GError **error)
{
    const CivilTime civil = when_civil(sending->now, sending->gathering->timezone);
    JournalEntry entry = { 0, 0 };
    char about[ABOUT_BYTES];
    bool found;

    about_cohort("waiting", cohort, about);
    if (!journal_get(db, &sending->gathering->place, about, &found, &entry, error))
        return false;
    *ret_due = found && (sending->today > entry.day ||
                         (sending->today == entry.day &&
                          civil.hour * 60 + civil.minute >= sending->desk->config->waiting_at));
    return true;
}

static bool
find_due(Db *db, void *data, GError **error)
{
    Sending *sending = data;

    sending->some = false;
    for (uint32_t cohort = 1; cohort <= sending->gathering->n_cohorts; cohort++) {
        if (!is_due(db, sending, cohort, &sending->due[cohort], error))
            return false;
        sending->some |= sending->due[cohort];
    }
    return true;
}

static bool
is_receiver(const PersonEntry *entry, void *data)
{
    const Sending *sending = data;

    if (entry->cohort <= sending->gathering->n_cohorts && sending->due[entry->cohort])
        g_array_append_val(sending->receivers, entry->id);
    return true;
}

static bool
order_mails(Db *db, void *data, GError **error)
{
    const Sending *sending = data;
    const SealedPlace *place = &sending->gathering->place;
    const JournalEntry today = { sending->today, 0 };
    char about[ABOUT_BYTES];

    for (uint32_t cohort = 1; cohort <= sending->gathering->n_cohorts; cohort++) {
        if (!sending->due[cohort])
            continue;
        about_cohort("waiting", cohort, about);
        if (!journal_remove(db, place, about, error))
            return false;
        about_cohort("mailed", cohort, about);
        if (!journal_put(db, place, about, &today, error))
            return false;
    }
    for (guint i = 0; i < sending->receivers->len; i++)
        if (!order_place(db, place, ORDER_WAITING, &g_array_index(sending->receivers, Id, i), error))
            return false;
    return true;
}

bool
cohort_mail_send(const Desk *desk, const Gathering *gathering, int64_t now, bool *ret_some, GError **error)
{
    g_autofree bool *due = g_new0(bool, gathering->n_cohorts + 1);
    g_autoptr(GArray) receivers = g_array_new(FALSE, FALSE, sizeof(Id));
    Sending sending = { desk, gathering, now, when_day(now, gathering->timezone), due, receivers, false };

    if (!vault_read(desk->vault, find_due, &sending, error))
        return false;
    *ret_some = sending.some;
    if (!sending.some)
        return true;
    people_each(gathering->people, is_receiver, &sending);
    if (!vault_write(desk->vault, &(VaultJob){ .run = order_mails, .data = &sending }, error))
        return false;
    mailbox_wake(desk->mailbox);
    return true;
}

/* ---- reminders ---- */

typedef struct { const Gathering *gathering; int64_t now; GArray *receivers; ReminderOutcome outcome; } Reminding;

static bool
is_reminded(const PersonEntry *entry, void *data)
{
    const Reminding *reminding = data;

    if (entry->email != 0 && (entry->marks & (PERSON_UNSUBSCRIBED | PERSON_BOUNCED)) == 0)
        g_array_append_val(reminding->receivers, entry->id);
    return true;
}

static bool
order_reminders(Db *db, void *data, GError **error)
{
    Reminding *reminding = data;
    const SealedPlace *place = &reminding->gathering->place;
    const JournalEntry now = { 0, reminding->now };
    JournalEntry last = { 0, 0 };
    bool found;

    if (!journal_get(db, place, "reminded", &found, &last, error))
        return false;
    if (found && reminding->now - last.figure < REMINDER_PAUSE) {
        reminding->outcome = REMINDER_TOO_SOON;
        return true;
    }
    reminding->outcome = REMINDER_ORDERED;
    for (guint i = 0; i < reminding->receivers->len; i++)
        if (!order_place(db, place, ORDER_REMINDER, &g_array_index(reminding->receivers, Id, i), error))
            return false;
    return journal_put(db, place, "reminded", &now, error);
}

bool
reminder_order(const Desk *desk, const Gathering *gathering, int64_t now, ReminderOutcome *ret_outcome, GError **error)
{
    g_autoptr(GArray) receivers = g_array_new(FALSE, FALSE, sizeof(Id));
    Reminding reminding = { gathering, now, receivers, REMINDER_NOT_OPEN };

    if (gathering_phase(gathering, now) == PHASE_OPEN && gathering->opened) {
        people_each(gathering->people, is_reminded, &reminding);
        if (!vault_write(desk->vault, &(VaultJob){ .run = order_reminders, .data = &reminding }, error))
            return false;
        mailbox_wake(desk->mailbox);
    }
    *ret_outcome = reminding.outcome;
    return true;
}
