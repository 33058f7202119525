/* Sign-in links of staff: good once, within an hour.  Only a keyed hash of one is stored. */
#pragma once
#include "desk/desk.h"

/* A new link, on disk when this returns: DESK-URL/in/TOKEN; caller frees. */
char *staff_link_new(const Desk *desk, const Id *staff, int64_t now, GError **error) MUST_CHECK;
/* Whose it is; *ret_staff NULL: no such link, or too old. It stays good. */
bool  staff_link_look(const Desk *desk, const LinkToken *token, int64_t now, Staff **ret_staff,
                      GError **error) MUST_CHECK;
/* The same, and it is used up. */
bool  staff_link_use(const Desk *desk, const LinkToken *token, int64_t now, Staff **ret_staff,
                     GError **error) MUST_CHECK;
/* Drops those that are too old; for the clockwork. */
bool  staff_link_sweep(const Desk *desk, int64_t now, GError **error) MUST_CHECK;
