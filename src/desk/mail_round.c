#include "desk/mail_round.h"

#define PAGE_OF_ORDERS 100

struct MailRound {
    const Desk *desk;
    GPtrArray  *gatherings;
    guint       at;             /* 0: staff, i: gatherings[i - 1] */
    Id          after;
    GPtrArray  *page;
    guint       on_page;
    int64_t     later;
};

void
mail_job_free(MailJob *job)
{
    if (job == NULL)
        return;
    gathering_unref(job->gathering);
    order_free(job->order);
    g_free(job);
}

const SealedPlace *
mail_job_place(const Desk *desk, const MailJob *job)
{
    return job->gathering != NULL ? &job->gathering->place : &desk->general;
}

MailRound *
mail_round_new(const Desk *desk)
{
    MailRound *round = g_new0(MailRound, 1);

    round->desk = desk;
    round->gatherings = gatherings_all(desk->gatherings);
    return round;
}

void
mail_round_free(MailRound *round)
{
    if (round == NULL)
        return;
    g_ptr_array_unref(round->gatherings);
    if (round->page != NULL)
        g_ptr_array_unref(round->page);
    g_free(round);
}

int64_t
mail_round_later(const MailRound *round)
{
    return round->later;
}

/* NULL: all places are done. */
static const SealedPlace *
place_now(const MailRound *round)
{
    if (round->at == 0)
        return &round->desk->general;
    if (round->at > round->gatherings->len)
        return NULL;
    return &((Gathering *)round->gatherings->pdata[round->at - 1])->place;
}

static void
next_place(MailRound *round)
{
    round->after = (Id){ { 0 } };
    do
        round->at++;
    while (round->at <= round->gatherings->len &&
           ((Gathering *)round->gatherings->pdata[round->at - 1])->dates.erased != 0);
}

static bool
read_page(Db *db, void *data, GError **error)
{
    MailRound *round = data;
    GPtrArray *page = NULL;

    if (!order_some(db, place_now(round), &round->after, PAGE_OF_ORDERS, &page, error))
        return false;
    if (round->page != NULL)
        g_ptr_array_unref(round->page);
    round->page = page;
    round->on_page = 0;
    return true;
}

/* Makes the page hold something that was not shown yet; *ret_more false: the round is over. */
static bool
turn_page(MailRound *round, bool *ret_more, GError **error)
{
    while (round->page == NULL || round->on_page == round->page->len) {
        if (round->page != NULL && round->page->len == 0)
            next_place(round);
        if (place_now(round) == NULL) {
            *ret_more = false;
            return true;
        }
        if (!vault_read(round->desk->vault, read_page, round, error))
            return false;
    }
    *ret_more = true;
    return true;
}

static MailJob *
job_of(Gathering *gathering, Order *order)
{
    MailJob *job = g_new0(MailJob, 1);

    job->gathering = gathering != NULL ? gathering_ref(gathering) : NULL;
    job->order = order;
    return job;
}

typedef struct { const SealedPlace *place; const Id *id; Order *order; } Pick;

static bool
pick_order(Db *db, void *data, GError **error)
{
    Pick *pick = data;

    return order_get(db, pick->place, pick->id, &pick->order, error);
}

bool
mail_round_pick(const Desk *desk, const Id *conversation, const Id *order, MailJob **ret_job, GError **error)
{
    g_autoptr(Gathering) gathering =
        id_is_zero(conversation) ? NULL : gatherings_by_id(desk->gatherings, conversation);
    Pick pick = { gathering != NULL ? &gathering->place : &desk->general, order, NULL };

    if (!id_is_zero(conversation) && (gathering == NULL || gathering->dates.erased != 0)) {
        *ret_job = NULL;
        return true;
    }
    if (!vault_read(desk->vault, pick_order, &pick, error))
        return false;
    *ret_job = pick.order != NULL ? job_of(gathering, pick.order) : NULL;
    return true;
}

/* The next of the page that is due; its page may be some minutes old. *ret_id NULL: the round is over. */
static bool
next_due(MailRound *round, int64_t now, const Id **ret_id, GError **error)
{
    bool more = true;

    for (;;) {
        if (!turn_page(round, &more, error))
            return false;
        if (!more) {
            *ret_id = NULL;
            return true;
        }
        const Order *order = round->page->pdata[round->on_page++];
        if (order->next_try <= now) {
            *ret_id = &order->id;
            return true;
        }
        if (round->later == 0 || order->next_try < round->later)
            round->later = order->next_try;
    }
}

bool
mail_round_next(MailRound *round, int64_t now, MailJob **ret_job, GError **error)
{
    static const Id none;
    const Id *id = NULL;

    *ret_job = NULL;
    while (*ret_job == NULL) {
        if (!next_due(round, now, &id, error))
            return false;
        if (id == NULL)
            return true;
        /* Read again: it may have been sent, or its person may have left, since the page was. */
        const Id *conversation = round->at > 0 ? &((Gathering *)round->gatherings->pdata[round->at - 1])->id : &none;
        if (!mail_round_pick(round->desk, conversation, id, ret_job, error))
            return false;
    }
    return true;
}
