/* Sanctions: rows by contribution, never by person. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      contribution;
    int64_t number, hours, slot, until, ended, reason, staff;
    char   *note;
} SanctionRow;

typedef struct { int64_t pause, reason, n; } SanctionCount;

bool sanction_add(const Scope *scope, const SanctionRow *row, GError **error) MUST_CHECK;
bool sanction_end(const Scope *scope, const Id *contribution, int64_t number, int64_t slot, GError **error) MUST_CHECK;
/* Of one contribution, oldest first. */
bool sanction_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* SanctionRow */, GError **error) MUST_CHECK;
/* Those that still hold at `now`. */
bool sanction_each(const Scope *scope, int64_t now, DbEach each, void *data, GError **error) MUST_CHECK;
/* Set in slots before this one. */
bool sanction_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows /* SanctionCount */, GError **error) MUST_CHECK;
