#include "base/i18n.h"
#include "base/when.h"
#include "report/compose.h"
#include "report/words.h"
#include <string.h>

#define FEW_DAYS 2          /* a trend over fewer is none */
#define DAY      86400
#define MOST_EMPTY_DAYS 366

static void
write_share(Table *table, const ReportShare *share)
{
    g_autofree char *text = words_share(share);

    if (share->kind == SHARE_EXACT)
        table_number(table, share->percent, text);
    else
        table_text(table, text);
}

/* ---- all themes in one chart ---- */

static void
draw_strength(Chart *chart, const ReportTheme *theme)
{
    const ReportStrength *strength = &theme->strength;
    g_autofree char *share = words_share(&strength->share);
    g_autofree char *band = words_band(strength);
    g_autofree char *text = strength->has_interval ? i18n_format(_("%s like (%s)"), share, band)
                                                   : g_strdup(share);

    chart_row(chart, theme->name, text,
              &(ChartRow){ .drawn = strength->share.kind != SHARE_HELD_BACK, .has_band = strength->has_interval,
                           .value = share_at(&strength->share), .low = strength->low, .high = strength->high });
}

static void
tell_strength(Table *table, const ReportTheme *theme, unsigned k)
{
    const ReportStrength *strength = &theme->strength;
    g_autofree char *band = words_band(strength);
    g_autofree char *posts = words_number(theme->contributions);
    g_autofree char *voters = words_count(&strength->voters, k);

    table_text(table, theme->name);
    table_number(table, (double)theme->contributions, posts);
    write_share(table, &strength->share);
    table_text(table, band);
    if (strength->voters.shown)
        table_number(table, (double)strength->voters.n, voters);
    else
        table_text(table, voters);
}

/* "Rest and recovery: 91% like (88 to 93). Rotas: ..." */
static char *
say_rows(const Chart *chart)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = &g_array_index(chart->rows, ChartRow, i);
        g_string_append_printf(text, "%s%s: %s.", i > 0 ? " " : "", row->label, row->text);
    }
    return g_string_free(text, false);
}

void
compose_strength(Document *document, const Report *report)
{
    Table *table;

    document_heading(document, 2, "strength", _("Strength of opinion"));
    Chart *chart = document_chart(document, &(TablePlace){ .sheet = _("Themes") }, CHART_INTERVALS,
                                  _("Share of likes by theme"),
                                  TABLE_COLUMNS(_("Theme"), _("Ideas and comments"), _("Like"), _("Interval"),
                                                _("Voters")),
                                  &table);
    for (size_t i = 0; i < report->n_themes; i++) {
        draw_strength(chart, &report->themes[i]);
        tell_strength(table, &report->themes[i], report->k);
    }
    g_autofree char *alternative = say_rows(chart);
    chart_say(chart,
              _("Share of votes that are likes. The dot is what we counted. The true share lies in the band 95 times in "
                "100. The dotted line is half and half."),
              alternative);
}

/* ---- one theme ---- */

static void
write_people(Document *document, const char *what, const ReportCount *count, unsigned k)
{
    g_autofree char *text = words_count(count, k);

    document_item(document, BLOCK_FIGURES, what, text);
}

static void
write_figures(Document *document, const ReportTheme *theme, unsigned k)
{
    const ReportStrength *strength = &theme->strength;
    g_autofree char *share = words_share(&strength->share);
    g_autofree char *band = words_band(strength);
    g_autofree char *likes = strength->has_interval ? words_fill(_("of votes are likes (%s)"), band)
                                                    : g_strdup(_("of votes are likes"));
    g_autofree char *posts = words_number(theme->contributions);

    document_item(document, BLOCK_FIGURES, likes, share);
    document_item(document, BLOCK_FIGURES, _("ideas and comments"), posts);
    write_people(document, _("people who wrote"), &theme->contributors, k);
    write_people(document, _("people who voted"), &strength->voters, k);
}

static void
write_shares(Document *document, const TablePlace *place, const char *title, const ReportGroupShare *shares, size_t n)
{
    Table *table;
    Chart *chart = document_chart(document, place, CHART_SHARES, title, TABLE_COLUMNS(_("Group"), _("Share")), &table);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *text = words_share(&shares[i].share);

        chart_row(chart, shares[i].group, text,
                  &(ChartRow){ .drawn = shares[i].share.kind != SHARE_HELD_BACK, .value = share_at(&shares[i].share) });
        table_text(table, shares[i].group);
        write_share(table, &shares[i].share);
    }
    g_autofree char *alternative = say_rows(chart);
    chart_say(chart, NULL, alternative);
}

static void
write_groups(Document *document, const ReportTheme *theme)
{
    if (theme->n_groups == 0)
        return;
    write_shares(document, &(TablePlace){ _("Themes by group"), _("Theme"), theme->name }, _("Share of likes by group"),
                 theme->groups, theme->n_groups);
    if (theme->has_spread) {
        g_autofree char *points = i18n_format("%.0f", theme->spread);
        g_autofree char *text = words_fill(_("The highest and the lowest share lie %s points apart."), points);
        document_text(document, BLOCK_PARAGRAPH, text);
    }
}

static void
write_day(Chart *chart, Table *table, const char *day, uint64_t contributions)
{
    g_autofree char *number = words_number(contributions);

    chart_row(chart, day, number, &(ChartRow){ .drawn = true, .value = (double)contributions });
    table_text(table, day);
    table_number(table, (double)contributions, number);
}

static int64_t
noon_of(const char *day)
{
    g_autofree char *noon = g_strconcat(day, "T12:00:00Z", NULL);
    int64_t at = 0;

    return when_parse(noon, &at) ? at : 0;
}

/* The days between two that are named had nothing. */
static void
write_empty_days(Chart *chart, Table *table, const ReportDay *before, const ReportDay *next)
{
    int64_t from = noon_of(before->day) + DAY, to = noon_of(next->day);

    if (to - from > MOST_EMPTY_DAYS * DAY)
        return;
    for (int64_t at = from; at < to; at += DAY) {
        g_autofree char *text = when_rfc3339(at);

        text[strlen("2026-12-01")] = '\0';
        write_day(chart, table, text, 0);
    }
}

static void
write_trend(Document *document, const ReportTheme *theme)
{
    Table *table;

    if (theme->n_days < FEW_DAYS)
        return;
    Chart *chart = document_chart(document, &(TablePlace){ _("Themes by day"), _("Theme"), theme->name }, CHART_COLUMNS,
                                  _("Ideas and comments by day"), TABLE_COLUMNS(_("Day"), _("Ideas and comments")),
                                  &table);
    for (size_t i = 0; i < theme->n_days; i++) {
        if (i > 0)
            write_empty_days(chart, table, &theme->days[i - 1], &theme->days[i]);
        write_day(chart, table, theme->days[i].day, theme->days[i].contributions);
    }
    g_autofree char *alternative = say_rows(chart);
    chart_say(chart, NULL, alternative);
}

static char *
contested_text(const ReportContested *item, unsigned k)
{
    double all = (double)(item->likes + item->dislikes);
    double like = all > 0 ? 100.0 * (double)item->likes / all : 0;
    g_autofree char *voters = words_count(&item->voters, k);

    return i18n_format(_("“%s” has %.0f%% likes and %.0f%% dislikes from %s voters."), item->text, like, 100 - like,
                           voters);
}

static void
write_contested(Document *document, const char *title, const ReportContested *items, size_t n, unsigned k)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *text = contested_text(&items[i], k);
        document_note(document, title, text);
    }
}

static void
write_theme(Document *document, const Report *report, size_t i)
{
    const ReportTheme *theme = &report->themes[i];
    g_autofree char *id = g_strdup_printf("theme-%zu", i + 1);
    g_autofree char *name = g_strdup_printf("%zu. %s", i + 1, theme->name);

    document_heading(document, 3, id, name);
    document_text(document, BLOCK_PARAGRAPH, theme->definition);
    write_figures(document, theme, report->k);
    for (size_t q = 0; q < theme->n_quotes; q++)
        document_text(document, BLOCK_QUOTE, theme->quotes[q].text);
    if (theme->n_quotes == 0 && report->preview)
        document_text(document, BLOCK_PARAGRAPH, _("No quotation yet: an analyst has to choose one."));
    write_contested(document, _("Contested:"), theme->contested, theme->n_contested, report->k);
    write_groups(document, theme);
    write_trend(document, theme);
    if (theme->decided)
        document_note(document, _("Decided because of this:"), theme->decided);
}

void
compose_themes(Document *document, const Report *report)
{
    document_heading(document, 2, "themes", _("Themes"));
    for (size_t i = 0; i < report->n_themes; i++)
        write_theme(document, report, i);
}

/* ---- what people agree on, and what not ---- */

static void
write_marks(Document *document, const ReportVotingGroup *group)
{
    Table *table = document_table(document, &(TablePlace){ _("What tells groups apart"), _("Group"), group->name },
                                  group->name,
                                  TABLE_COLUMNS(_("What they see differently"), _("How"), _("In this group"), _("Others")));

    for (size_t i = 0; i < group->n_marks; i++) {
        const ReportMark *mark = &group->marks[i];

        table_text(table, mark->text);
        table_text(table, mark->disliked ? _("dislike it more") : _("like it more"));
        write_share(table, &mark->share);
        write_share(table, &mark->others);
    }
}

static void
write_voting_groups(Document *document, const Report *report)
{
    document_heading(document, 3, "groups", _("Groups of people who vote alike"));
    for (size_t i = 0; i < report->n_voting_groups; i++) {
        const ReportVotingGroup *group = &report->voting_groups[i];
        g_autofree char *people = words_plural("%s person", "%s people", group->people);

        document_item(document, BLOCK_ROWS, group->name, people);
    }
    for (size_t i = 0; i < report->n_voting_groups; i++)
        if (report->voting_groups[i].n_marks > 0)
            write_marks(document, &report->voting_groups[i]);
}

static void
write_agreed(Document *document, const ReportCommon *common)
{
    g_autofree char *title = i18n_format(common->disliked ? _("Disliked in every group: “%s”") : _("“%s”"),
                                             common->text);

    write_shares(document, &(TablePlace){ _("Common ground"), _("Idea or comment"), common->text }, title,
                 common->shares, common->n_shares);
}

void
compose_common(Document *document, const Report *report)
{
    if (report->n_common > 0) {
        document_heading(document, 2, "common", _("Common ground"));
        document_text(document, BLOCK_PARAGRAPH,
                      _("People voted in a few patterns. On these points a clear majority in every group agrees."));
        for (size_t i = 0; i < report->n_common; i++)
            write_agreed(document, &report->common[i]);
        document_text(document, BLOCK_PARAGRAPH,
                      /* xgettext:no-c-format */
                      _("Groups that are too small are never shown. A share over 90% or under 10% is given as just that."));
    }
    if (report->n_contested + report->n_voting_groups == 0)
        return;
    document_heading(document, 2, "disagreement", _("Where people disagree"));
    write_contested(document, _("Contested:"), report->contested, report->n_contested, report->k);
    if (report->n_voting_groups > 0)
        write_voting_groups(document, report);
}
