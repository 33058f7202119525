/* Quotations for the report, step by step. */
#pragma once
#include "store/scope.h"

typedef struct { Id contribution; int64_t number, staff, chosen; char *words; } QuoteRow;

bool quote_add(const Scope *scope, const QuoteRow *row, GError **error) MUST_CHECK;
/* By contribution, and in each in the order of their steps. */
bool quote_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;      /* QuoteRow */
