/* Idempotency keys, and gateway answers as totals. */
#pragma once
#include "store/scope.h"

/* *ret_contribution is zero when the key is new, or came with another text. */
bool once_find(const Scope *scope, const Id *voice, const char *key, const char *text, Id *ret_contribution,
               GError **error) MUST_CHECK;
bool once_put(const Scope *scope, const Id *voice, const char *key, const char *text, const Id *contribution,
              int64_t day, GError **error) MUST_CHECK;
bool once_sweep(Db *db, int64_t before_day, GError **error) MUST_CHECK;

typedef struct { char *question, *option; int64_t total; } AnswerRow;
bool answer_add(const Scope *scope, const char *question, const char *option, GError **error) MUST_CHECK;
/* In the order of questions. */
bool answer_all(const Scope *scope, DbRows *ret_rows, GError **error) MUST_CHECK;
/* Another total in the place of the row's; 0: the row goes. */
bool answer_set(const Scope *scope, const AnswerRow *row, int64_t total, GError **error) MUST_CHECK;
