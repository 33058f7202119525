#include "mailer/postbag.h"
#include <glib.h>
#include <string.h>

struct Postbag { GQueue results; /* of MailResult */ };

Postbag *
postbag_new(void)
{
    Postbag *bag = g_new0(Postbag, 1);

    g_queue_init(&bag->results);
    return bag;
}

void
postbag_free(Postbag *bag)
{
    if (bag == NULL)
        return;
    g_queue_clear_full(&bag->results, g_free);
    g_free(bag);
}

void
postbag_put(Postbag *bag, const MailResult *result)
{
    g_queue_push_tail(&bag->results, g_memdup2(result, sizeof *result));
}

void
postbag_drop(Postbag *bag, const uint8_t id[16])
{
    for (GList *link = bag->results.head; link != NULL; link = link->next) {
        MailResult *result = link->data;

        if (memcmp(result->id, id, sizeof result->id) == 0) {
            g_queue_delete_link(&bag->results, link);
            g_free(result);
            return;
        }
    }
}

bool
postbag_is_empty(const Postbag *bag)
{
    return bag->results.length == 0;
}

bool
postbag_tell(const Postbag *bag, int line)
{
    for (const GList *link = bag->results.head; link != NULL; link = link->next)
        if (!mail_send_result(line, link->data))
            return false;
    return mail_send_ready(line);
}
