#include "desk/link_request.h"
#include "desk/mailbox.h"

/* ---- asking ---- */

typedef struct { const Desk *desk; const char *email; } Asked;

static bool
put_request(Db *db, void *data, GError **error)
{
    const Asked *asked = data;
    Id item;

    id_random(&item);
    return sealed_put(db, SEALED_REQUEST, &asked->desk->general, &item, asked->email, strlen(asked->email), error);
}

bool
link_request_put(const Desk *desk, const char *email, GError **error)
{
    return vault_write(desk->vault, &(VaultJob){ .run = put_request, .data = &(Asked){ desk, email } }, error);
}

/* ---- new credentials ---- */

typedef struct { const Gathering *gathering; Id person; OrderKind kind; Person *changed; Id order; } Renewal;

static bool
renew(Db *db, void *data, GError **error)
{
    Renewal *renewal = data;
    const SealedPlace *place = &renewal->gathering->place;
    g_autoptr(Order) order = order_new(renewal->kind, &renewal->person);

    person_free(renewal->changed);
    renewal->changed = NULL;
    if (!person_get(db, place, &renewal->person, &renewal->changed, error))
        return false;
    if (renewal->changed == NULL)
        return true;
    /* Who asks again before using the new link gets the same one once more. */
    renewal->changed->epoch_sent = renewal->changed->epoch + 1;
    renewal->order = order->id;
    return person_put(db, place, renewal->changed, error) && order_put(db, place, order, error);
}

static void
renewed(void *data)
{
    const Renewal *renewal = data;

    if (renewal->changed != NULL)
        people_put(renewal->gathering->people, renewal->changed);
}

bool
link_request_renew(const Desk *desk, const Gathering *gathering, const Id *person, OrderKind kind, GError **error)
{
    Renewal renewal = { .gathering = gathering, .person = *person, .kind = kind };
    const bool done = vault_write(desk->vault, &(VaultJob){ .run = renew, .after = renewed, .data = &renewal }, error);

    if (done && renewal.changed != NULL)
        mailbox_hurry(desk->mailbox, &gathering->id, &renewal.order);
    person_free(renewal.changed);
    return done;
}

typedef struct { const Desk *desk; const Order *order; } StaffOrder;

static bool
put_staff_order(Db *db, void *data, GError **error)
{
    const StaffOrder *job = data;

    return order_put(db, &job->desk->general, job->order, error);
}

bool
link_request_staff(const Desk *desk, const Id *staff, GError **error)
{
    static const Id none;
    g_autoptr(Order) order = order_new(ORDER_STAFF_LINK, staff);

    if (!vault_write(desk->vault, &(VaultJob){ .run = put_staff_order, .data = &(StaffOrder){ desk, order } }, error))
        return false;
    mailbox_hurry(desk->mailbox, &none, &order->id);
    return true;
}

/* ---- the batch ---- */

typedef struct { Id item; char *email; } Request;

static void
request_clear(void *at)
{
    g_free(((Request *)at)->email);
}

typedef struct { const Desk *desk; GArray *requests; } Batch;

static bool
take_request(const Id *item, GBytes *bytes, void *data, GError **error)
{
    const Batch *batch = data;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    const Request request = { *item, g_strndup(text, length) };

    g_array_append_val(batch->requests, request);
    return true;
}

static bool
read_requests(Db *db, void *data, GError **error)
{
    const Batch *batch = data;

    return sealed_each(db, SEALED_REQUEST, &batch->desk->general, take_request, data, error);
}

static bool
remove_requests(Db *db, void *data, GError **error)
{
    const Batch *batch = data;

    for (guint i = 0; i < batch->requests->len; i++)
        if (!sealed_remove(db, SEALED_REQUEST, &batch->desk->general, &g_array_index(batch->requests, Request, i).item,
                           error))
            return false;
    return true;
}

static bool
answer_request(const Desk *desk, const char *email, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    g_autoptr(Staff) staff = staff_list_by_email(desk->staff, email);

    for (guint i = 0; i < all->len; i++) {
        const Gathering *gathering = all->pdata[i];
        const Phase phase = gathering_phase(gathering, now);
        PersonEntry entry;

        if ((phase == PHASE_OPEN || phase == PHASE_CLOSED) && people_by_email(gathering->people, email, &entry) &&
            !link_request_renew(desk, gathering, &entry.id, ORDER_LINK, error))
            return false;
    }
    return staff == NULL || link_request_staff(desk, &staff->id, error);
}

bool
link_request_batch(const Desk *desk, int64_t now, GError **error)
{
    g_autoptr(GArray) requests = g_array_new(FALSE, FALSE, sizeof(Request));
    Batch batch = { desk, requests };

    g_array_set_clear_func(requests, request_clear);
    if (!vault_read(desk->vault, read_requests, &batch, error))
        return false;
    if (requests->len == 0)
        return true;
    for (guint i = 0; i < requests->len; i++)
        if (!answer_request(desk, g_array_index(requests, Request, i).email, now, error))
            return false;
    return vault_write(desk->vault, &(VaultJob){ .run = remove_requests, .data = &batch }, error);
}
