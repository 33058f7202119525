/* What was decided because of the themes of a published report, step by step. */
#pragma once
#include "db/db.h"

typedef struct { int64_t theme, number, staff; char *text; } DecisionRow;

bool decision_add(Db *db, const Id *conversation, const DecisionRow *row, GError **error) MUST_CHECK;
/* By theme, and in each in the order of their steps. */
bool decision_all(Db *db, const Id *conversation, DbRows *ret_rows /* DecisionRow */, GError **error) MUST_CHECK;
