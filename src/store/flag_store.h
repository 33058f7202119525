/* Reports by participants; one each, no time. */
#pragma once
#include "store/scope.h"

/* looked_at: the round of looking that it was looked at in, see LookedRow; 0: it is open. */
typedef struct { Id contribution; int64_t reason, looked_at; char *note; } FlagRow;

/* *ret_fresh: this voice had not flagged it before; its earlier reason is replaced. */
bool flag_put(const Scope *scope, const Id *contribution, const Id *voice, int64_t reason, const char *note,
              bool *ret_fresh, GError **error) MUST_CHECK;
bool flag_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
bool flag_of(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error) MUST_CHECK;
/* Those that are open, in the round that has just been put. */
bool flag_set_looked_at(const Scope *scope, const Id *contribution, GError **error) MUST_CHECK;
bool flag_reopen(const Scope *scope, const Id *contribution, int64_t round, GError **error) MUST_CHECK;
