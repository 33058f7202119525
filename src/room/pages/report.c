#include "room/pages/report.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/analyse.h"
#include "room/pages/parts.h"

static void
write_contents_link(Html *html, const char *href, const char *text)
{
    if (!href)
        return;
    html_open(html, EL_LI);
    html_leaf(html, EL_A, text, { AT_HREF, href });
    html_close(html, EL_LI);
}

static void
write_contents(Html *html, const ReportView *view)
{
    html_open(html, EL_NAV, { AT_CLASS, "c-noprint u-mb5" }, { AT_ARIA_LABEL, _("In this report") });
    html_open(html, EL_UL, { AT_CLASS, "c-toc c-list" });
    write_contents_link(html, view->n_themes > 0 ? "#strength" : NULL, _("Strength of opinion"));
    write_contents_link(html, view->n_themes > 0 ? "#themes" : NULL, _("Themes"));
    write_contents_link(html, view->n_common > 0 ? "#common" : NULL, _("Common ground"));
    write_contents_link(html, "#method", _("How we worked"));
    write_contents_link(html, view->pdf, _("PDF"));
    write_contents_link(html, view->xlsx, _("Spreadsheet"));
    write_contents_link(html, view->json, _("Data (JSON)"));
    html_close(html, EL_UL);
    if (view->pdf && !view->preview)
        html_leaf(html, EL_P, _("The figures are of the day of publishing. What has been decided since stands on this page and in the files."),
                  { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_NAV);
}

static void
write_figure(Html *html, const char *value, const char *name)
{
    html_open(html, EL_DIV);
    html_leaf(html, EL_DT, name);
    html_leaf(html, EL_DD, value);
    html_close(html, EL_DIV);
}

static void
write_who(Html *html, const ReportView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card" }, { AT_ARIA_LABELLEDBY, "who" });
    html_leaf(html, EL_H2, _("Who took part"), { AT_ID, "who" }, { AT_CLASS, "u-mb4" });
    html_open(html, EL_DL, { AT_CLASS, "c-figures" });
    for (size_t i = 0; i < view->n_figures; i++)
        write_figure(html, figure(view->figures[i].n).text, view->figures[i].name);
    html_close(html, EL_DL);
    html_close(html, EL_SECTION);
}

static void
write_strength(Html *html, const ReportView *view)
{
    g_autofree StrengthLine *lines = g_new(StrengthLine, view->n_themes);

    for (size_t i = 0; i < view->n_themes; i++) {
        lines[i] = view->themes[i].strength;
        lines[i].theme = view->themes[i].name;
    }
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "strength" });
    html_leaf(html, EL_H2, _("Strength of opinion"), { AT_ID, "strength" });
    chart_strength(html, view->headline, lines, view->n_themes);
    html_close(html, EL_SECTION);
}

static void
write_quote(Html *html, const PageFrame *frame, const QuoteView *quote, bool links)
{
    html_open(html, EL_BLOCKQUOTE, { AT_CLASS, "c-quote" });
    html_open(html, EL_P);
    html_text_f(html, _("“%s”"), quote->text);
    html_close(html, EL_P);
    if (links && quote->id) {
        g_autofree char *href = page_path(frame, "/i/%s", quote->id);

        html_open(html, EL_FOOTER);
        html_leaf(html, EL_A, _("Open this idea and what was said"), { AT_HREF, href });
        html_close(html, EL_FOOTER);
    }
    html_close(html, EL_BLOCKQUOTE);
}

static void
write_theme_figures(Html *html, const ThemeView *theme)
{
    const StrengthLine *strength = &theme->strength;
    g_autofree char *share = i18n_format(_("of votes are likes (%.0f to %.0f)"), strength->low, strength->high);

    html_open(html, EL_DL, { AT_CLASS, "c-figures" });
    if (!strength->note)
        write_figure(html, strength->like_text, share);
    write_figure(html, figure(theme->posts).text, _("ideas and comments"));
    if (theme->writers > 0)
        write_figure(html, figure(theme->writers).text, _("people who wrote"));
    if (!strength->note)
        write_figure(html, figure(strength->voters).text, _("people who voted"));
    html_close(html, EL_DL);
}

static void
write_note(Html *html, const char *icon, const char *bold, const char *text)
{
    html_open(html, EL_P, { AT_CLASS, "c-notice" });
    shell_icon(html, icon, NULL);
    html_open(html, EL_SPAN);
    html_leaf(html, EL_STRONG, bold);
    html_literal(html, " ");
    html_text(html, text);
    html_close(html, EL_SPAN);
    html_close(html, EL_P);
}

static void
write_decision(Html *html, const ThemeView *theme)
{
    if (theme->decision) {
        html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--leaf c-stack" }, { AT_DIR, "auto" });
        html_open(html, EL_P);
        html_leaf(html, EL_STRONG, _("Decided because of this:"));
        html_close(html, EL_P);
        html_safe(html, theme->decision);
        html_close(html, EL_DIV);
    } else if (theme->decided) {
        write_note(html, "tick", _("Decided because of this:"), theme->decided);
    }
}

static void
write_decide(Html *html, const PageFrame *frame, const ThemeView *theme, size_t i)
{
    g_autofree char *action = page_path(frame, "/report"), *number = g_strdup_printf("%zu", i + 1);
    g_autofree char *field = g_strdup_printf("text-%zu", i + 1), *id = g_strconcat("f-", field, NULL);

    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details c-noprint" }, { AT_OPEN, theme->refused ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_leaf(html, EL_SPAN, theme->decision_text ? _("Change what was decided") : _("Write what was decided"),
              { AT_CLASS, "govuk-details__summary-text" });
    html_close(html, EL_SUMMARY);
    html_open(html, EL_FORM, { AT_CLASS, "govuk-details__text c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "theme", number);
    form_field(html, &(FormField){ .name = "text", .id = id, .label = _("What was decided because of this theme"), .rows = 4,
                               .max = LIMIT_DECISION, .value = theme->decision_text,
                               .hint = _("Everybody who was invited can read it, and whoever has a receipt for an idea in this "
                                         "theme, also later. Name nobody."),
                               .error = theme->refused ? part_error(frame, field) : NULL });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Publish this decision"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DETAILS);
}

static void
write_theme(Html *html, const PageFrame *frame, const ReportView *view, size_t i)
{
    const ThemeView *theme = &view->themes[i];
    g_autofree char *id = g_strdup_printf("theme-%zu", i + 1);
    g_autofree char *number = g_strdup_printf("%zu", i + 1);

    html_open(html, EL_ARTICLE, { AT_CLASS, "c-card c-theme" }, { AT_ARIA_LABELLEDBY, id });
    html_open(html, EL_DIV, { AT_CLASS, "c-theme__head" });
    html_leaf(html, EL_SPAN, number, { AT_CLASS, "c-theme__n" }, { AT_ARIA_HIDDEN, "true" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, theme->name, { AT_ID, id }, { AT_CLASS, "u-h2" });
    if (theme->summary)
        html_leaf(html, EL_P, theme->summary, { AT_CLASS, "c-quiet u-mt2" });
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    write_theme_figures(html, theme);
    if (theme->n_quotes > 0) {
        html_open(html, EL_DIV, { AT_CLASS, "c-two c-two--even" });
        for (size_t q = 0; q < theme->n_quotes; q++)
            write_quote(html, frame, &theme->quotes[q], view->links);
        html_close(html, EL_DIV);
    } else if (view->preview) {
        html_leaf(html, EL_P, _("No quotation yet: an analyst has to choose one."), { AT_CLASS, "c-small c-quiet" });
    }
    if (theme->contested)
        write_note(html, "split", _("Contested:"), theme->contested);
    write_decision(html, theme);
    if (view->may_decide)
        write_decide(html, frame, theme, i);
    html_close(html, EL_ARTICLE);
}

static void
write_common(Html *html, const CommonLine *lines, size_t n, const char *note)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "common" });
    html_leaf(html, EL_H2, _("Common ground"), { AT_ID, "common" });
    html_leaf(html, EL_P, _("People voted in a few patterns. On these points a clear majority in every group agrees."),
              { AT_CLASS, "c-quiet" });
    chart_common(html, lines, n);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    if (note) {
        html_text(html, note);
        html_literal(html, " ");
    }
    /* xgettext:no-c-format */
    html_text(html, _("Groups that are too small are never shown, and a share over 90% or under 10% is given as just that."));
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

static void
write_method(Html *html, const ReportView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-two c-two--even" }, { AT_ID, "method" }, { AT_ARIA_LABELLEDBY, "how" });
    if (view->codes_after)
        chart_saturation(html, view->saturation, view->codes_after, view->posts);
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, _("How we worked"), { AT_ID, "how" });
    form_rows_open(html);
    for (size_t i = 0; i < view->n_method; i++)
        form_row(html, view->method[i].key, view->method[i].value);
    form_rows_close(html);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_opening(Html *html, const PageFrame *frame, const ReportView *view)
{
    if (view->preview)
        part_notice(html, "c-card--apricot u-mb5", "eyeoff", _("A preview."),
                    _("Only staff can see this until the organiser publishes it."));
    html_open(html, EL_DIV, { AT_CLASS, "c-read c-stack u-mb5" });
    if (frame->organisation && view->date)
        html_leaf(html, EL_P, view->date, { AT_CLASS, "c-quiet" });
    html_leaf(html, EL_H1, _("What you told us"));
    if (view->lead)
        html_leaf(html, EL_P, view->lead, { AT_CLASS, "c-lead" });
    html_close(html, EL_DIV);
}

bool
report_page(const PageFrame *frame, const ReportView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_REPORT, PAGE_ORDINARY, _("What you told us"));
    Html *html = sheet.html;

    write_opening(html, frame, view);
    write_contents(html, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack c-stack--wide" });
    if (view->n_figures > 0)
        write_who(html, view);
    if (view->n_themes > 0) {
        write_strength(html, view);
        html_open(html, EL_SECTION, { AT_ARIA_LABELLEDBY, "themes" });
        html_leaf(html, EL_H2, _("Themes"), { AT_ID, "themes" }, { AT_CLASS, "u-mb4" });
        for (size_t i = 0; i < view->n_themes; i++)
            write_theme(html, frame, view, i);
        html_close(html, EL_SECTION);
    }
    if (view->n_common > 0)
        write_common(html, view->common, view->n_common, view->groups_note);
    write_method(html, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
report_waits_page(const PageFrame *frame, const char *when, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_REPORT, PAGE_ORDINARY, _("The report"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow c-stack" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, "clock", NULL);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_H1, _("The report is not out yet"));
    html_open(html, EL_P, { AT_CLASS, "c-lead" });
    if (when)
        part_fill(html, _("Every idea is being read. You will find the report here %s."), when);
    else
        html_text(html, _("Every idea is being read. You will find the report here."));
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

static void
write_agreement(Html *html, const ThemesView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "agreement" });
    html_leaf(html, EL_H2, _("Agreement"), { AT_ID, "agreement" });
    if (!view->alpha) {
        part_empty(html, "people", _("Agreement appears here once two analysts have coded the same contributions apart."), NULL);
    } else {
        html_open(html, EL_P);
        html_text(html, _("Krippendorff’s alpha:"));
        html_literal(html, " ");
        html_leaf(html, EL_STRONG, view->alpha);
        if (view->alpha_means)
            html_text_f(html, ". %s", view->alpha_means);
        html_close(html, EL_P);
    }
    if (view->n_agreement > 0) {
        form_rows_open(html);
        for (size_t i = 0; i < view->n_agreement; i++)
            form_row(html, view->agreement[i].key, view->agreement[i].value);
        form_rows_close(html);
    }
    html_close(html, EL_SECTION);
}

bool
themes_page(const PageFrame *frame, const ThemesView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ANALYSE | PAGE_BELOW, PAGE_WIDE, _("Themes and agreement"));
    Html *html = sheet.html;

    analyse_tabs(html, frame, 2);
    part_title(html, _("Themes and agreement"), NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "strength" });
    html_leaf(html, EL_H2, _("Strength of opinion"), { AT_ID, "strength" });
    if (view->n_strengths == 0)
        part_empty(html, "leaf", _("Themes appear here once contributions are coded."), NULL);
    else
        chart_strength(html, NULL, view->strengths, view->n_strengths);
    html_close(html, EL_SECTION);
    write_agreement(html, view);
    if (view->n_common > 0)
        write_common(html, view->common, view->n_common, view->groups_note);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
