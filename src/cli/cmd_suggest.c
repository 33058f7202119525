/* candour suggest --frame CODES.csv --texts TEXTS.csv [--coded CODED.csv]: codes that may fit. */
#include "analysis/suggest.h"
#include "base/csv_table.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "cli/ask.h"
#include "cli/json_output.h"
#include <stdio.h>
#include <stdlib.h>

/* One file: a column of names and, behind it, what belongs to each. */
typedef struct {
    const char *path;
    CsvTable   *table;
    size_t      key, value;             /* columns */
    GHashTable *row_of;                 /* const char * -> row + 1 */
} Sheet;

typedef struct {
    Sheet      frame, texts, coded;
    GPtrArray *code_words;              /* char *: name and definition */
    GPtrArray *words;                   /* const char *: texts */
    GArray    *marks;                   /* SuggestMark */
} Work;

static void
sheet_clear(Sheet *sheet)
{
    csv_table_free(sheet->table);
    g_clear_pointer(&sheet->row_of, g_hash_table_unref);
}

static void
work_clear(Work *work)
{
    sheet_clear(&work->frame);
    sheet_clear(&work->texts);
    sheet_clear(&work->coded);
    g_ptr_array_unref(work->code_words);
    g_ptr_array_unref(work->words);
    g_array_unref(work->marks);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Work, work_clear)

/* ---- reading ---- */

static const char *
cell(const Sheet *sheet, size_t row, size_t column)
{
    return csv_table_cell(sheet->table, row, column);
}

static bool
column_find(const Sheet *sheet, const char *name, size_t *ret_column, GError **error)
{
    ptrdiff_t column = csv_table_column(sheet->table, name);

    if (column < 0)
        return error_set(error, ERROR_INPUT, _("%s, line 1: it needs a column named %s"), sheet->path, name);
    *ret_column = (size_t)column;
    return true;
}

static bool
sheet_read(Sheet *sheet, const char *path, const char *key, const char *value, GError **error)
{
    sheet->path = path;
    sheet->table = csv_table_read(path, 0, error);
    return sheet->table != NULL && column_find(sheet, key, &sheet->key, error) &&
           column_find(sheet, value, &sheet->value, error);
}

/* Each name once. */
static bool
sheet_index(Sheet *sheet, GError **error)
{
    sheet->row_of = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < csv_table_rows(sheet->table); row++) {
        const char *name = cell(sheet, row, sheet->key);
        size_t line = csv_table_line(sheet->table, row);

        if (*name == '\0')
            return error_set(error, ERROR_INPUT, _("%s, line %zu: the %s is missing; give every row one"), sheet->path, line,
                             csv_table_header(sheet->table, sheet->key));
        if (!g_hash_table_insert(sheet->row_of, (void *)name, GSIZE_TO_POINTER(row + 1)))
            return error_set(error, ERROR_INPUT, _("%s, line %zu: '%s' stands in an earlier line too; keep one of them"),
                             sheet->path, line, name);
    }
    return true;
}

static bool
frame_read(Work *work, const char *path, GError **error)
{
    Sheet *frame = &work->frame;

    if (!sheet_read(frame, path, "code", "name", error) || !sheet_index(frame, error))
        return false;
    ptrdiff_t definition = csv_table_column(frame->table, "definition");
    size_t n = csv_table_rows(frame->table);
    if (n == 0 || n > LIMIT_CODES)
        return error_set(error, ERROR_INPUT, _("%s: a frame has 1 to %d codes; this has %zu"), path, LIMIT_CODES, n);
    for (size_t row = 0; row < n; row++)
        g_ptr_array_add(work->code_words, g_strconcat(cell(frame, row, frame->value), "\n",
                                                      definition < 0 ? "" : cell(frame, row, (size_t)definition), NULL));
    return true;
}

static bool
texts_read(Work *work, const char *path, GError **error)
{
    if (!sheet_read(&work->texts, path, "id", "text", error) || !sheet_index(&work->texts, error))
        return false;
    for (size_t row = 0; row < csv_table_rows(work->texts.table); row++)
        g_ptr_array_add(work->words, (void *)cell(&work->texts, row, work->texts.value));
    return true;
}

static bool
name_known(const Sheet *in, const Sheet *coded, size_t row, size_t column, size_t *ret_place, GError **error)
{
    const char *name = cell(coded, row, column);
    size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(in->row_of, name));

    if (place == 0)
        return error_set(error, ERROR_INPUT, _("%s, line %zu: %s has no %s '%s'; correct the line or take it out"), coded->path,
                         csv_table_line(coded->table, row), in->path, csv_table_header(in->table, in->key), name);
    *ret_place = place - 1;
    return true;
}

/* An empty code: read, and nothing fits. */
static bool
coded_read(Work *work, const char *path, GError **error)
{
    if (path == NULL)
        return true;
    if (!sheet_read(&work->coded, path, "id", "code", error))
        return false;
    for (size_t row = 0; row < csv_table_rows(work->coded.table); row++) {
        SuggestMark mark = { 0, SUGGEST_NOTHING };

        if (!name_known(&work->texts, &work->coded, row, work->coded.key, &mark.text, error))
            return false;
        if (*cell(&work->coded, row, work->coded.value) != '\0' &&
            !name_known(&work->frame, &work->coded, row, work->coded.value, &mark.code, error))
            return false;
        g_array_append_val(work->marks, mark);
    }
    return true;
}

/* ---- telling ---- */

static json_t *
line_json(const Work *work, size_t text, const GArray *suggestions)
{
    json_t *codes = json_array();

    for (guint i = 0; i < suggestions->len; i++) {
        const SuggestedCode *suggestion = &g_array_index(suggestions, SuggestedCode, i);
        double score = (double)(long)(suggestion->score * 10000 + 0.5) / 10000;

        json_array_append_new(codes, json_pack("{s:s, s:f}", "code", cell(&work->frame, suggestion->code, work->frame.key),
                                               "score", score));
    }
    return json_pack("{s:s, s:o}", "id", cell(&work->texts, text, work->texts.key), "codes", codes);
}

static int
print_lines(const char *name, const Work *work, const GPtrArray *all)
{
    for (guint text = 0; text < all->len; text++) {
        json_t *line = line_json(work, text, g_ptr_array_index(all, text));
        char *words = json_dumps(line, JSON_COMPACT | JSON_REAL_PRECISION(4));

        json_decref(line);
        bool printed = puts(words) >= 0;
        free(words);
        if (!printed)
            break;
    }
    if (fflush(stdout) != 0 || ferror(stdout))
        return command_failed(name, "%s", _("the answer could not be written"));
    return COMMAND_DONE;
}

static int
suggest_run(const char *name, const char *frame, const char *texts, const char *coded)
{
    g_autoptr(GError) error = NULL;
    g_auto(Work) work = {
        .code_words = g_ptr_array_new_with_free_func(g_free),
        .words = g_ptr_array_new(),
        .marks = g_array_new(false, false, sizeof(SuggestMark)),
    };

    if (!frame_read(&work, frame, &error) || !texts_read(&work, texts, &error) || !coded_read(&work, coded, &error))
        return command_failed(name, "%s", error->message);
    SuggestInput input = {
        .codes = (const char *const *)work.code_words->pdata, .n_codes = work.code_words->len,
        .texts = (const char *const *)work.words->pdata, .n_texts = work.words->len,
        .marks = (const SuggestMark *)(const void *)work.marks->data, .n_marks = work.marks->len,
    };
    g_autoptr(GPtrArray) all = suggest_codes(&input, &error);
    return all != NULL ? print_lines(name, &work, all) : command_failed(name, "%s", error->message);
}

int
cmd_suggest(int argc, char **argv)
{
    g_autofree char *frame = NULL, *texts = NULL, *coded = NULL;
    const GOptionEntry options[] = {
        { "frame", 0, 0, G_OPTION_ARG_FILENAME, &frame, _("The codes: columns code, name, definition"), "CODES.csv" },
        { "texts", 0, 0, G_OPTION_ARG_FILENAME, &texts, _("The texts: columns id, text"), "TEXTS.csv" },
        { "coded", 0, 0, G_OPTION_ARG_FILENAME, &coded,
          _("What people have coded: columns id, code; a row for each code of a text, an empty code where none fits"),
          "CODED.csv" },
        { 0 },
    };
    const CommandLine line = {
        .name = argv[0],
        .arguments = "--frame CODES.csv --texts TEXTS.csv",
        .about = _("Ranks the codes that may fit each text: from the codes' own words and, where there is a\n"
                   "CODED.csv, from what people have coded.  Prints a JSON line for each text: its id, and its codes\n"
                   "with a score from 0 to 1, the best first; none where nothing fits.  Nothing leaves this machine."),
        .options = options,
        .least = 0,
        .most = 0,
    };
    int status;

    if (!ask_line(&line, &argc, &argv, &status))
        return status;
    if (frame == NULL || texts == NULL)
        return command_usage(line.name, _("it needs --frame CODES.csv and --texts TEXTS.csv"));
    return suggest_run(line.name, frame, texts, coded);
}
