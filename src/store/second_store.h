/* Second opinions that facilitators ask each other for. */
#pragma once
#include "store/scope.h"

enum { SECOND_ROW_OPEN = 0, SECOND_ROW_TAKEN_BACK = -1 };       /* `ended`; else the round of looking, see LookedRow */

typedef struct {
    Id      contribution;
    int64_t number, staff, slot, ended, ended_by;
    char   *note;
    Id      into_idea;                     /* it is proposed to merge it into this one; zero: a question */
} SecondRow;

bool second_add(const Scope *scope, const SecondRow *row, GError **error) MUST_CHECK;
bool second_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* SecondRow */, GError **error) MUST_CHECK;
bool second_each_open(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
/* The open one was taken back by who asked. */
bool second_set_taken_back(const Scope *scope, const Id *contribution, int64_t staff, GError **error) MUST_CHECK;
/* ... or ended with the look that has just been put. */
bool second_set_looked_at(const Scope *scope, const Id *contribution, int64_t staff, GError **error) MUST_CHECK;
/* What that round of looking ended is open again. */
bool second_reopen(const Scope *scope, const Id *contribution, int64_t round, GError **error) MUST_CHECK;
