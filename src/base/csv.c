/* The reader takes the decoded text apart into physical lines, so that it
 * always knows where it is.  A line with no quotation mark outside an open
 * quotation is split at its separators here; all others go through libcsv,
 * which knows the rules of quoting. */
#include "base/csv.h"
#include "base/csv_text.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <csv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define TOO_LONG N_("the line or one of its cells is too long; check where it should end, and the separator")

struct CsvReader {
    char *name;
    char separator; /* 0 until it is known */
    CsvRecordFunc func;
    void *data;
    CsvText text;
    GString *pending; /* decoded, not yet taken apart */

    struct csv_parser parser;
    size_t line;        /* of the next byte */
    size_t record_line; /* where the open record began */
    bool started;       /* the separator is known */
    bool open;          /* within a record */
    bool after_cr;

    GString *cells_text; /* cells from libcsv, each with its zero */
    GArray *starts;      /* size_t: where each begins in cells_text */
    GPtrArray *cells;    /* const char *: what the callback gets */
    GError *failure;     /* the first one */
};

const char *
csv_record_cell(const CsvRecord *record, ptrdiff_t column)
{
    return column < 0 || (size_t)column >= record->n_cells ? "" : record->cells[column];
}

ptrdiff_t
csv_record_column(const CsvRecord *header, const char *name)
{
    for (size_t i = 0; i < header->n_cells; i++) {
        g_autofree char *cell = g_strstrip(g_strdup(header->cells[i]));

        if (g_ascii_strcasecmp(cell, name) == 0)
            return (ptrdiff_t)i;
    }
    return -1;
}

bool
csv_record_is_blank(const CsvRecord *record)
{
    for (size_t i = 0; i < record->n_cells; i++)
        if (record->cells[i][strspn(record->cells[i], " \t\r\n")] != '\0')
            return false;
    return true;
}

static bool
fail_at(CsvReader *reader, size_t line, const char *text)
{
    if (reader->failure == NULL)
        error_set(&reader->failure, ERROR_INPUT, _("%s, line %zu: %s"), reader->name, line, _(text));
    return false;
}

/* ---- from cells to the callback ---------------------------------------- */

/* Puts U+FFFD where a cell holds what is no text, and says which it was. */
static const char *
mend_cells(CsvReader *reader, GString *mended)
{
    const char *fault = NULL;

    for (size_t i = 0; i < reader->cells->len; i++) {
        size_t start = mended->len;

        for (const char *c = reader->cells->pdata[i]; *c != '\0'; c++) {
            if (*c == CSV_TEXT_ZERO)
                fault = _("it holds a zero byte, so this is no CSV text; save the file as CSV in UTF-8");
            else if (*c == CSV_TEXT_BAD && fault == NULL)
                fault =
                    _("it holds bytes that are not in the file's encoding; save the file as CSV in UTF-8");
            if (*c == CSV_TEXT_ZERO || *c == CSV_TEXT_BAD)
                g_string_append(mended, "\xef\xbf\xbd");
            else
                g_string_append_c(mended, *c);
        }
        g_string_append_c(mended, '\0');
        reader->cells->pdata[i] = GSIZE_TO_POINTER(start);
    }
    for (size_t i = 0; i < reader->cells->len; i++)
        reader->cells->pdata[i] = mended->str + GPOINTER_TO_SIZE(reader->cells->pdata[i]);
    return fault;
}

static bool
hand_over(CsvReader *reader)
{
    g_autoptr(GString) mended = NULL;
    CsvRecord record = { .line = reader->record_line };

    reader->open = false;
    if (reader->text.marked) {
        mended = g_string_new(NULL);
        record.fault = mend_cells(reader, mended);
    }
    record.n_cells = reader->cells->len;
    record.cells = (const char *const *)reader->cells->pdata;
    if (reader->failure != NULL)
        return false;
    if (!reader->func(&record, reader->data, &reader->failure))
        return fail_at(reader, reader->record_line, N_("reading was given up here"));
    g_ptr_array_set_size(reader->cells, 0);
    return true;
}

/* ---- quoted lines, by libcsv ------------------------------------------- */

/* Blanks belong to the cell. */
static int
no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static void
take_cell(void *bytes, size_t n, void *data)
{
    CsvReader *reader = data;
    size_t start = reader->cells_text->len;

    g_string_append_len(reader->cells_text, bytes, (gssize)n);
    g_string_append_c(reader->cells_text, '\0');
    g_array_append_val(reader->starts, start);
}

static void
take_record(int terminator, void *data)
{
    CsvReader *reader = data;

    (void)terminator;
    for (size_t i = 0; i < reader->starts->len; i++)
        g_ptr_array_add(reader->cells, reader->cells_text->str + g_array_index(reader->starts, size_t, i));
    if (reader->failure == NULL)
        hand_over(reader);
    reader->open = false;
    g_string_truncate(reader->cells_text, 0);
    g_array_set_size(reader->starts, 0);
}

static bool
check_size(CsvReader *reader)
{
    if (reader->parser.entry_pos > LIMIT_CSV_CELL)
        return fail_at(reader, reader->record_line,
                       N_("a cell that begins here is too long; is a quotation mark missing at its end?"));
    if (reader->cells_text->len > LIMIT_CSV_RECORD || reader->starts->len > LIMIT_CSV_COLUMNS)
        return fail_at(reader, reader->record_line, TOO_LONG);
    return true;
}

static bool
parse_quoted(CsvReader *reader, const char *line, size_t n)
{
    if (csv_parse(&reader->parser, line, n, take_cell, take_record, reader) != n)
        return fail_at(reader, reader->record_line, csv_strerror(csv_error(&reader->parser)));
    return reader->failure == NULL && check_size(reader);
}

/* ---- plain lines -------------------------------------------------------- */

/* line ends with its terminator, which becomes the zero of the last cell. */
static bool
split_plain(CsvReader *reader, char *line, size_t n)
{
    char *end = line + n - 1;

    if (n > LIMIT_CSV_RECORD)
        return fail_at(reader, reader->record_line, TOO_LONG);
    *end = '\0';
    for (char *cell = line; cell != NULL;) {
        char *stop = memchr(cell, reader->separator, (size_t)(end - cell));

        if (reader->cells->len == LIMIT_CSV_COLUMNS || (stop != NULL ? stop : end) - cell > LIMIT_CSV_CELL)
            return fail_at(reader, reader->record_line, TOO_LONG);
        g_ptr_array_add(reader->cells, cell);
        if (stop != NULL)
            *stop++ = '\0';
        cell = stop;
    }
    return hand_over(reader);
}

/* ---- physical lines ----------------------------------------------------- */

static void
count_line(CsvReader *reader, char terminator)
{
    if (!(terminator == '\n' && reader->after_cr))
        reader->line++;
    reader->after_cr = terminator == '\r';
}

/* A line with its terminator, or what there is of one when whole is false. */
static bool
take_line(CsvReader *reader, char *line, size_t n, bool whole)
{
    char last = line[n - 1];
    bool good = true;

    /* Only a line feed alone ends the same line as the carriage return before it. */
    if (n > 1)
        reader->after_cr = false;
    if (reader->open) {
        good = parse_quoted(reader, line, n);
    } else if (line[0] != '\n' && line[0] != '\r') {
        reader->open = true;
        reader->record_line = reader->line;
        good = whole && memchr(line, '"', n) == NULL ? split_plain(reader, line, n)
                                                     : parse_quoted(reader, line, n);
    }
    if (whole)
        count_line(reader, last);
    else
        reader->after_cr = false;
    return good;
}

static bool
take_lines(CsvReader *reader, char *text, size_t n)
{
    char *end = text + n, *newline = NULL;

    while (text < end) {
        if (newline < text) {
            newline = memchr(text, '\n', (size_t)(end - text));
            newline = newline != NULL ? newline : end;
        }
        char *stop = memchr(text, '\r', (size_t)(newline - text));
        stop = stop != NULL ? stop : newline;
        bool whole = stop < end;
        size_t length = (size_t)(stop - text) + whole;

        if (!take_line(reader, text, length, whole))
            return false;
        text += length;
    }
    return true;
}

/* ---- the separator ------------------------------------------------------ */

/* Where the first record ends (past its terminator), or NULL if it goes on.
 * counts tells how often each of the separators stands outside quotation. */
static const char *
first_record_end(const GString *text, const char *separators, size_t counts[])
{
    bool quoted = false;

    for (const char *c = text->str; c < text->str + text->len; c++) {
        if (*c == '"')
            quoted = !quoted;
        if (quoted || *c == '\0')
            continue;
        if (*c == '\n' || *c == '\r')
            return c + 1;
        const char *which = strchr(separators, *c);
        if (which != NULL)
            counts[which - separators]++;
    }
    return NULL;
}

/* `sep=;` alone in the first line */
static bool
read_hint(CsvReader *reader, const char *end)
{
    const char *text = reader->pending->str;

    if (end - text != 6 || g_ascii_strncasecmp(text, "sep=", 4) != 0 || strchr(",;\t", text[4]) == NULL)
        return false;
    reader->separator = reader->separator != 0 ? reader->separator : text[4];
    count_line(reader, end[-1]);
    g_string_erase(reader->pending, 0, end - text);
    return true;
}

static void
find_separator(CsvReader *reader, bool last)
{
    /* Where two are as frequent, the one that is rarer in words. */
    static const char separators[] = "\t;,";
    size_t counts[3] = { 0 }, best = 2;
    const char *end = first_record_end(reader->pending, separators, counts);

    if (end == NULL && !last && reader->pending->len < LIMIT_CSV_RECORD)
        return;
    if (end == NULL || !read_hint(reader, end)) {
        for (size_t i = 2; i-- > 0;)
            best = counts[i] > 0 && counts[i] >= counts[best] ? i : best;
        reader->separator = reader->separator != 0 ? reader->separator : separators[best];
    }
    csv_set_delim(&reader->parser, (unsigned char)reader->separator);
    reader->started = true;
}

/* ---- from outside ------------------------------------------------------- */

CsvReader *
csv_reader_new(const char *name, char separator, CsvRecordFunc func, void *data)
{
    CsvReader *reader = g_new0(CsvReader, 1);

    reader->name = g_strdup(name);
    reader->separator = separator;
    reader->func = func;
    reader->data = data;
    reader->text = CSV_TEXT_NEW;
    reader->line = 1;
    reader->pending = g_string_sized_new(LIMIT_CSV_CHUNK);
    reader->cells_text = g_string_new(NULL);
    reader->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    reader->cells = g_ptr_array_new();
    if (csv_init(&reader->parser, 0) != 0)
        g_error("CSV reader: out of memory");
    csv_set_space_func(&reader->parser, no_blank);
    return reader;
}

void
csv_reader_free(CsvReader *reader)
{
    if (reader == NULL)
        return;
    csv_free(&reader->parser);
    g_free(reader->name);
    g_string_free(reader->pending, TRUE);
    g_string_free(reader->cells_text, TRUE);
    g_array_unref(reader->starts);
    g_ptr_array_unref(reader->cells);
    g_clear_error(&reader->failure);
    g_free(reader);
}

static bool
take_pending(CsvReader *reader, bool last)
{
    if (!reader->started)
        find_separator(reader, last);
    if (!reader->started)
        return true;
    bool good = take_lines(reader, reader->pending->str, reader->pending->len);
    g_string_truncate(reader->pending, 0);
    return good;
}

static bool
end_of(CsvReader *reader, bool good, GError **error)
{
    if (!good)
        g_propagate_error(error, g_steal_pointer(&reader->failure));
    return good;
}

bool
csv_reader_feed(CsvReader *reader, const void *bytes, size_t n_bytes, GError **error)
{
    const guint8 *next = bytes;

    for (size_t left = n_bytes; left > 0;) {
        size_t n = MIN(left, (size_t)LIMIT_CSV_CHUNK);

        csv_text_decode(&reader->text, next, n, false, reader->pending);
        if (!take_pending(reader, false))
            return end_of(reader, false, error);
        next += n;
        left -= n;
    }
    return true;
}

bool
csv_reader_finish(CsvReader *reader, GError **error)
{
    csv_text_decode(&reader->text, (const guint8 *)"", 0, true, reader->pending);
    bool good = take_pending(reader, true);

    /* Lenient within the file (5" nails), strict about its end. */
    csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (good && csv_fini(&reader->parser, take_cell, take_record, reader) != 0)
        good = fail_at(reader, reader->record_line,
                       N_("a quotation mark that opens here is never closed; close it and try again"));
    return end_of(reader, good && reader->failure == NULL, error);
}

static bool
read_stream(CsvReader *reader, FILE *file, GError **error)
{
    g_autofree guint8 *chunk = g_malloc(LIMIT_CSV_CHUNK);
    size_t n;

    while ((n = fread(chunk, 1, LIMIT_CSV_CHUNK, file)) > 0)
        if (!csv_reader_feed(reader, chunk, n, error))
            return false;
    if (ferror(file))
        return error_set(error, ERROR_INPUT, _("%s: it could not be read (%s); check the file and the disk"),
                         reader->name, g_strerror(errno));
    return csv_reader_finish(reader, error);
}

bool
csv_read_file(const char *path, char separator, CsvRecordFunc func, void *data, GError **error)
{
    g_autoptr(CsvReader) reader = csv_reader_new(path, separator, func, data);
    FILE *file = fopen(path, "rbe");

    if (file == NULL)
        return error_set(error, ERROR_INPUT, _("%s: it could not be opened (%s); check the name"), path,
                         g_strerror(errno));
    bool good = read_stream(reader, file, error);
    fclose(file);
    return good;
}

bool
csv_read_bytes(const char *name, GBytes *bytes, char separator, CsvRecordFunc func, void *data,
               GError **error)
{
    g_autoptr(CsvReader) reader = csv_reader_new(name, separator, func, data);
    gsize n_bytes;
    const void *first = g_bytes_get_data(bytes, &n_bytes);

    return csv_reader_feed(reader, first, n_bytes, error) && csv_reader_finish(reader, error);
}
