/* The room's part of erasure: rows, then the key, then the file's free pages. */
#pragma once
#include "db/group.h"
#include "domain/hall.h"

/* On the writer thread.  An unknown or erased conversation is well. */
bool erase_conversation(Hall *hall, Db *db, const Id *conversation, GError **error) MUST_CHECK;
/* Afterwards, outside a transaction: vacuums and truncates the log. */
void erase_compact(DbGroup *group);
