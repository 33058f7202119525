/* The report in words, tables and charts, before it is HTML, PDF or a spreadsheet: a
 * list of blocks in the order of reading. Texts given here are copied. */
#pragma once
#include "model/brand.h"
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    BLOCK_HEADING,      /* text, level 1 to 3, id */
    BLOCK_LEAD,         /* text, set larger */
    BLOCK_PARAGRAPH,    /* text */
    BLOCK_NOTE,         /* text, set apart; `title` in bold before it */
    BLOCK_QUOTE,        /* text: what a person wrote */
    BLOCK_LIST,         /* items: value alone */
    BLOCK_FIGURES,      /* items: large values with what they count */
    BLOCK_ROWS,         /* items: key and value */
    BLOCK_TABLE,        /* table */
    BLOCK_CHART,        /* chart, and table: the same in numbers */
} BlockKind;

typedef struct { char *key, *value; } BlockItem;

typedef struct { char *text; bool is_number; double number; } Cell;    /* text is how the number is shown */

/* A spreadsheet gathers all tables of one `sheet`, with `context` (of which theme) as a
 * first column; both are left out where the heading above says so already. */
typedef struct { const char *sheet, *about, *context; } TablePlace;   /* `about`: the name of that column */

typedef struct {
    char      *title, *sheet, *about, *context;
    GPtrArray *columns;      /* char * */
    GArray    *cells;        /* Cell, row by row; the first of each row is its heading */
} Table;

#define TABLE_COLUMNS(...)                                                                \
    ((const char *const[]){ __VA_ARGS__ }),                                               \
    (sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

typedef enum {
    CHART_INTERVALS,    /* 0 to 100: a dot (value) on a band (low to high) */
    CHART_SHARES,       /* 0 to 100: a bar */
    CHART_COLUMNS,      /* an upright bar for each */
    CHART_CURVE,        /* a line through (low, value) */
} ChartKind;

typedef struct {
    char  *label, *text;     /* what it is, and the number in words */
    bool   drawn, has_band;  /* drawn false: held back, `text` says so */
    double value, low, high;
} ChartRow;

typedef struct {
    ChartKind kind;
    char   *title;
    char   *caption;         /* how to read it; NULL: nothing to say */
    char   *alternative;     /* for who doesn't see it: what it shows */
    GArray *rows;            /* ChartRow */
} Chart;

typedef struct {
    BlockKind kind;
    unsigned  level;
    char     *id, *title, *text;
    GArray   *items;         /* BlockItem */
    Table    *table;
    Chart    *chart;
} Block;

typedef struct {
    char   *title, *organisation, *language;
    int64_t made;            /* seconds since 1970 */
    Brand  *brand;           /* shared; NULL: the program's own look */
    GArray *blocks;          /* Block */
} Document;

Document *document_new(const char *title, const char *organisation, const char *language, int64_t made);
void      document_free(Document *document);      /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

void document_heading(Document *document, unsigned level, const char *id, const char *text);
/* Nothing where text is NULL or empty. */
void document_text(Document *document, BlockKind kind, const char *text);
void document_note(Document *document, const char *title, const char *text);
/* Joins the block before where that is of the same kind. */
void document_item(Document *document, BlockKind kind, const char *key, const char *value);

/* Borrowed; good until the next block is added. */
Table *document_table(Document *document, const TablePlace *place, const char *title,
                      const char *const *columns, size_t n_columns);
/* ret_table: the same in numbers. */
Chart *document_chart(Document *document, const TablePlace *place, ChartKind kind, const char *title,
                      const char *const *columns, size_t n_columns, Table **ret_table);
void   chart_say(Chart *chart, const char *caption, const char *alternative);

void  table_text(Table *table, const char *text);
void  table_number(Table *table, double number, const char *text);
size_t table_n_rows(const Table *table);
const Cell *table_cell(const Table *table, size_t row, size_t column);
void  chart_row(Chart *chart, const char *label, const char *text, const ChartRow *numbers);
