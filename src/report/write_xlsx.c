#include "report/write_xlsx.h"
#include "base/csv_writer.h"
#include "base/i18n.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { NAME_MOST = 31, TEXT_WIDTH = 100, FIRST_WIDTH = 44, OTHER_WIDTH = 18 };

typedef struct { lxw_worksheet *sheet; lxw_row_t row; } Sheet;

typedef struct {
    lxw_workbook *book;
    lxw_format   *bold, *wrapped, *whole, *decimal;
    GHashTable   *sheets;        /* name -> Sheet */
    char         *under;         /* the last heading */
    lxw_error     fault;         /* the first one */
} Book;

static void
note(Book *book, lxw_error fault)
{
    if (book->fault == LXW_NO_ERROR)
        book->fault = fault;
}

/* ---- cells ---- */

static void
put_text(Book *book, Sheet *sheet, lxw_col_t column, const char *text, lxw_format *format)
{
    g_autofree char *safe = csv_starts_formula(text) ? g_strconcat("'", text, NULL) : g_strdup(text);

    note(book, worksheet_write_string(sheet->sheet, sheet->row, column, safe, format));
}

static void
put_cell(Book *book, Sheet *sheet, lxw_col_t column, const Cell *cell)
{
    if (!cell->is_number)
        put_text(book, sheet, column, cell->text, book->wrapped);
    else
        note(book, worksheet_write_number(sheet->sheet, sheet->row, column, cell->number,
                                          cell->number == floor(cell->number) ? book->whole : book->decimal));
}

/* ---- sheets ---- */

/* At most 31 characters, none of []:*?/\, no apostrophe at an end. */
static char *
allowed_name(const char *wish)
{
    g_autofree char *start = g_utf8_substring(wish, 0, MIN(g_utf8_strlen(wish, -1), NAME_MOST));

    return g_strdelimit(g_steal_pointer(&start), "[]:*?/\\'", ' ');
}

static Sheet *
sheet_named(Book *book, const char *wish, bool *ret_new)
{
    g_autofree char *name = allowed_name(wish);
    Sheet *sheet = g_hash_table_lookup(book->sheets, name);

    *ret_new = sheet == NULL;
    if (sheet)
        return sheet;
    sheet = g_new0(Sheet, 1);
    sheet->sheet = workbook_add_worksheet(book->book, name);
    if (!sheet->sheet)                       /* the name is one it has already, but for capitals */
        sheet->sheet = workbook_add_worksheet(book->book, NULL);
    g_hash_table_insert(book->sheets, g_steal_pointer(&name), sheet);
    return sheet;
}

static void
put_heads(Book *book, Sheet *sheet, const char *about, const GPtrArray *columns)
{
    lxw_col_t column = 0;

    note(book, worksheet_set_column(sheet->sheet, 0, 0, FIRST_WIDTH, NULL));
    note(book, worksheet_set_column(sheet->sheet, 1, 7, about ? FIRST_WIDTH / 2.0 : OTHER_WIDTH, NULL));
    if (about)
        put_text(book, sheet, column++, about, book->bold);
    for (guint i = 0; i < columns->len; i++)
        put_text(book, sheet, column++, columns->pdata[i], book->bold);
    worksheet_freeze_panes(sheet->sheet, 1, 0);
    sheet->row++;
}

static void
put_table(Book *book, const Table *table)
{
    bool fresh;
    Sheet *sheet = sheet_named(book, table->sheet, &fresh);

    if (fresh)
        put_heads(book, sheet, table->about, table->columns);
    for (size_t row = 0; row < table_n_rows(table); row++, sheet->row++) {
        lxw_col_t column = 0;

        if (table->about)
            put_text(book, sheet, column++, table->context, book->wrapped);
        for (size_t i = 0; i < table->columns->len; i++)
            put_cell(book, sheet, column++, table_cell(table, row, i));
    }
}

/* ---- words ---- */

static Sheet *
words_sheet(Book *book)
{
    bool fresh;
    Sheet *sheet = sheet_named(book, _("Report"), &fresh);

    if (fresh)
        note(book, worksheet_set_column(sheet->sheet, 0, 0, TEXT_WIDTH, NULL));
    return sheet;
}

static void
put_line(Book *book, const char *text, lxw_format *format)
{
    Sheet *sheet = words_sheet(book);

    put_text(book, sheet, 0, text, format);
    sheet->row++;
}

static void
put_pairs(Book *book, const Block *block)
{
    for (guint i = 0; i < block->items->len; i++) {
        const BlockItem *item = &g_array_index(block->items, BlockItem, i);
        g_autofree char *text = item->key ? g_strdup_printf("%s: %s", item->key, item->value) : g_strdup(item->value);

        put_line(book, text, book->wrapped);
    }
}

static void
put_quote(Book *book, const char *text)
{
    bool fresh;
    Sheet *sheet = sheet_named(book, _("Quotations"), &fresh);

    if (fresh) {
        note(book, worksheet_set_column(sheet->sheet, 0, 0, FIRST_WIDTH, NULL));
        note(book, worksheet_set_column(sheet->sheet, 1, 1, TEXT_WIDTH, NULL));
        put_text(book, sheet, 0, _("Theme"), book->bold);
        put_text(book, sheet, 1, _("Quotation"), book->bold);
        sheet->row++;
    }
    put_text(book, sheet, 0, book->under ? book->under : "", book->wrapped);
    put_text(book, sheet, 1, text, book->wrapped);
    sheet->row++;
}

static void
put_heading(Book *book, const Block *block)
{
    g_free(book->under);
    book->under = g_strdup(block->text);
    put_line(book, block->text, book->bold);
}

static void
put_note(Book *book, const Block *block)
{
    g_autofree char *text = g_strdup_printf("%s %s", block->title, block->text);

    put_line(book, text, book->wrapped);
}

static void
put_block(Book *book, const Block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        put_heading(book, block);
        break;
    case BLOCK_LEAD:
    case BLOCK_PARAGRAPH:
        put_line(book, block->text, book->wrapped);
        break;
    case BLOCK_NOTE:
        put_note(book, block);
        break;
    case BLOCK_QUOTE:
        put_quote(book, block->text);
        break;
    case BLOCK_LIST:
    case BLOCK_FIGURES:
    case BLOCK_ROWS:
        put_pairs(book, block);
        break;
    case BLOCK_TABLE:
    case BLOCK_CHART:
        put_table(book, block->table);
        break;
    }
}

/* ---- the file ---- */

static void
describe(lxw_workbook *book, const Document *document)
{
    lxw_doc_properties properties = {
        .title = document->title,
        .company = document->organisation,
        .created = (time_t)document->made,       /* not the clock's: the same bytes each time */
    };

    (void)workbook_set_properties(book, &properties);
}

static lxw_format *
make_format(lxw_workbook *workbook, const char *numbers)
{
    lxw_format *format = workbook_add_format(workbook);

    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (numbers)
        format_set_num_format(format, numbers);
    else
        format_set_text_wrap(format);
    return format;
}

static bool
fill(const Document *document, const char *path, const char *scratch, GError **error)
{
    lxw_workbook_options options = { .tmpdir = (char *)scratch };
    Book book = { .book = workbook_new_opt(path, &options) };

    if (!book.book)
        return error_set(error, ERROR_FULL, "%s: could not begin the spreadsheet", path);
    describe(book.book, document);
    book.bold = make_format(book.book, NULL);
    format_set_bold(book.bold);
    book.wrapped = make_format(book.book, NULL);
    book.whole = make_format(book.book, "#,##0");
    book.decimal = make_format(book.book, "0.00");
    book.sheets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < document->blocks->len; i++)
        put_block(&book, &g_array_index(document->blocks, Block, i));
    note(&book, workbook_close(book.book));
    g_hash_table_unref(book.sheets);
    g_free(book.under);
    return book.fault == LXW_NO_ERROR ||
           error_set(error, ERROR_FULL, "writing the spreadsheet: %s", lxw_strerror(book.fault));
}

static char *
scratch_file(const char *scratch, GError **error)
{
    g_autofree char *path = g_build_filename(scratch, "report-XXXXXX", NULL);
    int fd = g_mkstemp_full(path, 0, 0600);

    if (fd < 0) {
        error_set(error, ERROR_FULL, "%s: %s", scratch, g_strerror(errno));
        return NULL;
    }
    (void)close(fd);
    return g_steal_pointer(&path);
}

char *
write_xlsx(const Document *document, const char *scratch, size_t *ret_length, GError **error)
{
    g_autofree char *path = scratch_file(scratch, error);
    g_autoptr(GError) trouble = NULL;
    char *bytes = NULL;

    if (!path)
        return NULL;
    if (fill(document, path, scratch, error) && !g_file_get_contents(path, &bytes, ret_length, &trouble))
        error_set(error, ERROR_FULL, "%s", trouble->message);
    (void)g_unlink(path);
    return bytes;
}
