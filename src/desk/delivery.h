/* What came of a mail, put into the store: gone from the queue, to be tried again, or refused for
 * good, which marks the address (unless the mail may not be told of). */
#pragma once
#include "desk/mail_round.h"
#include "wire/mail_line.h"

/* Takes the sent ones out of the queue in one write and counts those that may be told of (order_is_told()). */
bool delivery_sent(const Desk *desk, GPtrArray *jobs /* of MailJob */, GError **error) MUST_CHECK;
/* Nobody is to be written to any more: out of the queue, uncounted. */
bool delivery_drop(const Desk *desk, const MailJob *job, GError **error) MUST_CHECK;
/* The same for a result of the mailer, without waiting; `done` runs once it is on disk, on another thread. */
typedef void (*DeliveryDone)(const Id *order, void *data);
void delivery_note(const Desk *desk, MailJob *job /* taken */, const MailResult *result, int64_t now,
                   DeliveryDone done, void *data);
/* How many have been sent in all, of those that may be told of. */
bool delivery_count(const Desk *desk, int64_t *ret_n, GError **error) MUST_CHECK;
/* After so many failed attempts (five days) a mail counts as refused. */
#define DELIVERY_ATTEMPTS 35
