/* The published report, one file per format: frozen, it alone feeds every page. */
#pragma once
#include "store/scope.h"

typedef struct { char *format; DbBytes bytes; } ReleaseRow;

bool release_put(Db *db, const Id *conversation, const char *format, const void *bytes, size_t length, GError **error) MUST_CHECK;
/* No rows: not published, or no such format. */
bool release_get(Db *db, const Id *conversation, const char *format, DbRows *ret_rows, GError **error) MUST_CHECK;
