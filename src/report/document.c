#include "report/document.h"

/* ---- ends ---- */

static void
clear_item(void *data)
{
    BlockItem *item = data;

    g_free(item->key);
    g_free(item->value);
}

static void
clear_cell(void *data)
{
    g_free(((Cell *)data)->text);
}

static void
clear_chart_row(void *data)
{
    ChartRow *row = data;

    g_free(row->label);
    g_free(row->text);
}

static void
free_table(Table *table)
{
    if (!table)
        return;
    g_free(table->title);
    g_free(table->sheet);
    g_free(table->about);
    g_free(table->context);
    g_ptr_array_unref(table->columns);
    g_array_unref(table->cells);
    g_free(table);
}

static void
free_chart(Chart *chart)
{
    if (!chart)
        return;
    g_free(chart->title);
    g_free(chart->caption);
    g_free(chart->alternative);
    g_array_unref(chart->rows);
    g_free(chart);
}

static void
clear_block(void *data)
{
    Block *block = data;

    g_free(block->id);
    g_free(block->title);
    g_free(block->text);
    g_clear_pointer(&block->items, g_array_unref);
    free_table(block->table);
    free_chart(block->chart);
}

static GArray *
new_array(size_t size, GDestroyNotify clear)
{
    GArray *array = g_array_new(false, true, (guint)size);

    g_array_set_clear_func(array, clear);
    return array;
}

Document *
document_new(const char *title, const char *organisation, const char *language, int64_t made)
{
    Document *document = g_new0(Document, 1);

    document->title = g_strdup(title);
    document->organisation = g_strdup(organisation);
    document->language = g_strdup(language);
    document->made = made;
    document->blocks = new_array(sizeof(Block), clear_block);
    return document;
}

void
document_free(Document *document)
{
    if (!document)
        return;
    g_free(document->title);
    g_free(document->organisation);
    g_free(document->language);
    brand_unref(document->brand);
    g_array_unref(document->blocks);
    g_free(document);
}

/* ---- blocks ---- */

static Block *
last_block(Document *document)
{
    guint n = document->blocks->len;

    return n > 0 ? &g_array_index(document->blocks, Block, n - 1) : NULL;
}

static Block *
add_block(Document *document, BlockKind kind)
{
    g_array_set_size(document->blocks, document->blocks->len + 1);
    Block *block = last_block(document);
    block->kind = kind;
    return block;
}

void
document_heading(Document *document, unsigned level, const char *id, const char *text)
{
    Block *block = add_block(document, BLOCK_HEADING);

    block->level = level;
    block->id = g_strdup(id);
    block->text = g_strdup(text);
}

void
document_text(Document *document, BlockKind kind, const char *text)
{
    if (text && *text)
        add_block(document, kind)->text = g_strdup(text);
}

void
document_note(Document *document, const char *title, const char *text)
{
    Block *block = add_block(document, BLOCK_NOTE);

    block->title = g_strdup(title);
    block->text = g_strdup(text);
}

void
document_item(Document *document, BlockKind kind, const char *key, const char *value)
{
    Block *block = last_block(document);
    BlockItem item = { g_strdup(key), g_strdup(value) };

    if (!block || block->kind != kind) {
        block = add_block(document, kind);
        block->items = new_array(sizeof(BlockItem), clear_item);
    }
    g_array_append_val(block->items, item);
}

static Table *
new_table(const TablePlace *place, const char *title, const char *const *columns, size_t n_columns)
{
    Table *table = g_new0(Table, 1);

    table->title = g_strdup(title);
    table->sheet = g_strdup(place->sheet);
    table->about = g_strdup(place->about);
    table->context = g_strdup(place->context);
    table->columns = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < n_columns; i++)
        g_ptr_array_add(table->columns, g_strdup(columns[i]));
    table->cells = new_array(sizeof(Cell), clear_cell);
    return table;
}

Table *
document_table(Document *document, const TablePlace *place, const char *title, const char *const *columns,
               size_t n_columns)
{
    Block *block = add_block(document, BLOCK_TABLE);

    block->table = new_table(place, title, columns, n_columns);
    return block->table;
}

Chart *
document_chart(Document *document, const TablePlace *place, ChartKind kind, const char *title,
               const char *const *columns, size_t n_columns, Table **ret_table)
{
    Block *block = add_block(document, BLOCK_CHART);

    block->table = new_table(place, title, columns, n_columns);
    block->chart = g_new0(Chart, 1);
    block->chart->kind = kind;
    block->chart->title = g_strdup(title);
    block->chart->rows = new_array(sizeof(ChartRow), clear_chart_row);
    *ret_table = block->table;
    return block->chart;
}

void
chart_say(Chart *chart, const char *caption, const char *alternative)
{
    chart->caption = g_strdup(caption);
    chart->alternative = g_strdup(alternative);
}

/* ---- what is in them ---- */

void
table_text(Table *table, const char *text)
{
    Cell cell = { g_strdup(text ? text : ""), false, 0 };

    g_array_append_val(table->cells, cell);
}

void
table_number(Table *table, double number, const char *text)
{
    Cell cell = { g_strdup(text), true, number };

    g_array_append_val(table->cells, cell);
}

size_t
table_n_rows(const Table *table)
{
    return table->cells->len / table->columns->len;
}

const Cell *
table_cell(const Table *table, size_t row, size_t column)
{
    return &g_array_index(table->cells, Cell, row * table->columns->len + column);
}

void
chart_row(Chart *chart, const char *label, const char *text, const ChartRow *numbers)
{
    ChartRow row = *numbers;

    row.label = g_strdup(label);
    row.text = g_strdup(text);
    g_array_append_val(chart->rows, row);
}
