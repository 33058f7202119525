#include "report/picture.h"
#include "base/i18n.h"
#include <math.h>

enum {
    ROW_HEIGHT = 52, AXIS_HEIGHT = 26,        /* intervals */
    BAR_ROW = 44, BAR_HEIGHT = 14,            /* shares */
    PLOT_LEFT = 50, PLOT_RIGHT = 630, PLOT_TOP = 24, PLOT_BOTTOM = 180, PLOT_HEIGHT = 212,
    LABEL_MOST = 46,                          /* characters beside the number; the table has them all */
};

static void
clear_mark(void *data)
{
    Mark *mark = data;

    g_clear_pointer(&mark->points, g_array_unref);
    g_free(mark->text);
}

void
picture_free(Picture *picture)
{
    if (!picture)
        return;
    g_array_unref(picture->marks);
    g_free(picture);
}

static Picture *
picture_new(double height)
{
    Picture *picture = g_new0(Picture, 1);

    picture->height = height;
    picture->marks = g_array_new(false, true, sizeof(Mark));
    g_array_set_clear_func(picture->marks, clear_mark);
    return picture;
}

static void
add(Picture *picture, Mark mark)
{
    g_array_append_val(picture->marks, mark);
}

static void
line(Picture *picture, Ink ink, double x1, double y1, double x2, double y2)
{
    add(picture, (Mark){ .kind = MARK_LINE, .ink = ink, .from = { x1, y1 }, .to = { x2, y2 } });
}

static void
rect(Picture *picture, Ink ink, double x1, double y1, double x2, double y2)
{
    if (x2 > x1 && y2 > y1)
        add(picture, (Mark){ .kind = MARK_RECT, .ink = ink, .from = { x1, y1 }, .to = { x2, y2 } });
}

static void
words(Picture *picture, Ink ink, Anchor anchor, double x, double y, const char *text)
{
    add(picture,
        (Mark){ .kind = MARK_TEXT, .ink = ink, .from = { x, y }, .anchor = anchor, .text = g_strdup(text) });
}

/* Shortened at a character, not a byte. */
static void
label(Picture *picture, double y, const char *text)
{
    if (g_utf8_strlen(text, -1) <= LABEL_MOST) {
        words(picture, INK_STRONG, ANCHOR_START, 0, y, text);
        return;
    }
    g_autofree char *start = g_utf8_substring(text, 0, LABEL_MOST - 1);
    g_autofree char *shortened = g_strconcat(start, "…", NULL);
    words(picture, INK_STRONG, ANCHOR_START, 0, y, shortened);
}

static const ChartRow *
row_at(const Chart *chart, guint i)
{
    return &g_array_index(chart->rows, ChartRow, i);
}

static double
across(double percent)
{
    return CLAMP(percent, 0, 100) * PICTURE_WIDTH / 100;
}

/* ---- a dot on a band ---- */

static void
draw_interval(Picture *picture, const ChartRow *row, double top)
{
    double y = top + 34;

    label(picture, top + 16, row->label);
    words(picture, INK_TEXT, ANCHOR_END, PICTURE_WIDTH, top + 16, row->text);
    line(picture, INK_TRACK, 0, y, PICTURE_WIDTH, y);
    line(picture, INK_MIDDLE, PICTURE_WIDTH / 2.0, y - 9, PICTURE_WIDTH / 2.0, y + 9);
    if (!row->drawn)
        return;
    if (row->has_band)
        rect(picture, INK_BAND, across(row->low), y - 6, MAX(across(row->high), across(row->low) + 1), y + 6);
    add(picture, (Mark){ .kind = MARK_DOT, .ink = INK_DOT, .from = { across(row->value), y } });
}

static Picture *
draw_intervals(const Chart *chart)
{
    Picture *picture = picture_new(AXIS_HEIGHT + (double)chart->rows->len * ROW_HEIGHT);

    picture->head = AXIS_HEIGHT;
    picture->step = ROW_HEIGHT;
    words(picture, INK_QUIET, ANCHOR_START, 0, 16, "0%");
    words(picture, INK_QUIET, ANCHOR_MIDDLE, PICTURE_WIDTH / 2.0, 16, "50%");
    words(picture, INK_QUIET, ANCHOR_END, PICTURE_WIDTH, 16, "100%");
    for (guint i = 0; i < chart->rows->len; i++)
        draw_interval(picture, row_at(chart, i), AXIS_HEIGHT + (double)i * ROW_HEIGHT);
    return picture;
}

/* ---- bars to the right ---- */

static Picture *
draw_shares(const Chart *chart)
{
    Picture *picture = picture_new((double)chart->rows->len * BAR_ROW);

    picture->step = BAR_ROW;
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = row_at(chart, i);
        double y = (double)i * BAR_ROW;
        double end = row->drawn ? across(row->value) : 0;

        label(picture, y + 16, row->label);
        words(picture, INK_TEXT, ANCHOR_END, PICTURE_WIDTH, y + 16, row->text);
        rect(picture, INK_BAR, 0, y + 24, end, y + 24 + BAR_HEIGHT);
        rect(picture, INK_REST, end, y + 24, PICTURE_WIDTH, y + 24 + BAR_HEIGHT);
    }
    return picture;
}

/* ---- plots with two axes ---- */

static double
greatest(const Chart *chart)
{
    double most = 1;

    for (guint i = 0; i < chart->rows->len; i++)
        most = MAX(most, row_at(chart, i)->value);
    return most;
}

static double
up(double value, double most)
{
    return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * value / most;
}

static void
draw_frame(Picture *picture, const Chart *chart, double most)
{
    const ChartRow *first = row_at(chart, 0), *last = row_at(chart, chart->rows->len - 1);
    g_autofree char *top = g_strdup_printf("%.0f", most);

    line(picture, INK_TRACK, PLOT_LEFT, PLOT_BOTTOM, PLOT_RIGHT, PLOT_BOTTOM);
    line(picture, INK_MIDDLE, PLOT_LEFT, PLOT_TOP, PLOT_RIGHT, PLOT_TOP);
    words(picture, INK_QUIET, ANCHOR_END, PLOT_LEFT - 8, PLOT_TOP + 5, top);
    words(picture, INK_QUIET, ANCHOR_END, PLOT_LEFT - 8, PLOT_BOTTOM + 5, "0");
    words(picture, INK_QUIET, ANCHOR_START, PLOT_LEFT, PLOT_BOTTOM + 22, first->label);
    if (chart->rows->len > 1)
        words(picture, INK_QUIET, ANCHOR_END, PLOT_RIGHT, PLOT_BOTTOM + 22, last->label);
}

static Picture *
draw_columns(const Chart *chart)
{
    Picture *picture = picture_new(PLOT_HEIGHT);
    double most = greatest(chart), step = (PLOT_RIGHT - PLOT_LEFT) / (double)MAX(chart->rows->len, 1);

    if (chart->rows->len == 0)
        return picture;
    draw_frame(picture, chart, most);
    for (guint i = 0; i < chart->rows->len; i++) {
        double left = PLOT_LEFT + step * i;

        rect(picture, INK_BAR, left + step * 0.1, up(row_at(chart, i)->value, most), left + step * 0.9, PLOT_BOTTOM);
    }
    return picture;
}

/* From (0, 0) through all rows; `low` is where they stand across. */
static GArray *
curve_points(const Chart *chart, double most)
{
    GArray *points = g_array_new(false, false, sizeof(Point));
    double end = MAX(row_at(chart, chart->rows->len - 1)->low, 1);
    Point zero = { PLOT_LEFT, PLOT_BOTTOM };

    g_array_append_val(points, zero);
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = row_at(chart, i);
        Point point = { PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * row->low / end, up(row->value, most) };
        g_array_append_val(points, point);
    }
    return points;
}

static Picture *
draw_curve(const Chart *chart)
{
    Picture *picture = picture_new(PLOT_HEIGHT);
    double most = greatest(chart);
    Point corner = { PLOT_RIGHT, PLOT_BOTTOM };

    if (chart->rows->len == 0)
        return picture;
    GArray *outline = curve_points(chart, most);
    GArray *points = curve_points(chart, most);
    Point last = g_array_index(points, Point, points->len - 1);

    g_array_append_val(outline, corner);
    add(picture, (Mark){ .kind = MARK_AREA, .ink = INK_AREA, .points = outline });
    draw_frame(picture, chart, most);
    add(picture, (Mark){ .kind = MARK_CURVE, .ink = INK_LINE, .points = points });
    add(picture, (Mark){ .kind = MARK_DOT, .ink = INK_DOT, .from = last });
    return picture;
}

/* ---- from right to left ---- */

static void
mirror_points(GArray *points)
{
    for (guint i = 0; points && i < points->len; i++) {
        Point *point = &g_array_index(points, Point, i);
        point->x = PICTURE_WIDTH - point->x;
    }
}

/* A rectangle's first corner stays the left one. */
static void
mirror(Picture *picture)
{
    for (guint i = 0; i < picture->marks->len; i++) {
        Mark *mark = &g_array_index(picture->marks, Mark, i);
        double from = PICTURE_WIDTH - mark->from.x, to = PICTURE_WIDTH - mark->to.x;

        mark->from.x = mark->kind == MARK_RECT ? to : from;
        mark->to.x = mark->kind == MARK_RECT ? from : to;
        mirror_points(mark->points);
    }
}

static Picture *
draw(const Chart *chart)
{
    switch (chart->kind) {
    case CHART_INTERVALS:
        return draw_intervals(chart);
    case CHART_SHARES:
        return draw_shares(chart);
    case CHART_COLUMNS:
        return draw_columns(chart);
    case CHART_CURVE:
        return draw_curve(chart);
    }
    g_assert_not_reached();
}

Picture *
picture_of(const Chart *chart)
{
    Picture *picture = draw(chart);

    if (i18n_is_rtl(i18n_spoken()))
        mirror(picture);
    return picture;
}
