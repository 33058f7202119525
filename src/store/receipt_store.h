/* Receipts, and what their holders may read of a contribution: also of conversations that were erased. */
#pragma once
#include "db/db.h"

typedef struct { Id conversation, contribution; } ReceiptRow;
typedef struct { Id contribution, target; int64_t kind, state; char *section, *text; } ReceiptTextRow;

/* In the place of an earlier one of this contribution. */
bool receipt_put(Db *db, const Id *conversation, const Id *contribution, const Id *tag, GError **error) MUST_CHECK;
/* No rows: there is none of this tag. */
bool receipt_find(Db *db, const Id *tag, DbRows *ret_rows /* ReceiptRow */, GError **error) MUST_CHECK;
bool receipt_text(Db *db, const Id *conversation, const Id *contribution, DbRows *ret_rows /* ReceiptTextRow */,
                  GError **error) MUST_CHECK;
/* What it was split into, as far as it is still shown. */
bool receipt_parts(Db *db, const Id *conversation, const Id *contribution, DbRows *ret_rows /* ReceiptTextRow */,
                   GError **error) MUST_CHECK;
