#include "report/write_html.h"
#include "base/i18n.h"
#include "html/html.h"
#include "report/picture.h"
#include "report/write_html_style.h"

#define REPORT_MOST (32 * 1024 * 1024)     /* bytes */

/* ---- charts ---- */

typedef struct { char text[24]; } Number;

static Number
number(double value)
{
    Number out;

    /* g_ascii_formatd: a decimal point in every language, as SVG wants it. */
    g_ascii_formatd(out.text, sizeof out.text, "%.1f", value);
    return out;
}

static const char *const ink_classes[INK__COUNT] = {
    [INK_TRACK] = "track", [INK_MIDDLE] = "middle", [INK_BAND] = "band", [INK_DOT] = "dot",
    [INK_BAR] = "bar",     [INK_REST] = "rest",     [INK_LINE] = "line", [INK_AREA] = "area",
    [INK_TEXT] = "words",  [INK_STRONG] = "strong", [INK_QUIET] = "quiet",
};

static char *
points_text(const GArray *points)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < points->len; i++) {
        const Point *point = &g_array_index(points, Point, i);
        g_string_append_printf(text, "%s%s,%s", i > 0 ? " " : "", number(point->x).text, number(point->y).text);
    }
    return g_string_free(text, false);
}

static void
write_points(Html *html, const Mark *mark)
{
    HtmlElement element = mark->kind == MARK_AREA ? EL_POLYGON : EL_POLYLINE;
    g_autofree char *points = points_text(mark->points);

    html_open(html, element, { AT_CLASS, ink_classes[mark->ink] }, { AT_POINTS, points });
    html_close(html, element);
}

static void
write_words(Html *html, const Mark *mark)
{
    static const char *const anchors[] = { [ANCHOR_START] = NULL, [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end" };

    html_leaf(html, EL_TEXT, mark->text, { AT_CLASS, ink_classes[mark->ink] }, { AT_X, number(mark->from.x).text },
              { AT_Y, number(mark->from.y).text }, { AT_TEXT_ANCHOR, anchors[mark->anchor] });
}

static void
write_mark(Html *html, const Mark *mark)
{
    const char *ink = ink_classes[mark->ink];
    Point from = mark->from, to = mark->to;

    switch (mark->kind) {
    case MARK_LINE:
        html_void(html, EL_LINE, { AT_CLASS, ink }, { AT_X1, number(from.x).text }, { AT_Y1, number(from.y).text },
                  { AT_X2, number(to.x).text }, { AT_Y2, number(to.y).text });
        break;
    case MARK_RECT:
        html_void(html, EL_RECT, { AT_CLASS, ink }, { AT_X, number(from.x).text }, { AT_Y, number(from.y).text },
                  { AT_WIDTH, number(to.x - from.x).text }, { AT_HEIGHT, number(to.y - from.y).text });
        break;
    case MARK_DOT:
        html_void(html, EL_CIRCLE, { AT_CLASS, ink }, { AT_CX, number(from.x).text }, { AT_CY, number(from.y).text },
                  { AT_R, "8" });
        break;
    case MARK_CURVE:
    case MARK_AREA:
        write_points(html, mark);
        break;
    case MARK_TEXT:
        write_words(html, mark);
        break;
    }
}

/* A little room around, so that dots and letters at the edge are whole. */
static void
write_picture(Html *html, const Chart *chart)
{
    g_autoptr(Picture) picture = picture_of(chart);
    g_autofree char *box = g_strdup_printf("-10 0 %d %.0f", PICTURE_WIDTH + 20, picture->height);
    g_autofree char *name = g_strdup_printf("%s. %s", chart->title, chart->alternative ? chart->alternative : "");

    html_open(html, EL_DIV, { AT_CLASS, "wide" }, { AT_TABINDEX, "0" }, { AT_ROLE, "group" },
              { AT_ARIA_LABEL, chart->title });
    html_open(html, EL_SVG, { AT_VIEWBOX, box }, { AT_ROLE, "img" }, { AT_ARIA_LABEL, name });
    for (guint i = 0; i < picture->marks->len; i++)
        write_mark(html, &g_array_index(picture->marks, Mark, i));
    html_close(html, EL_SVG);
    html_close(html, EL_DIV);
}

/* ---- tables ---- */

static bool
column_has_numbers(const Table *table, size_t column)
{
    return table_n_rows(table) > 0 && table_cell(table, 0, column)->is_number;
}

static void
write_table_row(Html *html, const Table *table, size_t row)
{
    html_open(html, EL_TR);
    html_leaf(html, EL_TH, table_cell(table, row, 0)->text, { AT_SCOPE, "row" });
    for (size_t i = 1; i < table->columns->len; i++)
        html_leaf(html, EL_TD, table_cell(table, row, i)->text,
                  { AT_CLASS, column_has_numbers(table, i) ? "n" : NULL });
    html_close(html, EL_TR);
}

static void
write_table(Html *html, const Table *table)
{
    html_open(html, EL_DIV, { AT_CLASS, "wide" }, { AT_TABINDEX, "0" }, { AT_ROLE, "group" },
              { AT_ARIA_LABEL, table->title });
    html_open(html, EL_TABLE);
    html_leaf(html, EL_CAPTION, table->title);
    html_open(html, EL_THEAD);
    html_open(html, EL_TR);
    for (size_t i = 0; i < table->columns->len; i++)
        html_leaf(html, EL_TH, table->columns->pdata[i], { AT_SCOPE, "col" },
                  { AT_CLASS, i > 0 && column_has_numbers(table, i) ? "n" : NULL });
    html_close(html, EL_TR);
    html_close(html, EL_THEAD);
    html_open(html, EL_TBODY);
    for (size_t i = 0; i < table_n_rows(table); i++)
        write_table_row(html, table, i);
    html_close(html, EL_TBODY);
    html_close(html, EL_TABLE);
    html_close(html, EL_DIV);
}

static void
write_chart(Html *html, const Block *block)
{
    html_open(html, EL_FIGURE);
    html_open(html, EL_FIGCAPTION);
    html_leaf(html, EL_STRONG, block->chart->title);
    html_text(html, block->chart->caption);
    html_close(html, EL_FIGCAPTION);
    write_picture(html, block->chart);
    html_close(html, EL_FIGURE);
    html_open(html, EL_DETAILS);
    html_leaf(html, EL_SUMMARY, _("The same as a table"));
    write_table(html, block->table);
    html_close(html, EL_DETAILS);
}

/* ---- words ---- */

static void
write_heading(Html *html, const Block *block)
{
    static const HtmlElement elements[] = { EL_H1, EL_H1, EL_H2, EL_H3 };

    html_leaf(html, elements[MIN(block->level, 3)], block->text, { AT_ID, block->id });
}

static void
write_note(Html *html, const Block *block)
{
    html_open(html, EL_P, { AT_CLASS, "note" });
    html_leaf(html, EL_STRONG, block->title);
    html_literal(html, " ");
    html_text(html, block->text);
    html_close(html, EL_P);
}

static void
write_quote(Html *html, const Block *block)
{
    html_open(html, EL_BLOCKQUOTE);
    html_open(html, EL_P);
    html_text_f(html, _("“%s”"), block->text);
    html_close(html, EL_P);
    html_close(html, EL_BLOCKQUOTE);
}

static void
write_pairs(Html *html, const Block *block, const char *class_name)
{
    html_open(html, EL_DL, { AT_CLASS, class_name });
    for (guint i = 0; i < block->items->len; i++) {
        const BlockItem *item = &g_array_index(block->items, BlockItem, i);

        html_open(html, EL_DIV);
        html_leaf(html, EL_DT, item->key);
        html_leaf(html, EL_DD, item->value);
        html_close(html, EL_DIV);
    }
    html_close(html, EL_DL);
}

static void
write_list(Html *html, const Block *block)
{
    html_open(html, EL_UL);
    for (guint i = 0; i < block->items->len; i++)
        html_leaf(html, EL_LI, g_array_index(block->items, BlockItem, i).value);
    html_close(html, EL_UL);
}

static void
write_block(Html *html, const Block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        write_heading(html, block);
        break;
    case BLOCK_LEAD:
        html_leaf(html, EL_P, block->text, { AT_CLASS, "lead" });
        break;
    case BLOCK_PARAGRAPH:
        html_leaf(html, EL_P, block->text);
        break;
    case BLOCK_NOTE:
        write_note(html, block);
        break;
    case BLOCK_QUOTE:
        write_quote(html, block);
        break;
    case BLOCK_LIST:
        write_list(html, block);
        break;
    case BLOCK_FIGURES:
        write_pairs(html, block, "figures");
        break;
    case BLOCK_ROWS:
        write_pairs(html, block, "rows");
        break;
    case BLOCK_TABLE:
        write_table(html, block->table);
        break;
    case BLOCK_CHART:
        write_chart(html, block);
        break;
    }
}

/* ---- the page ---- */

static void
write_contents(Html *html, const Document *document)
{
    html_open(html, EL_NAV, { AT_ARIA_LABEL, _("In this report") });
    html_open(html, EL_UL);
    for (guint i = 0; i < document->blocks->len; i++) {
        const Block *block = &g_array_index(document->blocks, Block, i);

        if (block->kind != BLOCK_HEADING || block->level != 2)
            continue;
        g_autofree char *href = g_strconcat("#", block->id, NULL);
        html_open(html, EL_LI);
        html_leaf(html, EL_A, block->text, { AT_HREF, href });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_close(html, EL_NAV);
}

/* What the style of the pages makes of an accent (web/scss/_tokens.scss), whose contrast was checked when it was
 * brought in (brand/accent.h). */
static void
write_accent(Html *html, const Brand *brand)
{
    if (!brand || !brand->accent)
        return;
    html_literal(html, "<style>:root{--brand:");
    html_text(html, brand->accent);
    html_literal(html, REPORT_ACCENT_STYLE "</style>");
}

/* Carried inside, as nothing is loaded.  The organisation's name stands below it in words. */
static void
write_logo(Html *html, const Brand *brand)
{
    if (!brand || !brand->logo)
        return;
    size_t length;
    const void *bytes = g_bytes_get_data(brand->logo, &length);
    g_autofree char *base64 = g_base64_encode(bytes, length);

    /* By hand: html_void() takes no address that carries its own bytes, and rightly so. */
    html_literal(html, "<img class=\"logo\" alt=\"\" src=\"data:");
    html_text(html, brand->logo_type);
    html_literal(html, ";base64,");
    html_text(html, base64);
    html_literal(html, "\">");
}

static void
write_head(Html *html, const Document *document)
{
    html_literal(html, "<!DOCTYPE html>\n");
    html_open(html, EL_HTML, { AT_LANG, document->language },
              { AT_DIR, i18n_is_rtl(i18n_spoken()) ? "rtl" : "ltr" });
    html_open(html, EL_HEAD);
    html_void(html, EL_META, { AT_CHARSET, "utf-8" });
    html_leaf(html, EL_TITLE, document->title);
    html_void(html, EL_META, { AT_NAME, "viewport" }, { AT_CONTENT, "width=device-width, initial-scale=1" });
    html_literal(html, "<style>" REPORT_STYLE "</style>");
    write_accent(html, document->brand);
    html_close(html, EL_HEAD);
}

char *
write_html(const Document *document, size_t *ret_length, GError **error)
{
    g_autoptr(Html) html = html_new(REPORT_MOST);

    write_head(html, document);
    html_open(html, EL_BODY);
    html_open(html, EL_MAIN);
    write_logo(html, document->brand);
    for (guint i = 0; i < document->blocks->len; i++) {
        const Block *block = &g_array_index(document->blocks, Block, i);

        if (block->kind == BLOCK_HEADING && g_strcmp0(block->id, "asked") == 0)
            write_contents(html, document);
        write_block(html, block);
    }
    html_close(html, EL_MAIN);
    html_close(html, EL_BODY);
    html_close(html, EL_HTML);
    return html_finish(html, ret_length, error);
}
