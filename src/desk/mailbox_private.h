/* The mailbox from inside: mailbox.c has what both ways of sending share and the one into files,
 * mailbox_smtp.c the one through the mailer. */
#pragma once
#include "base/lock.h"
#include "desk/delivery.h"
#include "desk/letter.h"
#include "desk/mailbox.h"
#include "desk/outbox.h"

/* Something to be sent before the rest. */
typedef struct { Id conversation, order; } Hurried;

typedef struct MailRelay MailRelay;

struct Mailbox {
    const Desk *desk;
    Outbox     *outbox;             /* transport=file */
    MailRelay  *relay;              /* transport=smtp; the thread's own */
    GThread    *thread;
    MailboxAsk  ask;
    void       *ask_data;
    int         wake_fd;            /* an eventfd */

    pthread_mutex_t lock;           /* of all below */
    bool        stopping;
    bool        fresh;              /* woken since the last look */
    GQueue      hurried;            /* of Hurried */
    GQueue      committed;          /* Id *: what came of them is on disk */
    int         new_mailer;         /* -1: none */
    char       *down;               /* why nothing goes out; NULL: it does */

    /* The thread's own. */
    MailRound  *round;
    GHashTable *seen;               /* ids that are under way, until what came of them is on disk */
    int64_t     minute_ms;          /* when the present minute of the pace began */
    unsigned    in_minute;
};

bool mailbox_stopping(Mailbox *mailbox);
/* The next order to send, hurried ones first, from now on `seen`; *ret_job NULL: none for now,
 * *ret_later then says when (0: when woken). */
bool mailbox_next(Mailbox *mailbox, MailJob **ret_job, int64_t *ret_later, GError **error) MUST_CHECK;
void mailbox_end_round(Mailbox *mailbox);
/* Milliseconds until the pace permits one more; 0: now, and it is counted. */
int64_t mailbox_pace(Mailbox *mailbox);
/* The finished message; *ret_bytes NULL: not to be sent any more. */
bool mailbox_compose(Mailbox *mailbox, const MailJob *job, char **ret_to, char **ret_bytes, size_t *ret_length,
                     GError **error) MUST_CHECK;
/* Sleeps until woken, until `fd` (-1: none) is readable, or for so long (-1: for ever); true: `fd` is. */
bool mailbox_wait(Mailbox *mailbox, int fd, int64_t milliseconds);

MailRelay *mail_relay_new(Mailbox *mailbox);
void       mail_relay_free(MailRelay *relay);
void       mail_relay_run(MailRelay *relay);        /* until the mailbox is stopped */
