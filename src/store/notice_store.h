/* Steps of the facilitators' notices. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      notice;
    int64_t number, act, staff, slot, place;
    char   *section, *text;
} NoticeRow;

bool notice_add(const Scope *scope, const NoticeRow *row, GError **error) MUST_CHECK;
/* By notice, and of each in the order of its steps. */
bool notice_all(const Scope *scope, DbRows *ret_rows /* NoticeRow */, GError **error) MUST_CHECK;
/* How many were pinned, and shown before the slot. */
bool notice_count_before(const Scope *scope, int64_t slot, int64_t *ret_n, GError **error) MUST_CHECK;
