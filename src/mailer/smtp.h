/* One finished message to the relay of [mail] smtp-url, over a connection that is kept. */
#pragma once
#include "base/config.h"
#include "wire/mail_line.h"

typedef struct Smtp Smtp;

/* `stopping` is asked now and then while a message is on its way; true breaks it off. */
Smtp *smtp_new(const Config *config, bool (*stopping)(void *data), void *data, GError **error) MUST_CHECK;
void  smtp_free(Smtp *smtp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Smtp, smtp_free)

void  smtp_send(Smtp *smtp, const MailOrder *order, MailResult *ret_result);

/* ---- for the tests: what a relay's answer means ---- */

/* How far the talk with the relay had come. */
typedef enum { SMTP_GREETING = 1, SMTP_SENDER, SMTP_RECEIVER, SMTP_BODY } SmtpStage;
/* `code`: the relay's last answer, 0 where it gave none; `reply`: its words; `sent`: it took the message. */
MailOutcome smtp_outcome(bool sent, SmtpStage stage, long code, const char *reply);
