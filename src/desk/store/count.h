/* How much the desk holds: for `candour check` and backups, which compare. */
#pragma once
#include "db/db.h"

typedef struct { int64_t conversations, people, staff, mails; } DeskCounts;

bool desk_counts(Db *db, DeskCounts *ret_counts, GError **error) MUST_CHECK;
