#include "desk/order.h"
#include "desk/pack.h"

#define ORDER_FORM 1
#define TEXT_BYTES 4096

bool
order_is_told(OrderKind kind)
{
    switch (kind) {
    case ORDER_INVITATION:
    case ORDER_REMINDER:
    case ORDER_WAITING:
    case ORDER_LINK_AGAIN:
        return true;
    case ORDER_LINK:
    case ORDER_STAFF_LINK:
    case ORDER_CALL_ME:
        break;
    }
    return false;
}

Order *
order_new(OrderKind kind, const Id *person)
{
    Order *order = g_new0(Order, 1);

    id_random(&order->id);
    order->kind = kind;
    if (person != NULL)
        order->person = *person;
    order->problem = g_strdup("");
    order->name = g_strdup("");
    order->number = g_strdup("");
    return order;
}

void
order_free(Order *order)
{
    if (order == NULL)
        return;
    g_free(order->problem);
    g_free(order->name);
    g_free(order->number);
    g_free(order);
}

int64_t
order_pause(uint32_t attempts)
{
    const unsigned doublings = MIN(attempts, 9);

    return (int64_t)60 << (doublings > 0 ? doublings - 1 : 0);
}

bool
order_put(Db *db, const SealedPlace *place, const Order *order, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();

    pack_u8(out, ORDER_FORM);
    pack_u8(out, (uint8_t)order->kind);
    pack_id(out, &order->person);
    pack_u32(out, order->attempts);
    pack_i64(out, order->next_try);
    pack_text(out, order->problem);
    pack_text(out, order->name);
    pack_text(out, order->number);
    return sealed_put(db, SEALED_MAIL, place, &order->id, out->data, out->len, error);
}

static bool
read_order(const Id *id, GBytes *bytes, Order **ret_order, GError **error)
{
    g_autoptr(Order) order = g_new0(Order, 1);
    Unpack in = unpack_of(bytes);
    const uint8_t form = unpack_u8(&in);

    order->id = *id;
    order->kind = (OrderKind)unpack_u8(&in);
    order->person = unpack_id(&in);
    order->attempts = unpack_u32(&in);
    order->next_try = unpack_i64(&in);
    order->problem = unpack_text(&in, TEXT_BYTES);
    order->name = unpack_text(&in, TEXT_BYTES);
    order->number = unpack_text(&in, TEXT_BYTES);
    if (form != ORDER_FORM || !unpack_ended(&in))
        return error_set(error, ERROR_CORRUPT, "a mail's row is not of a known form");
    *ret_order = g_steal_pointer(&order);
    return true;
}

bool
order_get(Db *db, const SealedPlace *place, const Id *id, Order **ret_order, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;

    if (!sealed_get(db, SEALED_MAIL, place, id, &bytes, error))
        return false;
    if (bytes == NULL) {
        *ret_order = NULL;
        return true;
    }
    return read_order(id, bytes, ret_order, error);
}

bool
order_remove(Db *db, const SealedPlace *place, const Id *id, GError **error)
{
    return sealed_remove(db, SEALED_MAIL, place, id, error);
}

static bool
add_order(const Id *id, GBytes *bytes, void *data, GError **error)
{
    Order *order = NULL;

    if (!read_order(id, bytes, &order, error))
        return false;
    g_ptr_array_add(data, order);
    return true;
}

bool
order_some(Db *db, const SealedPlace *place, Id *after, size_t n, GPtrArray **ret_orders, GError **error)
{
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func((GDestroyNotify)order_free);
    size_t found = 0;

    if (!sealed_some(db, SEALED_MAIL, place, after, n, add_order, orders, &found, error))
        return false;
    *ret_orders = g_steal_pointer(&orders);
    return true;
}

bool
order_place(Db *db, const SealedPlace *place, OrderKind kind, const Id *person, GError **error)
{
    g_autoptr(Order) order = order_new(kind, person);

    return order_put(db, place, order, error);
}

bool
order_remove_of(Db *db, const SealedPlace *place, const Id *person, GError **error)
{
    Id after = { { 0 } };

    for (;;) {
        g_autoptr(GPtrArray) orders = NULL;

        if (!order_some(db, place, &after, 500, &orders, error))
            return false;
        if (orders->len == 0)
            return true;
        for (guint i = 0; i < orders->len; i++) {
            const Order *order = orders->pdata[i];

            if (id_equal(&order->person, person) && !order_remove(db, place, &order->id, error))
                return false;
        }
    }
}
