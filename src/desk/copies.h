/* What has left the installation, for the certificate of erasure (A14): days and words, never times. */
#pragma once
#include "desk/desk.h"

/* `what` is a few words ("report pdf", "copy of the keys"); the same again on one day is noted once.
 * `conversation` NULL: it concerns every one that is not erased. */
bool copies_note(const Desk *desk, const Id *conversation, const char *what, int64_t now, GError **error) MUST_CHECK;
