/* Steps taken because facilitators worry about somebody: rows by contribution, never by person. */
#pragma once
#include "store/scope.h"

typedef struct { Id contribution; int64_t number, step, slot, staff; char *note; } SafeguardRow;

bool safeguard_add(const Scope *scope, const SafeguardRow *row, GError **error) MUST_CHECK;
/* Of one contribution, oldest first. */
bool safeguard_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* SafeguardRow */, GError **error) MUST_CHECK;
/* All, each contribution's oldest first. */
bool safeguard_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
/* On how many contributions one was begun in slots before this one. */
bool safeguard_count_before(const Scope *scope, int64_t slot, int64_t *ret_n, GError **error) MUST_CHECK;
