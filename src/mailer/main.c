/* candour-mailer: hands finished mails to the relay.  Started by `candour` on demand; ends when
 * there has been nothing to do for a while. */
#include "base/child.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/program.h"
#include "mailer/postbag.h"
#include "mailer/smtp.h"
#include <curl/curl.h>
#include <poll.h>

#define IDLE_MS  60000
#define GRACE_MS 2000           /* for the message under way when we are told to stop */

typedef struct {
    Smtp    *smtp;
    Postbag *bag;
    int      line;              /* to the desk; -1: none */
    int      fresh_line;        /* -1: none came */
    int64_t  stop_ms;           /* when we were told to; 0: not */
} Mailer;

static void
take_order(Mailer *mailer)
{
    FD_AUTO int fd = -1;

    switch (child_wait(0, &fd)) {
    case CHILD_STOP:
        if (mailer->stop_ms == 0)
            mailer->stop_ms = clock_monotonic_ms();
        return;
    case CHILD_PEER:
        fd_close(&mailer->fresh_line);
        mailer->fresh_line = fd_steal(&fd);
        return;
    case CHILD_NOTHING:
    case CHILD_MAILER:
    case CHILD_WORKER:
        return;
    }
}

static bool
has_order(void)
{
    struct pollfd control = { .fd = FD_CONTROL, .events = POLLIN };

    return poll(&control, 1, 0) > 0;
}

/* While a message is on its way. */
static bool
must_break_off(void *data)
{
    Mailer *mailer = data;

    if (mailer->stop_ms == 0 && has_order())
        take_order(mailer);
    return mailer->stop_ms != 0 && clock_monotonic_ms() - mailer->stop_ms > GRACE_MS;
}

static void
change_line(Mailer *mailer)
{
    if (mailer->fresh_line < 0)
        return;
    fd_close(&mailer->line);
    mailer->line = fd_steal(&mailer->fresh_line);
    if (!postbag_tell(mailer->bag, mailer->line))
        fd_close(&mailer->line);
}

static void
send_one(Mailer *mailer, const MailOrder *order)
{
    MailResult result;

    smtp_send(mailer->smtp, order, &result);
    postbag_put(mailer->bag, &result);
    if (!mail_send_result(mailer->line, &result))
        fd_close(&mailer->line);
}

static void
read_line(Mailer *mailer)
{
    MailOrder order = { .message = NULL };
    uint8_t acked[16];

    switch (mail_read(mailer->line, &order, acked)) {
    case MAIL_GOT_ORDER:
        send_one(mailer, &order);
        mail_order_clear(&order);
        return;
    case MAIL_GOT_ACK:
        postbag_drop(mailer->bag, acked);
        return;
    case MAIL_LINE_ENDED:
    case MAIL_GOT_RESULT:
    case MAIL_GOT_READY:
        fd_close(&mailer->line);
        return;
    }
}

/* False: nothing has happened for a while. */
static bool
wait_and_answer(Mailer *mailer)
{
    struct pollfd waits[] = { { .fd = FD_CONTROL, .events = POLLIN }, { .fd = mailer->line, .events = POLLIN } };

    if (poll(waits, G_N_ELEMENTS(waits), IDLE_MS) <= 0)
        return false;
    if (waits[0].revents != 0)
        take_order(mailer);
    else if (waits[1].revents != 0)
        read_line(mailer);
    return true;
}

static void
run_mailer(Mailer *mailer)
{
    do {
        change_line(mailer);
        /* Without a desk and with nothing to tell it there is no use in us. */
        if (mailer->line < 0 && postbag_is_empty(mailer->bag))
            return;
    } while (wait_and_answer(mailer) && mailer->stop_ms == 0);
}

static bool
serve(const Config *config, GError **error)
{
    Mailer mailer = { .line = -1, .fresh_line = FD_PEER };

    mailer.smtp = smtp_new(config, must_break_off, &mailer, error);
    if (mailer.smtp == NULL)
        return false;
    mailer.bag = postbag_new();
    child_say(CHILD_IS_READY);
    run_mailer(&mailer);
    fd_close(&mailer.line);
    fd_close(&mailer.fresh_line);
    postbag_free(mailer.bag);
    smtp_free(mailer.smtp);
    return true;
}

static bool
run(const ChildInfo *info, GError **error)
{
    g_autoptr(Config) config = config_read(info->dir, error);

    if (config == NULL || !program_sandbox(PROGRAM_MAILER, config, error))
        return false;
    if (config->smtp_url == NULL)
        return error_set(error, ERROR_INPUT, "candour.ini names no smtp-url");
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        return error_set(error, ERROR_INTERNAL, "libcurl could not be set up");
    const bool served = serve(config, error);
    curl_global_cleanup();
    return served;
}

int
main(int argc, char **argv)
{
    return child_main(argc, argv, run);
}
