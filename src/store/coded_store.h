/* The analysts' work read whole: for exports and the report. */
#pragma once
#include "store/scope.h"

typedef struct { Id code, parent; char *name, *definition; int64_t version, retired; } CodedCodeRow;
typedef struct { Id contribution, code; int64_t staff, span_start, span_end; } CodedRow;
typedef struct { Id contribution; int64_t staff; } CodedReadRow;

bool coded_codes(const Scope *scope, DbRows *ret_rows /* CodedCodeRow */, GError **error) MUST_CHECK;
bool coded_codings(const Scope *scope, DbRows *ret_rows /* CodedRow */, GError **error) MUST_CHECK;
bool coded_read_marks(const Scope *scope, DbRows *ret_rows /* CodedReadRow */, GError **error) MUST_CHECK;
