/* From the bytes of a CSV file to UTF-8, a piece at a time.
 *
 * A byte order mark decides.  Without one the first byte above ASCII does: if
 * it begins a valid UTF-8 character the file is UTF-8, else Windows-1252 (up
 * to there both read alike, so nothing has to be read twice). */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Never part of UTF-8: these stand in the output for what cannot be text. */
#define CSV_TEXT_BAD  '\xff' /* bytes that are not of the file's encoding */
#define CSV_TEXT_ZERO '\xfe' /* a zero byte */

typedef enum {
    CSV_TEXT_UNKNOWN, /* nothing but ASCII so far */
    CSV_TEXT_UTF8,
    CSV_TEXT_UTF16LE,
    CSV_TEXT_UTF16BE,
    CSV_TEXT_WINDOWS_1252,
} CsvTextEncoding;

typedef struct {
    CsvTextEncoding encoding;
    bool marked;   /* one of the two marks above was written */
    bool started;  /* past the place of a byte order mark */
    size_t n_held; /* an incomplete character at the end of the last piece */
    guint8 held[4];
} CsvText;

#define CSV_TEXT_NEW ((CsvText){ .encoding = CSV_TEXT_UNKNOWN })

/* Appends what the piece means to out; last is true for the final piece (which may be empty). */
void csv_text_decode(CsvText *text, const guint8 *bytes, size_t n_bytes, bool last, GString *out);
