/* Rows of the desk's store, sealed whole: bound to table, conversation and item, padded
 * so that their size is a multiple of SEALED_STEP bytes (A3). */
#pragma once
#include "base/secret.h"
#include "db/db.h"

#define SEALED_STEP 256

typedef enum {
    SEALED_CONVERSATION, SEALED_PERSON, SEALED_GONE, SEALED_STAFF, SEALED_STAFF_LINK, SEALED_MAIL,
    SEALED_REQUEST, SEALED_UNLINK, SEALED_JOURNAL, SEALED__COUNT
} SealedTable;

/* Where rows lie and what opens them.  Of no conversation: a zero id and the desk's own key. */
typedef struct { Id conversation; SecretKey key; } SealedPlace;

bool sealed_put(Db *db, SealedTable table, const SealedPlace *place, const Id *item, const void *bytes,
                size_t length, GError **error) MUST_CHECK;
/* *ret_bytes: NULL where there is no such row; else the caller's. */
bool sealed_get(Db *db, SealedTable table, const SealedPlace *place, const Id *item, GBytes **ret_bytes,
                GError **error) MUST_CHECK;
bool sealed_remove(Db *db, SealedTable table, const SealedPlace *place, const Id *item, GError **error) MUST_CHECK;
bool sealed_remove_all(Db *db, SealedTable table, const Id *conversation, GError **error) MUST_CHECK;
bool sealed_count(Db *db, SealedTable table, const Id *conversation, int64_t *ret_n, GError **error) MUST_CHECK;

/* Every row of a place, by item.  The bytes are the callee's for the call only; false with
 * *error set ends the reading and fails. */
typedef bool (*SealedEach)(const Id *item, GBytes *bytes, void *data, GError **error);
bool sealed_each(Db *db, SealedTable table, const SealedPlace *place, SealedEach each, void *data,
                 GError **error) MUST_CHECK;
/* The same for at most `n` rows behind `*after` (zero: from the first), which becomes the last one
 * shown; *ret_n says how many there were. */
bool sealed_some(Db *db, SealedTable table, const SealedPlace *place, Id *after, size_t n, SealedEach each,
                 void *data, size_t *ret_n, GError **error) MUST_CHECK;

/* Whether every row of every place opens; ERROR_CORRUPT names the table of the first that does not. */
typedef bool (*SealedKey)(const Id *conversation, void *data, SecretKey *ret_key, GError **error);
bool sealed_check(Db *db, SealedKey find, void *data, GError **error) MUST_CHECK;
