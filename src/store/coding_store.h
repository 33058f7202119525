/* The coding frame with its history, codings and read marks. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      code, parent;               /* parent zero: a theme of its own */
    char   *name, *definition;
    int64_t version, retired;           /* version: of the frame, when it was last changed */
} CodeRow;

enum { CODE_ADDED = 1, CODE_CHANGED, CODE_RETIRED, CODE_JOINED, CODE_RESTORED };   /* joined: `parent` is the one that took it up */

typedef struct {
    int64_t version, staff, act;        /* version: of the frame after it */
    Id      code, parent;
    char   *name, *definition;
} CodeHistoryRow;

typedef struct {
    Id      contribution, code;
    int64_t staff, span_start, span_end, version;       /* characters; -1: the whole */
} CodingRow;

typedef struct { Id contribution; int64_t staff; } ReadRow;

bool code_put(const Scope *scope, const CodeRow *row, GError **error) MUST_CHECK;
bool code_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;         /* CodeRow */
bool code_history_add(const Scope *scope, const CodeHistoryRow *row, GError **error) MUST_CHECK;
/* Newest first. */
bool code_history_latest(const Scope *scope, size_t limit, DbRows *ret_rows /* CodeHistoryRow */, GError **error) MUST_CHECK;

/* What brings a retired code back, in the place of what was kept of it before.  *ret_undo: caller frees; NULL: nothing. */
bool code_undo_put(const Scope *scope, const Id *code, const char *undo, GError **error) MUST_CHECK;
bool code_undo_get(const Scope *scope, const Id *code, char **ret_undo, GError **error) MUST_CHECK;

bool coding_add(const Scope *scope, const CodingRow *row, GError **error) MUST_CHECK;
/* All of one analyst on one contribution. */
bool coding_clear(const Scope *scope, const Id *contribution, int64_t staff, GError **error) MUST_CHECK;
bool coding_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;       /* CodingRow */

bool read_mark_put(const Scope *scope, const ReadRow *row, GError **error) MUST_CHECK;
bool read_mark_clear(const Scope *scope, const ReadRow *row, GError **error) MUST_CHECK;
bool read_mark_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;    /* ReadRow */
