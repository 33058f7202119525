/* DIR/desk/mail with transport=file: each mail a file NNNNNNNN.eml, numbered in the order of
 * writing.  For trying out only: they lie there in clear. */
#pragma once
#include "base/error.h"
#include "base/ids.h"
#include <stddef.h>

typedef struct Outbox Outbox;

/* Opens the folder, making it where it is missing.  `waits` says whether an order is still in the
 * queue: files that a power cut left half named are then finished, or taken away. */
typedef bool (*OutboxWaits)(const Id *order, void *data, bool *ret_waits, GError **error);
Outbox *outbox_open(const char *folder, OutboxWaits waits, void *data, GError **error) MUST_CHECK;
void    outbox_free(Outbox *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outbox, outbox_free)

/* Written and synced, but not yet a mail; then, once the order is out of the queue, its name. */
bool outbox_prepare(Outbox *outbox, const Id *order, const char *bytes, size_t length, GError **error) MUST_CHECK;
bool outbox_settle(Outbox *outbox, const Id *order, GError **error) MUST_CHECK;

/* Removes every mail of the conversation (by its List-Id), or of those only the ones to this address
 * (`to` NULL: all); how many there were. */
bool outbox_remove(const char *folder, const char *slug, const char *to, size_t *ret_n, GError **error) MUST_CHECK;
