/* Reading CSV as HR systems, spreadsheets and Polis write it (RFC 4180, and
 * what is done in practice): UTF-8, UTF-16 or Windows-1252; comma, semicolon or
 * tab; quoted cells with line breaks; line ends LF, CRLF or CR.
 *
 * Memory stays flat: records are handed over one by one, the header line as
 * the first.  Blanks around a cell belong to it.  Blank lines are left out.
 * A file that starts with a line `sep=;` (a spreadsheet's hint) says its
 * separator there; that line is left out too. */
#pragma once
#include "base/error.h"
#include <stddef.h>

typedef struct {
    size_t line;              /* where it begins in the file, counted from 1 */
    size_t n_cells;           /* at least 1 */
    const char *const *cells; /* UTF-8; they and the array live until the callback returns */
    const char *fault;        /* NULL, or why the record cannot be used (its cells hold U+FFFD there) */
} CsvRecord;

/* Gets each record; false with *error set ends the reading. */
typedef bool (*CsvRecordFunc)(const CsvRecord *record, void *data, GError **error);

/* The cell, or "" where the record is shorter or column is negative. */
const char *csv_record_cell(const CsvRecord *record, ptrdiff_t column);

/* The first column of a header so named, or -1.  Case (ASCII) and blanks around do not count. */
ptrdiff_t csv_record_column(const CsvRecord *header, const char *name);

bool csv_record_is_blank(const CsvRecord *record); /* nothing but blanks in any cell */

/* Reads a whole file.  separator 0 is guessed from the first line.  Errors are
 * ERROR_INPUT and name file, line and remedy. */
bool csv_read_file(const char *path, char separator, CsvRecordFunc func, void *data,
                   GError **error) MUST_CHECK;

/* The same for a file that is in memory; name is what errors call it. */
bool csv_read_bytes(const char *name, GBytes *bytes, char separator, CsvRecordFunc func, void *data,
                    GError **error) MUST_CHECK;

/* ---- the same for bytes that arrive bit by bit -------------------------- */

typedef struct CsvReader CsvReader;

/* name is what errors call the file; it is copied.  data must outlive the reader. */
CsvReader *csv_reader_new(const char *name, char separator, CsvRecordFunc func, void *data);
void csv_reader_free(CsvReader *reader); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvReader, csv_reader_free)

/* After a failure nothing but csv_reader_free() may follow. */
bool csv_reader_feed(CsvReader *reader, const void *bytes, size_t n_bytes, GError **error) MUST_CHECK;
bool csv_reader_finish(CsvReader *reader, GError **error) MUST_CHECK;
