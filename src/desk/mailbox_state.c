/* What an administrator sees of the queue, and its being tried again. */
#include "desk/mailbox_private.h"
#include "desk/mask.h"
#include "num/suppress.h"

#define PAGE_OF_ORDERS 100

void
mailbox_state_clear(MailboxState *state)
{
    if (state->problems != NULL)
        g_hash_table_unref(state->problems);
    state->problems = NULL;
    g_clear_pointer(&state->down, g_free);
}

static void
count_problem(MailboxState *state, const Order *order)
{
    char *problem = mask_addresses(order->problem);
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(state->problems, problem));

    state->failing++;
    g_hash_table_replace(state->problems, problem, GSIZE_TO_POINTER(n + 1));
}

/* Every order, due or not; retries those that were put off where `retry`. */
typedef struct { const Desk *desk; const SealedPlace *place; MailboxState *state; Id after; bool more; } Survey;

typedef bool (*OrderWork)(Db *db, Survey *survey, Order *order, GError **error);

static bool
for_page(Db *db, Survey *survey, OrderWork work, GError **error)
{
    g_autoptr(GPtrArray) orders = NULL;

    if (!order_some(db, survey->place, &survey->after, PAGE_OF_ORDERS, &orders, error))
        return false;
    survey->more = orders->len > 0;
    for (guint i = 0; i < orders->len; i++)
        if (!work(db, survey, orders->pdata[i], error))
            return false;
    return true;
}

static bool
count_order(Db *db, Survey *survey, Order *order, GError **error)
{
    if (!order_is_told(order->kind))
        return true;
    survey->state->queued++;
    if (order->problem[0] != '\0')
        count_problem(survey->state, order);
    return true;
}

static bool
survey_page(Db *db, void *data, GError **error)
{
    return for_page(db, data, count_order, error);
}

static bool
retry_order(Db *db, Survey *survey, Order *order, GError **error)
{
    if (order->next_try == 0)
        return true;
    order->next_try = 0;
    return order_put(db, survey->place, order, error);
}

static bool
retry_page(Db *db, void *data, GError **error)
{
    return for_page(db, data, retry_order, error);
}

typedef bool (*PageWork)(Db *db, void *data, GError **error);

static bool
survey_all(Mailbox *mailbox, PageWork work, bool writes, MailboxState *state, GError **error)
{
    const Desk *desk = mailbox->desk;
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);

    for (guint i = 0; i <= all->len; i++) {
        const Gathering *gathering = i > 0 ? all->pdata[i - 1] : NULL;
        Survey survey = { desk, gathering != NULL ? &gathering->place : &desk->general, state, { { 0 } }, true };

        if (gathering != NULL && gathering->dates.erased != 0)
            continue;
        while (survey.more)
            if (!(writes ? vault_write(desk->vault, &(VaultJob){ .run = work, .data = &survey }, error)
                         : vault_read(desk->vault, work, &survey, error)))
                return false;
    }
    return true;
}

bool
mailbox_retry(Mailbox *mailbox, GError **error)
{
    if (!survey_all(mailbox, retry_page, true, NULL, error))
        return false;
    mailbox_wake(mailbox);
    return true;
}

static unsigned
greatest_k(const Desk *desk)
{
    g_autoptr(GPtrArray) all = gatherings_all(desk->gatherings);
    unsigned k = desk->config->k;

    for (guint i = 0; i < all->len; i++)
        k = MAX(k, ((Gathering *)all->pdata[i])->k);
    return k;
}

bool
mailbox_look(Mailbox *mailbox, MailboxState *ret_state, GError **error)
{
    g_auto(MailboxState) state = { .problems = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

    if (!survey_all(mailbox, survey_page, false, &state, error) || !delivery_count(mailbox->desk, &state.sent, error))
        return false;
    state.k = greatest_k(mailbox->desk);
    state.queued = (int64_t)num_round_down((uint64_t)state.queued, state.k);
    state.sent = (int64_t)num_round_down((uint64_t)state.sent, state.k);
    pthread_mutex_lock(&mailbox->lock);
    state.down = g_strdup(mailbox->down);
    pthread_mutex_unlock(&mailbox->lock);
    *ret_state = state;
    state.problems = NULL;
    state.down = NULL;
    return true;
}
