/* Steps of what facilitators changed about the words that signals look for. */
#pragma once
#include "store/scope.h"

typedef struct { int64_t number, box, act, staff, slot; char *words; } WordlistRow;

bool wordlist_add(const Scope *scope, const WordlistRow *row, GError **error) MUST_CHECK;
/* Oldest first. */
bool wordlist_all(const Scope *scope, DbRows *ret_rows /* WordlistRow */, GError **error) MUST_CHECK;
