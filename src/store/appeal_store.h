/* Appeals: an author asks for another look at one act. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      contribution;
    int64_t sanction, number, slot, outcome, staff, decided;
    char   *text, *answer;
} AppealRow;

typedef struct { int64_t outcome, n; } AppealCount;

bool appeal_add(const Scope *scope, const AppealRow *row, GError **error) MUST_CHECK;
/* outcome, answer, staff and decided. */
bool appeal_close(const Scope *scope, const AppealRow *row, GError **error) MUST_CHECK;
/* Of one contribution, in the order of asking. */
bool appeal_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* AppealRow */, GError **error) MUST_CHECK;
bool appeal_each_open(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
/* Decided in slots before this one, by outcome. */
bool appeal_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows /* AppealCount */, GError **error) MUST_CHECK;
