/* What erasure leaves of a conversation: words and totals, nobody's (A14). */
#pragma once
#include "store/scope.h"

bool erase_store(Db *db, const Id *conversation, GError **error) MUST_CHECK;
