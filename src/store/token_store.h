/* Rows of read-only tokens: keyed hashes, never the tokens. */
#pragma once
#include "db/db.h"

typedef struct { Id conversation, tag; int64_t roles; } TokenRow;

bool token_put(Db *db, const TokenRow *row, GError **error) MUST_CHECK;
bool token_delete(Db *db, const Id *conversation, const Id *tag, GError **error) MUST_CHECK;
bool token_all(Db *db, DbRows *ret_rows, GError **error) MUST_CHECK;
