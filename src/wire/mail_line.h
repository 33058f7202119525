/* What desk and mailer say to each other over their socket pair: finished messages one way,
 * what came of them the other way.  Plain C.
 *
 * The mailer keeps every result until the desk has acknowledged it, and tells the unacknowledged
 * ones again on a fresh line: a desk that was ended between the relay's yes and its own commit
 * still hears of it, and sends nothing twice. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAIL_ADDRESS  254
#define MAIL_REASON   300               /* bytes of what the relay said */
#define MAIL_MESSAGE  (256 * 1024)      /* bytes of a finished message */

typedef enum {
    MAIL_SENT = 1,
    MAIL_LATER,                 /* the relay will not take this one now (4xx) */
    MAIL_REFUSED,               /* nor ever (5xx) */
    MAIL_DOWN,                  /* no relay to be had: nothing can be sent for a while */
    MAIL__COUNT
} MailOutcome;

typedef struct {
    uint8_t id[16];
    char    from[MAIL_ADDRESS + 1], to[MAIL_ADDRESS + 1];
    uint8_t *message;           /* free(); mail_order_clear() */
    size_t  length;
} MailOrder;

typedef struct { uint8_t id[16]; MailOutcome outcome; char reason[MAIL_REASON + 1]; } MailResult;

void mail_order_clear(MailOrder *order);

/* False: the other end has gone, or a field is out of bounds. */
bool mail_send_order(int fd, const MailOrder *order) __attribute__((warn_unused_result));
bool mail_send_ack(int fd, const uint8_t id[16]) __attribute__((warn_unused_result));
bool mail_send_result(int fd, const MailResult *result) __attribute__((warn_unused_result));
/* All unacknowledged results have been told: orders may come. */
bool mail_send_ready(int fd) __attribute__((warn_unused_result));

/* The mailer's side. */
typedef enum { MAIL_LINE_ENDED, MAIL_GOT_ORDER, MAIL_GOT_ACK, MAIL_GOT_RESULT, MAIL_GOT_READY } MailGot;
MailGot mail_read(int fd, MailOrder *ret_order, uint8_t ret_acked[16]);
/* The desk's side. */
MailGot mail_read_result(int fd, MailResult *ret_result);
