#include "worker/export.h"
#include "base/clock.h"
#include "base/csv_writer.h"
#include "base/when.h"
#include "domain/exposure.h"
#include "worker/coded.h"
#include "worker/export_qda.h"
#include <glib/gstdio.h>
#include <jansson.h>
#include <xlsxwriter.h>

const char *const export_format_names[EXPORT__COUNT + 1] = { "csv", "json", "xlsx", "qdpx", "qdc", NULL };

/* Seconds after closing in which the last readings have come to the store: told from then on, a number never changes. */
#define ALL_COUNTED (60 * 60)

/* One contribution as every format has it. */
typedef struct {
    char        id[ID_TEXT_SIZE], parent[ID_TEXT_SIZE], idea[ID_TEXT_SIZE], into[ID_TEXT_SIZE];
    const char *kind, *section, *state, *source, *text;
    char       *day;                    /* "2026-11-29" in the conversation's zone */
    int64_t     likes, dislikes, comments;
    bool        is_seen_told;           /* `seen` is */
    int64_t     seen;                   /* at least so often, see item_seen_at_least() */
    GPtrArray  *codes;                  /* names */
} ExportRow;

static const char *const column_names[] = {
    "id", "kind", "section", "idea", "parent", "state", "merged into", "source", "day", "likes", "dislikes", "comments",
    "codes", "text", "seen at least", NULL,
};

static void
row_clear(ExportRow *row)
{
    g_free(row->day);
    g_clear_pointer(&row->codes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportRow, row_clear)

static void
id_of(const Board *board, uint32_t at, char ret_text[ID_TEXT_SIZE])
{
    const Item *item = board_at(board, at);

    if (item)
        id_to_text(&item->id, ret_text);
}

static char *
civil_day(const Board *board, int64_t at)
{
    CivilTime civil = when_civil(at, board->about->timezone);

    return g_strdup_printf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static const char *
source_name(ContributionSource source)
{
    switch (source) {
    case SOURCE_AUTHOR:      return "online";
    case SOURCE_PAPER:       return "paper";
    case SOURCE_FACILITATOR: return "facilitator";
    }
    return "";
}

/* Words of what was taken away stay with the facilitators. */
static const char *
text_of(const Item *item)
{
    switch (item->shown.state) {
    case STATE_SHOWN:
    case STATE_MERGED:
    case STATE_SPLIT:
        return item->shown.text;
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        break;
    }
    return "";
}

static void
row_of(const Board *board, const Coded *coded, const Item *item, ExportRow *row)
{
    *row = (ExportRow){
        .kind = kind_names[item->kind],
        .section = board->about->sections[item->shown.section].slug,
        .state = state_names[item->shown.state],
        .source = source_name(item->source),
        .text = text_of(item),
        .day = civil_day(board, item->slot),
        .likes = item->shown.likes,
        .dislikes = item->shown.dislikes,
        .comments = item->shown.comments,
        .is_seen_told = item->kind == KIND_IDEA && clock_now() >= board->about->dates.closes + ALL_COUNTED,
        .seen = item_seen_at_least(item),
        .codes = coded_names(coded, &item->id),
    };
    id_to_text(&item->id, row->id);
    id_of(board, item->parent, row->parent);
    id_of(board, item->idea, row->idea);
    id_of(board, item->target, row->into);
}

/* What others have not seen yet is not exported either (A6); in the random order of ids. */
static int
by_id(const void *a, const void *b)
{
    return memcmp((*(Item *const *)a)->id.bytes, (*(Item *const *)b)->id.bytes, sizeof(Id));
}

static GPtrArray *
exported_items(const Board *board)
{
    GPtrArray *items = g_ptr_array_new();

    for (guint i = 0; i < board->items->len; i++)
        if (board_at(board, i)->public)
            g_ptr_array_add(items, board_at(board, i));
    g_ptr_array_sort(items, by_id);
    return items;
}

/* ---- CSV ---- */

/* All names in one cell; caller frees. */
static char *
codes_cell(const ExportRow *row)
{
    GString *cell = g_string_new(NULL);

    for (guint i = 0; i < row->codes->len; i++)
        g_string_append_printf(cell, "%s%s", i > 0 ? "; " : "", (const char *)g_ptr_array_index(row->codes, i));
    return g_string_free(cell, false);
}

static void
csv_row(GString *out, const ExportRow *row)
{
    const char *before[] = { row->id, row->kind, row->section, row->idea, row->parent, row->state, row->into, row->source, row->day };
    g_autofree char *codes = codes_cell(row);

    for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
        csv_write_text(out, before[i]);
    csv_write_number(out, row->likes);
    csv_write_number(out, row->dislikes);
    csv_write_number(out, row->comments);
    csv_write_text(out, codes);
    csv_write_text(out, row->text);
    if (row->is_seen_told)
        csv_write_number(out, row->seen);
    else
        csv_write_text(out, "");
    csv_write_end(out);
}

static GBytes *
make_csv(const Board *board, const Coded *coded, const GPtrArray *items)
{
    GString *out = g_string_new(CSV_WRITE_MARK);

    for (size_t i = 0; column_names[i]; i++)
        csv_write_text(out, column_names[i]);
    csv_write_end(out);
    for (guint i = 0; i < items->len; i++) {
        g_auto(ExportRow) row;

        row_of(board, coded, g_ptr_array_index(items, i), &row);
        csv_row(out, &row);
    }
    return g_string_free_to_bytes(out);
}

/* ---- JSON ---- */

static json_t *
json_row(const ExportRow *row)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:s}", "id", row->id, "kind", row->kind,
                               "section", row->section, "idea", row->idea, "state", row->state, "source", row->source,
                               "day", row->day, "likes", (json_int_t)row->likes, "dislikes", (json_int_t)row->dislikes,
                               "comments", (json_int_t)row->comments, "text", row->text);
    json_t *codes = json_array();

    for (guint i = 0; i < row->codes->len; i++)
        json_array_append_new(codes, json_string(g_ptr_array_index(row->codes, i)));
    json_object_set_new(object, "codes", codes);
    json_object_set_new(object, "seen_at_least", row->is_seen_told ? json_integer(row->seen) : json_null());
    if (*row->parent)
        json_object_set_new(object, "parent", json_string(row->parent));
    if (*row->into)
        json_object_set_new(object, "into", json_string(row->into));
    return object;
}

static GBytes *
make_json(const Board *board, const Coded *coded, const GPtrArray *items)
{
    json_t *contributions = json_array(), *sections = json_array();

    for (size_t i = 0; i < board->about->n_sections; i++)
        json_array_append_new(sections, json_pack("{s:s, s:s}", "slug", board->about->sections[i].slug, "title",
                                                  board->about->sections[i].title));
    for (guint i = 0; i < items->len; i++) {
        g_auto(ExportRow) row;

        row_of(board, coded, g_ptr_array_index(items, i), &row);
        json_array_append_new(contributions, json_row(&row));
    }
    json_t *all = json_pack("{s:s, s:s, s:o, s:o, s:o}", "slug", board->about->slug, "title", board->about->title, "sections",
                            sections, "codes", coded_frame_json(coded), "contributions", contributions);
    char *text = json_dumps(all, JSON_INDENT(1));
    GBytes *bytes = g_bytes_new(text, strlen(text));
    free(text);
    json_decref(all);
    return bytes;
}

/* ---- XLSX: text cells are strings, never formulas ---- */

static void
xlsx_row(lxw_worksheet *sheet, lxw_row_t at, const ExportRow *row, lxw_format *wrap)
{
    const char *texts[] = { row->id, row->kind, row->section, row->idea, row->parent, row->state, row->into, row->source, row->day };
    const int64_t numbers[] = { row->likes, row->dislikes, row->comments };
    g_autofree char *codes = codes_cell(row);
    lxw_col_t column = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        worksheet_write_string(sheet, at, column++, texts[i], NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        worksheet_write_number(sheet, at, column++, (double)numbers[i], NULL);
    worksheet_write_string(sheet, at, column++, codes, wrap);
    worksheet_write_string(sheet, at, column++, row->text, wrap);
    if (row->is_seen_told)
        worksheet_write_number(sheet, at, column, (double)row->seen, NULL);
}

static bool
write_xlsx(const Board *board, const Coded *coded, const GPtrArray *items, const char *path, const char *folder)
{
    lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = (char *)folder };
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_worksheet *sheet = book ? workbook_add_worksheet(book, "Contributions") : NULL;
    lxw_doc_properties properties = { .title = board->about->title, .created = 1 };

    if (!sheet)
        return false;
    lxw_format *bold = workbook_add_format(book), *wrap = workbook_add_format(book);
    format_set_bold(bold);
    format_set_text_wrap(wrap);
    workbook_set_properties(book, &properties);
    for (size_t i = 0; column_names[i]; i++)
        worksheet_write_string(sheet, 0, (lxw_col_t)i, column_names[i], bold);
    worksheet_set_column(sheet, 12, 13, 60, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
    for (guint i = 0; i < items->len; i++) {
        g_auto(ExportRow) row;

        row_of(board, coded, g_ptr_array_index(items, i), &row);
        xlsx_row(sheet, i + 1, &row, wrap);
    }
    worksheet_autofilter(sheet, 0, 0, items->len, G_N_ELEMENTS(column_names) - 2);
    return workbook_close(book) == LXW_NO_ERROR;
}

static GBytes *
make_xlsx(const Board *board, const Coded *coded, const GPtrArray *items, const char *folder, GError **error)
{
    char name[ID_TEXT_SIZE];
    Id id;
    char *bytes = NULL;
    gsize length = 0;

    id_random(&id);
    id_to_text(&id, name);
    g_autofree char *path = g_strdup_printf("%s/export-%s.xlsx", folder, name);
    if (!write_xlsx(board, coded, items, path, folder)) {
        g_unlink(path);
        error_set(error, ERROR_FULL, "the spreadsheet could not be written to %s", folder);
        return NULL;
    }
    bool read = g_file_get_contents(path, &bytes, &length, error);
    g_unlink(path);
    return read ? g_bytes_new_take(bytes, length) : NULL;
}

GBytes *
export_make(const Board *board, Db *db, ExportFormat format, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) items = exported_items(board);
    g_autoptr(Coded) coded = coded_load(board, db, error);

    if (!coded)
        return NULL;
    switch (format) {
    case EXPORT_CSV:    return make_csv(board, coded, items);
    case EXPORT_JSON:   return make_json(board, coded, items);
    case EXPORT_XLSX:   return make_xlsx(board, coded, items, folder, error);
    case EXPORT_QDPX:   return export_qdpx(coded, items, error);
    case EXPORT_QDC:    return export_qdc(coded, error);
    case EXPORT__COUNT: break;
    }
    error_set(error, ERROR_INPUT, "no such format");
    return NULL;
}
