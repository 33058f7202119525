/* Conversations as JSON, read whole at start. */
#pragma once
#include "db/db.h"

typedef struct { Id conversation; char *settings, *content; } ConversationRow;

bool conversation_put(Db *db, const ConversationRow *row, GError **error) MUST_CHECK;
bool conversation_all(Db *db, DbRows *ret_rows /* ConversationRow */, GError **error) MUST_CHECK;
