/* How much there is: for `candour check` and backups, which compare. */
#pragma once
#include "db/db.h"

typedef struct { int64_t conversations, contributions, votes, flags, messages, codings; } StoreCounts;

/* Over all conversations; a vote counts once, whether it is still in the log or not. */
bool store_counts(Db *db, StoreCounts *ret_counts, GError **error) MUST_CHECK;
