/* The link at the end of every mail to a participant (RFC 8058): it names nobody and is stored
 * nowhere. */
#pragma once
#include "desk/desk.h"

/* DESK-URL/unsubscribe/TOKEN; caller frees. */
char *unsubscribe_address(const Desk *desk, const Id *conversation, const Id *person);
/* False: not such a token. */
bool  unsubscribe_read(const Desk *desk, const char *token, Id *ret_conversation, Id *ret_person);
