/* Exports: what was said, with votes in aggregate and the day alone; never who. */
#pragma once
#include "domain/board.h"

typedef enum { EXPORT_CSV, EXPORT_JSON, EXPORT_XLSX, EXPORT_QDPX, EXPORT_QDC, EXPORT__COUNT } ExportFormat;
extern const char *const export_format_names[EXPORT__COUNT + 1];    /* "csv" "json" "xlsx" "qdpx" "qdc" NULL */

/* The whole file; `folder` takes a temporary one where the format needs it.  Caller frees. */
GBytes *export_make(const Board *board, Db *db, ExportFormat format, const char *folder, GError **error) MUST_CHECK;
