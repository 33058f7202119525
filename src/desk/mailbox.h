/* Sends what waits in the queue, on a thread of its own: into files, or through the mailer. */
#pragma once
#include "desk/desk.h"

/* Asks the supervisor for a mailer, which comes by mailbox_take_mailer(). */
typedef void (*MailboxAsk)(void *data);

Mailbox *mailbox_new(const Desk *desk, GError **error) MUST_CHECK;
void     mailbox_stop(Mailbox *mailbox);             /* ends the thread; what it wrote may be on its way to the disk */
void     mailbox_free(Mailbox *mailbox);             /* after the store is closed */
bool     mailbox_start(Mailbox *mailbox, MailboxAsk ask, void *data, GError **error) MUST_CHECK;
/* Without a thread (`--once`): writes all that is due into files; through a relay nothing can be
 * sent then, it waits for the server. */
bool     mailbox_send_now(Mailbox *mailbox, GError **error) MUST_CHECK;

/* There is something new; any thread. */
void     mailbox_wake(Mailbox *mailbox);
/* This order goes before all others: somebody waits for it. A zero conversation: staff. */
void     mailbox_hurry(Mailbox *mailbox, const Id *conversation, const Id *order);
/* The line to a fresh mailer; taken. */
void     mailbox_take_mailer(Mailbox *mailbox, int fd);
/* Everything that was put off is tried again now. */
bool     mailbox_retry(Mailbox *mailbox, GError **error) MUST_CHECK;

/* For an administrator, of the mails that may be told of alone (order_is_told()): how far a mail to everybody has come,
 * rounded down to multiples of `k`, the greatest of any conversation (A10); and what fails, which is about addresses
 * on the roster.  `problems` is from what the relay said to how many mails (GSIZE_TO_POINTER). */
typedef struct {
    unsigned    k;
    int64_t     queued, sent, failing;
    GHashTable *problems;
    char       *down;           /* why nothing goes out at all; NULL: it does */
} MailboxState;
void mailbox_state_clear(MailboxState *state);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailboxState, mailbox_state_clear)
bool mailbox_look(Mailbox *mailbox, MailboxState *ret_state, GError **error) MUST_CHECK;
