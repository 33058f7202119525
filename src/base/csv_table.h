/* A whole CSV file with a header line, in memory: for files of a size that a
 * person makes.  Every row has as many cells as the header: missing ones at
 * the end are "", more of them are an error unless they are empty. */
#pragma once
#include "base/error.h"
#include <stddef.h>

typedef struct CsvTable CsvTable;

/* Errors are ERROR_INPUT and name file, line and remedy; so does a file with
 * no header line, and a record that is not text. */
CsvTable *csv_table_read(const char *path, char separator, GError **error) MUST_CHECK;
/* name is what errors call it */
CsvTable *csv_table_parse(const char *name, const void *bytes, size_t n_bytes, char separator,
                          GError **error) MUST_CHECK;
void csv_table_free(CsvTable *table); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvTable, csv_table_free)

size_t csv_table_columns(const CsvTable *table);
size_t csv_table_rows(const CsvTable *table); /* without the header */
const char *csv_table_header(const CsvTable *table, size_t column);
const char *csv_table_cell(const CsvTable *table, size_t row, size_t column); /* belongs to the table */
size_t csv_table_line(const CsvTable *table, size_t row); /* where the row begins in the file, from 1 */
ptrdiff_t csv_table_column(const CsvTable *table,
                           const char *name); /* as csv_record_column(); -1: not there */
