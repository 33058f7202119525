/* What each kind of mail says. */
#pragma once
#include "desk/desk.h"
#include "desk/letter.h"
#include "desk/order.h"

/* The letter of an order at this moment.  *ret_letter NULL: there is nobody to write to any more, or no
 * reason to; the order can go.  *ret_to: the address; both are the caller's.  `gathering` is NULL for
 * mails to staff.  A staff link is made here, and good from now on. */
bool mails_write(const Desk *desk, const Gathering *gathering, const Order *order, int64_t now, Letter **ret_letter,
                 char **ret_to, GError **error) MUST_CHECK;
