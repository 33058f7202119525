/* "There may be a message for you": whoever it is for, the whole cohort gets the same mail, at most
 * once a day, at a fixed hour (A8).  And reminders, which go to everybody. */
#pragma once
#include "desk/desk.h"

#define REMINDER_PAUSE (72 * 60 * 60)

/* Notes that somebody in this person's cohort has a message. Nothing happens for an unknown pseudonym. */
bool cohort_mail_note(const Desk *desk, const uint8_t pseudonym[16], int64_t now, GError **error) MUST_CHECK;
/* Orders the mails of the cohorts that are due; *ret_some: there were any. */
bool cohort_mail_send(const Desk *desk, const Gathering *gathering, int64_t now, bool *ret_some,
                      GError **error) MUST_CHECK;

/* To everybody who has not said no, whether they have been in or not, at most every 72 hours. */
typedef enum { REMINDER_ORDERED = 1, REMINDER_TOO_SOON, REMINDER_NOT_OPEN } ReminderOutcome;
bool reminder_order(const Desk *desk, const Gathering *gathering, int64_t now, ReminderOutcome *ret_outcome,
                    GError **error) MUST_CHECK;
