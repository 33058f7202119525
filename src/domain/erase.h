/* The room's part of erasure: rows, then the key, then the file's free pages. */
#pragma once
#include "db/group.h"
#include "domain/hall.h"

/* What stays: what was said and is still shown, totals of votes, codes, the release, decisions, and receipts: these
 * belong to contributions, and to nobody.  Their key is not the conversation's.
 *
 * On the writer thread.  *ret_erased false: it was unknown or erased already, and nothing was done; the desk
 * says it anew whenever it comes back. */
bool erase_conversation(Hall *hall, Db *db, const Id *conversation, bool *ret_erased, GError **error) MUST_CHECK;
/* Afterwards, outside a transaction: vacuums and truncates the log. */
void erase_compact(DbGroup *group);
