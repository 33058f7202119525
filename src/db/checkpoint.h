/* Copies a SQLite log into its database in the background, so that the writer need not
 * stop for it, and the log stays small. For db/group.c alone. */
#pragma once
#include "db/db.h"

typedef struct Checkpointer Checkpointer;

/* Listens to the commits of `writer` (borrowed, must live longer), and starts a thread
 * with a connection of its own, which sleeps until the log has grown. */
Checkpointer *checkpointer_new(Db *writer, GError **error) MUST_CHECK;
/* Ends the thread, after what it is just copying. NULL is fine. */
void          checkpointer_free(Checkpointer *checkpointer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Checkpointer, checkpointer_free)

/* By the writer, outside a transaction: finishes what can't be finished beside it. A log
 * starts again only when all of it is copied, and a busy writer always adds some more. */
void          checkpointer_help(Checkpointer *checkpointer);
