/* Writing CSV (RFC 4180: comma, CRLF, quotation where needed) that no
 * spreadsheet takes for formulas: a text cell that would begin one gets an
 * apostrophe before it, which spreadsheets take as "this is text".
 *
 * Cells are appended to a string of the caller's, which may be written out and
 * emptied after any row:
 *
 *     csv_write_text(out, idea->text);
 *     csv_write_number(out, idea->likes);
 *     csv_write_end(out);
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Put first in a file that people open in a spreadsheet: it says that this is UTF-8. */
#define CSV_WRITE_MARK "\xef\xbb\xbf"

void csv_write_text(GString *out, const char *text); /* NULL is an empty cell */
void csv_write_number(GString *out, int64_t number);
void csv_write_real(GString *out, double number, int decimals); /* empty where it is not finite */
void csv_write_end(GString *out);

/* Would a spreadsheet take this for a formula?  For other writers of cells. */
bool csv_starts_formula(const char *text);
