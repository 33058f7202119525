/* What others were last shown of contributions that have changed since the slot began. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      contribution;
    int64_t until, state, edited, version, likes, dislikes;
    char   *section, *text;
} ShownRow;

/* The first of a slot stays: others have been shown nothing since. */
bool shown_keep(const Scope *scope, const ShownRow *row, GError **error) MUST_CHECK;
bool shown_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;        /* ShownRow */
/* The slot has turned. */
bool shown_forget(const Scope *scope, GError **error) MUST_CHECK;
/* Slots that turned while nothing ran, of all conversations. */
bool shown_sweep(Db *db, int64_t now, GError **error) MUST_CHECK;
