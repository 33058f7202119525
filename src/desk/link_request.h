/* "Send me a new link": every request is queued and answered alike at once; who it was is looked
 * up later, in the next minute's batch (A16). */
#pragma once
#include "desk/desk.h"
#include "desk/order.h"

/* On disk when this returns. */
bool link_request_put(const Desk *desk, const char *email, GError **error) MUST_CHECK;
/* Looks all of them up and orders the mails. */
bool link_request_batch(const Desk *desk, int64_t now, GError **error) MUST_CHECK;
/* New credentials for one person, with the mail that brings them (ORDER_LINK, ORDER_LINK_AGAIN); those before work
 * until these are used (A15). */
bool link_request_renew(const Desk *desk, const Gathering *gathering, const Id *person, OrderKind kind,
                        GError **error) MUST_CHECK;
/* A staff link by mail, in the place of a new one. */
bool link_request_staff(const Desk *desk, const Id *staff, GError **error) MUST_CHECK;
