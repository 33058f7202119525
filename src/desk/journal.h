/* What the clock has done, so that it is done once, also after an outage: entries by their
 * text ("mailed/7"), sealed, found by a keyed hash of it. */
#pragma once
#include "desk/store/sealed.h"

/* Days since 1970 and a figure, as the entry's kind needs them. */
typedef struct { int64_t day, figure; } JournalEntry;

/* *ret_found false: no such entry. */
bool journal_get(Db *db, const SealedPlace *place, const char *about, bool *ret_found, JournalEntry *ret_entry,
                 GError **error) MUST_CHECK;
bool journal_put(Db *db, const SealedPlace *place, const char *about, const JournalEntry *entry,
                 GError **error) MUST_CHECK;
bool journal_remove(Db *db, const SealedPlace *place, const char *about, GError **error) MUST_CHECK;
/* Longer things under the same names: *ret_bytes NULL where there is none. */
bool journal_get_bytes(Db *db, const SealedPlace *place, const char *about, GBytes **ret_bytes,
                       GError **error) MUST_CHECK;
bool journal_put_bytes(Db *db, const SealedPlace *place, const char *about, const void *bytes, size_t length,
                       GError **error) MUST_CHECK;
