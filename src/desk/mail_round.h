/* Goes through the whole queue of mails once, page by page, staff first: memory stays flat with
 * a million and a half of them. */
#pragma once
#include "desk/desk.h"
#include "desk/order.h"

typedef struct { Gathering *gathering; /* NULL: to staff */ Order *order; } MailJob;
void mail_job_free(MailJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailJob, mail_job_free)
const SealedPlace *mail_job_place(const Desk *desk, const MailJob *job);

typedef struct MailRound MailRound;

MailRound *mail_round_new(const Desk *desk);
void       mail_round_free(MailRound *round);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailRound, mail_round_free)
/* The next order that is due; *ret_job NULL: the round is over. */
bool       mail_round_next(MailRound *round, int64_t now, MailJob **ret_job, GError **error) MUST_CHECK;
/* When the earliest of those that were passed over is due; 0: there were none. */
int64_t    mail_round_later(const MailRound *round);
/* One order by its id; *ret_job NULL: it is not there any more. */
bool       mail_round_pick(const Desk *desk, const Id *conversation, const Id *order, MailJob **ret_job,
                           GError **error) MUST_CHECK;
