#include "base/i18n.h"
#include "room/pages/parts.h"
#include "room/pages/report.h"

typedef struct { char text[16]; } Percent;

static Percent
percent(double share)
{
    Percent out;

    /* g_ascii_formatd: a decimal point in every language, as SVG wants it. */
    g_ascii_formatd(out.text, sizeof out.text - 1, "%.1f", CLAMP(share, 0.0, 100.0));
    g_strlcat(out.text, "%", sizeof out.text);
    return out;
}

static void
write_line_at(Html *html, const char *class_name, double from, double to, const char *y1, const char *y2)
{
    html_void(html, EL_LINE, { AT_CLASS, class_name }, { AT_X1, percent(from).text }, { AT_X2, percent(to).text },
              { AT_Y1, y1 }, { AT_Y2, y2 });
}

static void
write_interval(Html *html, const StrengthLine *line)
{
    html_open(html, EL_SVG, { AT_ARIA_HIDDEN, "true" }, { AT_WIDTH, "100%" }, { AT_HEIGHT, "28" });
    write_line_at(html, "c-ch-track", 0, 100, "14", "14");
    write_line_at(html, "c-ch-mid", 50, 50, "2", "26");
    if (!line->note) {
        write_line_at(html, "c-ch-int", line->low, line->high, "14", "14");
        html_void(html, EL_CIRCLE, { AT_CLASS, "c-ch-dot" }, { AT_CX, percent(line->like).text }, { AT_CY, "14" },
                  { AT_R, "8" });
    }
    html_close(html, EL_SVG);
}

static char *
interval_text(const StrengthLine *line)
{
    return i18n_format(_("%.0f to %.0f"), line->low, line->high);
}

static void
write_strength(Html *html, const StrengthLine *line)
{
    g_autofree char *interval = interval_text(line);

    html_open(html, EL_LI);
    html_open(html, EL_SPAN);
    html_leaf(html, EL_STRONG, line->theme);
    html_close(html, EL_SPAN);
    write_interval(html, line);
    html_open(html, EL_SPAN, { AT_CLASS, "c-intervals__fig" });
    if (line->note) {
        html_text(html, line->note);
    } else {
        html_leaf(html, EL_STRONG, line->like_text);
        html_text_f(html, _(" like (%s)"), interval);
        html_void(html, EL_BR);
        part_count(html, "%s voter", "%s voters", line->voters);
    }
    html_close(html, EL_SPAN);
    html_close(html, EL_LI);
}

static void
write_cell(Html *html, const char *text)
{
    html_leaf(html, EL_TD, text, { AT_CLASS, "govuk-table__cell govuk-table__cell--numeric" });
}

static void
write_head(Html *html, const char *text, bool number)
{
    html_leaf(html, EL_TH, text,
              { AT_CLASS, number ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header" },
              { AT_SCOPE, "col" });
}

static void
write_strength_table(Html *html, const StrengthLine *lines, size_t n)
{
    html_open(html, EL_TABLE, { AT_CLASS, "govuk-table" });
    html_leaf(html, EL_CAPTION, _("Share of likes by theme"), { AT_CLASS, "govuk-table__caption" });
    html_open(html, EL_THEAD);
    html_open(html, EL_TR);
    write_head(html, _("Theme"), false);
    write_head(html, _("Like"), true);
    write_head(html, _("Interval"), true);
    write_head(html, _("Voters"), true);
    html_close(html, EL_TR);
    html_close(html, EL_THEAD);
    html_open(html, EL_TBODY);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *interval = interval_text(&lines[i]);

        html_open(html, EL_TR);
        html_leaf(html, EL_TH, lines[i].theme, { AT_CLASS, "govuk-table__header u-plain" }, { AT_SCOPE, "row" });
        write_cell(html, lines[i].note ? lines[i].note : lines[i].like_text);
        write_cell(html, lines[i].note ? "" : interval);
        write_cell(html, lines[i].note ? "" : figure(lines[i].voters).text);
        html_close(html, EL_TR);
    }
    html_close(html, EL_TBODY);
    html_close(html, EL_TABLE);
}

static void
write_axis(Html *html)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-axis" }, { AT_ARIA_HIDDEN, "true" });
    html_leaf(html, EL_SPAN, "0%");
    html_leaf(html, EL_SPAN, "50%");
    /* xgettext:no-c-format */
    html_leaf(html, EL_SPAN, _("100% like"));
    html_close(html, EL_DIV);
}

void
chart_strength(Html *html, const char *headline, const StrengthLine *lines, size_t n)
{
    html_open(html, EL_FIGURE, { AT_CLASS, "c-chart" });
    html_open(html, EL_FIGCAPTION);
    if (headline)
        html_leaf(html, EL_STRONG, headline);
    html_leaf(html, EL_SPAN, _("Share of votes that are likes. The dot is what we counted; the true share lies in the band 95 "
                               "times in 100. The dotted line is half and half."), { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_FIGCAPTION);
    write_axis(html);
    html_open(html, EL_UL, { AT_CLASS, "c-intervals" });
    for (size_t i = 0; i < n; i++)
        write_strength(html, &lines[i]);
    html_close(html, EL_UL);
    html_close(html, EL_FIGURE);
    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details" });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_leaf(html, EL_SPAN, _("The same as a table"), { AT_CLASS, "govuk-details__summary-text" });
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "c-scroll" }, { AT_TABINDEX, "0" }, { AT_ROLE, "region" },
              { AT_ARIA_LABEL, _("Table: strength of opinion") });
    write_strength_table(html, lines, n);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

static void
write_share(Html *html, const GroupShare *share)
{
    Percent like = percent(share->like), rest = percent(100 - share->like);

    html_open(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    html_text(html, share->group);
    html_literal(html, ": ");
    html_leaf(html, EL_STRONG, share->like_text);
    html_literal(html, " ");
    html_text(html, _("like"));
    html_close(html, EL_P);
    html_open(html, EL_SVG, { AT_CLASS, "c-sharebar" }, { AT_ARIA_HIDDEN, "true" }, { AT_WIDTH, "100%" }, { AT_HEIGHT, "16" });
    html_void(html, EL_RECT, { AT_CLASS, "c-ch-a" }, { AT_WIDTH, like.text }, { AT_HEIGHT, "16" });
    html_void(html, EL_RECT, { AT_CLASS, "c-ch-c" }, { AT_X, like.text }, { AT_WIDTH, rest.text }, { AT_HEIGHT, "16" });
    html_close(html, EL_SVG);
    html_close(html, EL_DIV);
}

void
chart_common(Html *html, const CommonLine *lines, size_t n)
{
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < n; i++) {
        html_open(html, EL_LI, { AT_CLASS, "c-stack" });
        html_open(html, EL_P);
        html_leaf(html, EL_STRONG, lines[i].text);
        html_close(html, EL_P);
        html_open(html, EL_DIV, { AT_CLASS, "c-shares" });
        for (size_t j = 0; j < lines[i].n_shares; j++)
            write_share(html, &lines[i].shares[j]);
        html_close(html, EL_DIV);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

enum { PLOT_LEFT = 40, PLOT_RIGHT = 330, PLOT_TOP = 26, PLOT_BOTTOM = 170 };

/* "40,170 69,119.6 ..."; `closed`: as an area down to the axis. */
static char *
curve(const uint64_t codes_after[11], bool closed)
{
    g_autoptr(GString) points = g_string_new(NULL);
    double most = (double)MAX(codes_after[10], 1);

    if (closed)
        g_string_append_printf(points, "%d,%d ", PLOT_LEFT, PLOT_BOTTOM);
    for (int i = 0; i <= 10; i++)
        g_string_append_printf(points, "%d,%d ", PLOT_LEFT + i * (PLOT_RIGHT - PLOT_LEFT) / 10,
                               PLOT_BOTTOM - (int)((PLOT_BOTTOM - PLOT_TOP) * (double)codes_after[i] / most));
    if (closed)
        g_string_append_printf(points, "%d,%d", PLOT_RIGHT, PLOT_BOTTOM);
    return g_string_free(g_steal_pointer(&points), false);
}

static void
write_label(Html *html, const char *x, const char *y, const char *text, bool end)
{
    html_leaf(html, EL_TEXT, text, { AT_X, x }, { AT_Y, y }, { AT_TEXT_ANCHOR, end ? "end" : NULL });
}

void
chart_saturation(Html *html, const char *headline, const uint64_t codes_after[11], uint64_t posts)
{
    g_autofree char *area = curve(codes_after, true);
    g_autofree char *line = curve(codes_after, false);
    g_autofree char *read = i18n_format(_("%s posts read"), figure(posts).text);
    g_autofree char *label = i18n_format(_("Curve: %s codes after half of the posts, %s after all %s."),
                                             figure(codes_after[5]).text, figure(codes_after[10]).text, figure(posts).text);

    html_open(html, EL_FIGURE, { AT_CLASS, "c-card c-chart" });
    html_open(html, EL_FIGCAPTION);
    html_leaf(html, EL_STRONG, headline);
    html_leaf(html, EL_SPAN, _("Codes in the frame as reading went on. A flat end means that little was missed."),
              { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_FIGCAPTION);
    html_open(html, EL_SVG, { AT_CLASS, "c-chart__plot" }, { AT_VIEWBOX, "0 0 350 210" }, { AT_ROLE, "img" },
              { AT_ARIA_LABEL, label });
    html_open(html, EL_POLYGON, { AT_CLASS, "c-ch-area" }, { AT_POINTS, area });
    html_close(html, EL_POLYGON);
    html_void(html, EL_LINE, { AT_CLASS, "c-ch-track" }, { AT_X1, "40" }, { AT_X2, "330" }, { AT_Y1, "170" }, { AT_Y2, "170" });
    html_open(html, EL_POLYLINE, { AT_CLASS, "c-ch-line" }, { AT_POINTS, line });
    html_close(html, EL_POLYLINE);
    html_void(html, EL_CIRCLE, { AT_CLASS, "c-ch-dot" }, { AT_CX, "330" }, { AT_CY, "26" }, { AT_R, "6" });
    write_label(html, "32", "31", figure(codes_after[10]).text, true);
    write_label(html, "32", "175", "0", true);
    write_label(html, "40", "194", "0", false);
    write_label(html, "330", "194", read, true);
    html_close(html, EL_SVG);
    html_close(html, EL_FIGURE);
}
