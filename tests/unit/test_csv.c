#include "base/csv.h"
#include "base/csv_table.h"
#include "base/csv_writer.h"
#include "base/limits.h"
#include "reference.h"
#include <jansson.h>
#include <string.h>

/* ---- reading: one row per kind of file ---------------------------------- */

/* Records as text: cells joined by |, each record ended by its line number and a /, and ! before a fault. */
static bool
note_record(const CsvRecord *record, void *data, GError **error)
{
    GString *seen = data;

    (void)error;
    for (size_t i = 0; i < record->n_cells; i++)
        g_string_append_printf(seen, "%s%s", i > 0 ? "|" : "", record->cells[i]);
    g_string_append_printf(seen, "%s%zu/", record->fault != NULL ? "!" : "@", record->line);
    return true;
}

#define BYTES(text) text, sizeof(text) - 1

typedef struct {
    const char *name, *bytes;
    size_t n_bytes;
    char separator;
    const char *want, *fault;
} ReadCase;

static const ReadCase read_cases[] = {
    { "plain", BYTES("a,b\n1,2\n"), 0, "a|b@1/1|2@2/", NULL },
    { "no-last-newline", BYTES("a,b\n1,2"), 0, "a|b@1/1|2@2/", NULL },
    { "crlf", BYTES("a,b\r\n1,2\r\n3,4\r\n"), 0, "a|b@1/1|2@2/3|4@3/", NULL },
    { "cr", BYTES("a,b\r1,2\r3,4"), 0, "a|b@1/1|2@2/3|4@3/", NULL },
    { "empty-file", BYTES(""), 0, "", NULL },
    { "blank-lines", BYTES("\n\na,b\n\r\n1,2\n\n\n3,4\n"), 0, "a|b@3/1|2@5/3|4@8/", NULL },
    { "empty-cells", BYTES("a,b,c\n,,\n1,,\n"), 0, "a|b|c@1/||@2/1||@3/", NULL },
    { "blanks-kept", BYTES("a, b \n 1 ,2\n"), 0, "a| b @1/ 1 |2@2/", NULL },
    { "semicolon", BYTES("a;b\n1,5;2\n"), 0, "a|b@1/1,5|2@2/", NULL },
    { "tab", BYTES("a\tb;c\n1\t2\n"), 0, "a|b;c@1/1|2@2/", NULL },
    { "quoted-separator", BYTES("\"a,x,y\";b\n1;2\n"), 0, "a,x,y|b@1/1|2@2/", NULL },
    { "overridden", BYTES("a;b\n1;2\n"), ',', "a;b@1/1;2@2/", NULL },
    { "hint", BYTES("sep=;\r\na,x;b\r\n1;2\r\n"), 0, "a,x|b@2/1|2@3/", NULL },
    { "one-column", BYTES("email\nx@y.example\n"), 0, "email@1/x@y.example@2/", NULL },
    { "line-break", BYTES("a,b\n\"1\n2\n3\",x\n4,5\n"), 0, "a|b@1/1\n2\n3|x@2/4|5@5/", NULL },
    { "line-break-crlf", BYTES("a,b\r\n\"1\r\n2\",x\r\n4,5\r\n"), 0, "a|b@1/1\r\n2|x@2/4|5@4/", NULL },
    { "line-break-in-header", BYTES("\"a\nb\";c\n1;2\n"), 0, "a\nb|c@1/1|2@3/", NULL },
    { "quotes", BYTES("a\n\"say \"\"hi\"\"\"\n5\" nails\n"), 0, "a@1/say \"hi\"@2/5\" nails@3/", NULL },
    { "utf8-mark", BYTES("\xef\xbb\xbfna\xc3\xafve,b\n1,2\n"), 0, "naïve|b@1/1|2@2/", NULL },
    { "utf8", BYTES("na\xc3\xafve,\xe4\xb8\xad\n"), 0, "naïve|中@1/", NULL },
    { "utf16-le",
      BYTES("\xff\xfe"
            "a\0;\0\xef\0\n\0\x3d\xd8\x00\xde;\0x\0"),
      0, "a|ï@1/😀|x@2/", NULL },
    { "utf16-be", BYTES("\xfe\xff\0a\0;\0\xef\0\r\0\n\0b\0;\0c"), 0, "a|ï@1/b|c@2/", NULL },
    { "windows-1252", BYTES("a;b\nM\xfcller;\x80 5 \x96 6\n"), 0, "a|b@1/Müller|€ 5 – 6@2/", NULL },
    { "windows-1252-last-byte", BYTES("a\nMalm\xf6"), 0, "a@1/Malmö@2/", NULL },
    { "bad-utf8", BYTES("\xc3\xa9,b\n1,\xff\xe9\n3,4\n"), 0, "é|b@1/1|\xef\xbf\xbd\xef\xbf\xbd!2/3|4@3/",
      NULL },
    { "zero-byte", BYTES("a,b\n1,x\0y\n3,4\n"), 0, "a|b@1/1|x\xef\xbf\xbdy!2/3|4@3/", NULL },
    { "cut-utf16",
      BYTES("\xff\xfe"
            "a\0\n\0b\0c"),
      0, "a@1/b\xef\xbf\xbd!2/", NULL },
    { "lone-surrogate",
      BYTES("\xff\xfe"
            "a\0\n\0\x3d\xd8"
            "b\0"),
      0,
      "a@1/\xef\xbf\xbd"
      "b!2/",
      NULL },
    { "open-quote", BYTES("a,b\n1,2\n\"3,4\n5,6\n"), 0, "a|b@1/1|2@2/",
      "roster.csv, line 3: a quotation mark" },
};

static void
check_read(const ReadCase *c, size_t step)
{
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_new("roster.csv", c->separator, note_record, seen);
    bool good = true;

    for (size_t at = 0; good && at < c->n_bytes; at += step)
        good = csv_reader_feed(reader, c->bytes + at, MIN(step, c->n_bytes - at), &error);
    good = good && csv_reader_finish(reader, &error);
    g_assert_cmpstr(seen->str, ==, c->want);
    g_assert_cmpint(good, ==, c->fault == NULL);
    if (c->fault != NULL) {
        g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
        g_assert_true(g_str_has_prefix(error->message, c->fault));
    }
}

/* However the file is cut into pieces, the records are the same. */
static void
test_read(gconstpointer data)
{
    const ReadCase *c = data;

    check_read(c, 1 << 20);
    for (size_t step = 1; step < 8; step++)
        check_read(c, step);
}

/* ---- limits --------------------------------------------------------------- */

static bool
feed_many(const char *start, const char *piece, size_t times, GError **error)
{
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(CsvReader) reader = csv_reader_new("big.csv", ',', note_record, seen);

    if (!csv_reader_feed(reader, start, strlen(start), error))
        return false;
    for (size_t i = 0; i < times; i++)
        if (!csv_reader_feed(reader, piece, strlen(piece), error))
            return false;
    return csv_reader_finish(reader, error);
}

typedef struct {
    const char *name, *start, *piece;
    size_t times;
    const char *fault;
} LimitCase;

static const LimitCase limit_cases[] = {
    { "lost-quote", "a,b\n1,\"", "some words\n", LIMIT_CSV_CELL / 5, "big.csv, line 2: a cell" },
    { "long-line", "a,b\n", "ab,", LIMIT_CSV_RECORD, "big.csv, line 2: the line" },
    { "long-cell", "a,b\n", "ab", LIMIT_CSV_CELL, "big.csv, line 2: a cell" },
    { "many-lines", "a,b\n", "some words,are here\n", LIMIT_CSV_CELL / 5, NULL },
};

static void
test_limit(gconstpointer data)
{
    const LimitCase *c = data;
    g_autoptr(GError) error = NULL;
    bool good = feed_many(c->start, c->piece, c->times, &error);

    g_assert_cmpint(good, ==, c->fault == NULL);
    if (c->fault != NULL)
        g_assert_true(g_str_has_prefix(error->message, c->fault));
}

static bool
refuse_line_2(const CsvRecord *record, void *data, GError **error)
{
    (*(int *)data)++;
    return record->line < 2 || error_set(error, ERROR_REFUSED, "no");
}

static void
test_stop(void)
{
    int seen = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_new("x", 0, refuse_line_2, &seen);

    g_assert_false(csv_reader_feed(reader, "a,b\n\"1\",2\n3,4\n\"5\",6\n", 20, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_REFUSED);
    g_assert_cmpint(seen, ==, 2);
}

static void
test_no_file(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_false(csv_read_file("/nowhere/roster.csv", 0, note_record, NULL, &error));
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, "/nowhere/roster.csv: "));
}

/* ---- tables ---------------------------------------------------------------- */

static void
test_table(void)
{
    static const char text[] = "\xef\xbb\xbf Email ;name;team\nx@y.example;\"A\nB\"\n\nz@y.example;C;D;\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_table_parse("t.csv", text, sizeof(text) - 1, 0, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(csv_table_rows(table), ==, 2);
    g_assert_cmpuint(csv_table_columns(table), ==, 3);
    g_assert_cmpint(csv_table_column(table, "email"), ==, 0);
    g_assert_cmpint(csv_table_column(table, "phone"), ==, -1);
    g_assert_cmpstr(csv_table_cell(table, 0, 1), ==, "A\nB");
    g_assert_cmpstr(csv_table_cell(table, 0, 2), ==, "");
    g_assert_cmpstr(csv_table_cell(table, 1, 2), ==, "D");
    g_assert_cmpuint(csv_table_line(table, 1), ==, 5);
}

typedef struct {
    const char *name, *text, *fault;
} TableFault;

static const TableFault table_faults[] = {
    { "empty", "", "t.csv, line 1: the file is empty" },
    { "only-blank-lines", "\n\n\r\n", "t.csv, line 1: the file is empty" },
    { "too-many-cells", "a,b\n1,2\n3,4,5\n", "t.csv, line 3: it has 3 cells where the header has 2" },
    { "bad-bytes", "\xc3\xa9,b\n1,\xff\n", "t.csv, line 2: it holds bytes" },
};

static void
test_table_fault(gconstpointer data)
{
    const TableFault *c = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_table_parse("t.csv", c->text, strlen(c->text), 0, &error);

    g_assert_null(table);
    g_assert_error(error, ERROR_DOMAIN, ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, c->fault));
}

/* ---- the public acid test ------------------------------------------------- */

/* The collection's *_crlf files have lost their CR on the way; its JSON still has them. */
static GString *
spectrum_bytes(const char *name)
{
    g_autofree char *file = g_strdup_printf("attack/csv-spectrum/csvs/%s.csv", name);
    g_autofree char *path = reference_path(file);
    g_autofree char *bytes = NULL;

    if (!reference_there(path))
        return NULL;
    g_assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    GString *text = g_string_new(bytes);
    if (g_str_has_suffix(name, "_crlf") && strchr(bytes, '\r') == NULL)
        g_string_replace(text, "\n", "\r\n", 0);
    return text;
}

static json_t *
spectrum_json(const char *name)
{
    g_autofree char *file = g_strdup_printf("attack/csv-spectrum/json/%s.json", name);
    g_autofree char *path = reference_path(file);
    json_t *json = json_load_file(path, 0, NULL);

    g_assert_nonnull(json);
    /* One of them is the object itself, not a list with the object. */
    return json_is_object(json) ? json_pack("[o]", json) : json;
}

static void
test_spectrum(gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = spectrum_bytes(data);

    if (text == NULL)
        return;
    g_autoptr(CsvTable) table = csv_table_parse(data, text->str, text->len, 0, &error);
    json_t *json = spectrum_json(data);

    g_assert_no_error(error);
    g_assert_cmpuint(csv_table_rows(table), ==, json_array_size(json));
    for (size_t row = 0; row < csv_table_rows(table); row++)
        for (size_t column = 0; column < csv_table_columns(table); column++) {
            const char *key = csv_table_header(table, column);
            const char *want = json_string_value(json_object_get(json_array_get(json, row), key));

            /* The collection's own slip: another telephone number in the JSON. */
            if (g_strcmp0(want, "1234567890") == 0)
                want = "2095257564";
            g_assert_cmpstr(csv_table_cell(table, row, column), ==, want);
        }
    json_decref(json);
}

static const char *const spectrum[] = {
    "comma_in_quotes",      "empty",    "empty_crlf",    "escaped_quotes",      "json",
    "location_coordinates", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
    "simple_crlf",          "utf8",
};

/* ---- writing --------------------------------------------------------------- */

typedef struct {
    const char *name, *text, *want;
} WriteCase;

static const WriteCase write_cases[] = {
    { "plain", "hello", "hello" },
    { "empty", "", "\"\"" },
    { "null", NULL, "\"\"" },
    { "comma", "a,b", "\"a,b\"" },
    { "semicolon", "a;=b", "\"a;=b\"" },
    { "quote", "say \"hi\"", "\"say \"\"hi\"\"\"" },
    { "break", "a\nb", "\"a\nb\"" },
    { "blanks", " a ", "\" a \"" },
    { "equals", "=1+1", "'=1+1" },
    { "plus", "+44 20", "'+44 20" },
    { "minus", "-5", "'-5" },
    { "at", "@SUM(A1)", "'@SUM(A1)" },
    { "tab", "\t=1", "\"'\t=1\"" },
    { "return", "\r=1", "\"'\r=1\"" },
    { "blank-then-equals", "  =1", "\"'  =1\"" },
    { "wide-equals",
      "\xef\xbc\x9d"
      "1",
      "'\xef\xbc\x9d"
      "1" },
    { "quoted-formula", "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "harmless-minus", "a-b", "a-b" },
};

static void
test_write(gconstpointer data)
{
    const WriteCase *c = data;
    g_autoptr(GString) out = g_string_new(CSV_WRITE_MARK), want = g_string_new(CSV_WRITE_MARK);

    csv_write_text(out, c->text);
    csv_write_text(out, c->text);
    csv_write_end(out);
    g_string_append_printf(want, "%s,%s\r\n", c->want, c->want);
    g_assert_cmpstr(out->str, ==, want->str);
}

static void
test_write_row(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    csv_write_text(out, "idea\xef\xbb\xbf");
    csv_write_number(out, -12);
    csv_write_real(out, 0.12345, 3);
    csv_write_real(out, 0.0 / 0.0, 3);
    csv_write_end(out);
    csv_write_number(out, 7);
    csv_write_end(out);
    g_assert_cmpstr(out->str, ==, "idea\xef\xbb\xbf,-12,0.123,\"\"\r\n7\r\n");
}

/* What is written is read back unchanged, but for the apostrophe. */
static void
test_round_trip(void)
{
    g_autoptr(GString) out = g_string_new(CSV_WRITE_MARK);
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(write_cases); i++) {
        csv_write_number(out, (int64_t)i);
        csv_write_text(out, write_cases[i].text);
        csv_write_end(out);
    }
    g_autoptr(CsvTable) table = csv_table_parse("t", out->str, out->len, 0, &error);
    g_assert_no_error(error);
    for (size_t i = 1; i < G_N_ELEMENTS(write_cases); i++) {
        const char *cell = csv_table_cell(table, i - 1, 1);
        const char *text = write_cases[i].text != NULL ? write_cases[i].text : "";

        g_assert_cmpstr(*cell == '\'' ? cell + 1 : cell, ==, text);
    }
}

#define ADD_ROWS(prefix, rows, test)                                                                         \
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {                                                        \
        g_autofree char *path = g_strdup_printf("/csv/" prefix "/%s", (rows)[i].name);                       \
        g_test_add_data_func(path, &(rows)[i], test);                                                        \
    }

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_ROWS("read", read_cases, test_read)
    ADD_ROWS("limit", limit_cases, test_limit)
    ADD_ROWS("table-fault", table_faults, test_table_fault)
    ADD_ROWS("write", write_cases, test_write)
    for (size_t i = 0; i < G_N_ELEMENTS(spectrum); i++) {
        g_autofree char *path = g_strdup_printf("/csv/spectrum/%s", spectrum[i]);
        g_test_add_data_func(path, spectrum[i], test_spectrum);
    }
    g_test_add_func("/csv/stop", test_stop);
    g_test_add_func("/csv/no-file", test_no_file);
    g_test_add_func("/csv/table", test_table);
    g_test_add_func("/csv/write-row", test_write_row);
    g_test_add_func("/csv/round-trip", test_round_trip);
    return g_test_run();
}
