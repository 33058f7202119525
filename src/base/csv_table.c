#include "base/csv_table.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/limits.h"
#include <string.h>

struct CsvTable {
    char *name;
    GStringChunk *text;
    GPtrArray *cells; /* const char *, the header's first, then row after row */
    GArray *lines;    /* size_t, the header's first */
    size_t n_columns;
    size_t n_bytes;
};

static bool
row_fits(const CsvTable *table, const CsvRecord *record, GError **error)
{
    for (size_t i = table->n_columns; table->n_columns > 0 && i < record->n_cells; i++)
        if (*record->cells[i] != '\0')
            return error_set(
                error, ERROR_INPUT,
                _("%s, line %zu: it has %zu cells where the header has %zu; quote cells that hold "
                  "a separator"),
                table->name, record->line, record->n_cells, table->n_columns);
    return true;
}

static bool
add_record(const CsvRecord *record, void *data, GError **error)
{
    CsvTable *table = data;

    if (record->fault != NULL)
        return error_set(error, ERROR_INPUT, _("%s, line %zu: %s"), table->name, record->line, record->fault);
    if (!row_fits(table, record, error))
        return false;
    if (table->n_columns == 0)
        table->n_columns = record->n_cells;
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *cell = csv_record_cell(record, (ptrdiff_t)i);

        table->n_bytes += strlen(cell) + sizeof(char *);
        g_ptr_array_add(table->cells, *cell == '\0' ? (char *)"" : g_string_chunk_insert(table->text, cell));
    }
    g_array_append_val(table->lines, record->line);
    if (table->n_bytes > LIMIT_CSV_TABLE)
        return error_set(error, ERROR_INPUT, _("%s, line %zu: the file is too big; divide it"), table->name,
                         record->line);
    return true;
}

static CsvTable *
table_new(const char *name)
{
    CsvTable *table = g_new0(CsvTable, 1);

    table->name = g_strdup(name);
    table->text = g_string_chunk_new(4096);
    table->cells = g_ptr_array_new();
    table->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
    return table;
}

void
csv_table_free(CsvTable *table)
{
    if (table == NULL)
        return;
    g_free(table->name);
    g_string_chunk_free(table->text);
    g_ptr_array_unref(table->cells);
    g_array_unref(table->lines);
    g_free(table);
}

static bool
has_header(const CsvTable *table, GError **error)
{
    if (table->n_columns > 0)
        return true;
    return error_set(error, ERROR_INPUT,
                     _("%s, line 1: the file is empty; it needs a header line with the names of its columns"),
                     table->name);
}

CsvTable *
csv_table_read(const char *path, char separator, GError **error)
{
    g_autoptr(CsvTable) table = table_new(path);

    if (!csv_read_file(path, separator, add_record, table, error) || !has_header(table, error))
        return NULL;
    return g_steal_pointer(&table);
}

CsvTable *
csv_table_parse(const char *name, const void *bytes, size_t n_bytes, char separator, GError **error)
{
    g_autoptr(CsvTable) table = table_new(name);
    g_autoptr(CsvReader) reader = csv_reader_new(name, separator, add_record, table);

    if (!csv_reader_feed(reader, bytes, n_bytes, error) || !csv_reader_finish(reader, error) ||
        !has_header(table, error))
        return NULL;
    return g_steal_pointer(&table);
}

size_t
csv_table_columns(const CsvTable *table)
{
    return table->n_columns;
}

size_t
csv_table_rows(const CsvTable *table)
{
    return table->lines->len - 1;
}

const char *
csv_table_header(const CsvTable *table, size_t column)
{
    return table->cells->pdata[column];
}

const char *
csv_table_cell(const CsvTable *table, size_t row, size_t column)
{
    return table->cells->pdata[(row + 1) * table->n_columns + column];
}

size_t
csv_table_line(const CsvTable *table, size_t row)
{
    return g_array_index(table->lines, size_t, row + 1);
}

ptrdiff_t
csv_table_column(const CsvTable *table, const char *name)
{
    CsvRecord header = { .n_cells = table->n_columns, .cells = (const char *const *)table->cells->pdata };

    return csv_record_column(&header, name);
}
