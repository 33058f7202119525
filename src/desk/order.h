/* A mail that waits: to whom and of what kind.  Its text is written when it goes out, so the
 * queue holds no text but what somebody typed for "let somebody call me". */
#pragma once
#include "desk/store/sealed.h"

/* Numbers are stored: never change one. */
typedef enum {
    ORDER_INVITATION = 1,
    ORDER_LINK,                 /* the person asked for a new one */
    ORDER_REMINDER,
    ORDER_WAITING,
    ORDER_STAFF_LINK,
    ORDER_CALL_ME,
    ORDER_LINK_AGAIN,           /* an administrator sends a new one */
} OrderKind;

typedef struct {
    Id        id;               /* random; part of the Message-ID, so a second try is known as one */
    OrderKind kind;
    Id        person;           /* on the roster, or of staff; zero for ORDER_CALL_ME */
    uint32_t  attempts;
    int64_t   next_try;         /* 0: at once */
    char     *problem;          /* what went wrong last; "" */
    char     *name, *number;    /* ORDER_CALL_ME: what the person typed; "" */
} Order;

/* Whether figures and marks that an administrator sees may tell of this mail: not where what somebody did alone
 * made it (A16, A17), as then one more is that somebody. */
bool   order_is_told(OrderKind kind);

Order *order_new(OrderKind kind, const Id *person);
void   order_free(Order *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Order, order_free)

bool order_put(Db *db, const SealedPlace *place, const Order *order, GError **error) MUST_CHECK;
/* *ret_order NULL: not there (any more). */
bool order_get(Db *db, const SealedPlace *place, const Id *id, Order **ret_order, GError **error) MUST_CHECK;
bool order_remove(Db *db, const SealedPlace *place, const Id *id, GError **error) MUST_CHECK;
/* At most `n` behind *after, which moves on; the array owns them. */
bool order_some(Db *db, const SealedPlace *place, Id *after, size_t n, GPtrArray **ret_orders,
                GError **error) MUST_CHECK;
/* Puts a new order of this kind for the person; for use inside a write. */
bool order_place(Db *db, const SealedPlace *place, OrderKind kind, const Id *person, GError **error) MUST_CHECK;
/* All that wait for this person. */
bool order_remove_of(Db *db, const SealedPlace *place, const Id *person, GError **error) MUST_CHECK;

/* Seconds to wait after so many failed attempts: a minute, growing to four hours. */
int64_t order_pause(uint32_t attempts);
