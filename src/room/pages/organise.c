#include "room/pages/organise.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"

static void
organise_tabs(Html *html, const PageFrame *frame, int here)
{
    g_autofree char *overview = page_path(frame, "/organise");
    g_autofree char *settings = page_path(frame, "/organise/settings");
    g_autofree char *report = page_path(frame, "/report");
    const ShellLink links[] = {
        { .href = overview, .text = _("How it goes"), .current = here == 0 },
        { .href = settings, .text = _("Texts"), .current = here == 1 },
        { .href = report, .text = _("Report") },
    };

    part_tabs(html, _("Organise"), links, G_N_ELEMENTS(links));
}

static void
write_figure(Html *html, const char *value, const char *name)
{
    html_open(html, EL_DIV);
    html_leaf(html, EL_DT, name);
    html_leaf(html, EL_DD, value ? value : "–");
    html_close(html, EL_DIV);
}

static void
write_table(Html *html, const char *caption, const char *const heads[], size_t n_heads)
{
    html_open(html, EL_TABLE, { AT_CLASS, "govuk-table" });
    html_leaf(html, EL_CAPTION, caption, { AT_CLASS, "govuk-table__caption" });
    html_open(html, EL_THEAD);
    html_open(html, EL_TR);
    for (size_t i = 0; i < n_heads; i++)
        html_leaf(html, EL_TH, heads[i],
                  { AT_CLASS, i ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header" },
                  { AT_SCOPE, "col" });
    html_close(html, EL_TR);
    html_close(html, EL_THEAD);
    html_open(html, EL_TBODY);
}

static void
write_row(Html *html, const char *head, const char *const cells[], size_t n_cells)
{
    html_open(html, EL_TR);
    html_leaf(html, EL_TH, head, { AT_CLASS, "govuk-table__header u-plain" }, { AT_SCOPE, "row" });
    for (size_t i = 0; i < n_cells; i++)
        html_leaf(html, EL_TD, cells[i], { AT_CLASS, "govuk-table__cell govuk-table__cell--numeric" });
    html_close(html, EL_TR);
}

static void
write_breakdown(Html *html, const OrganiseView *view)
{
    const char *const group_heads[] = { _("Group"), _("Invited"), _("Came in") };
    const char *const day_heads[] = { _("Day"), _("Came in so far") };
    size_t n = view->by_day ? view->n_days : view->n_groups;

    if (n == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-scroll" }, { AT_TABINDEX, "0" }, { AT_ROLE, "region" },
              { AT_ARIA_LABEL, _("Table: participation") });
    if (view->by_day) {
        write_table(html, _("Participation by day"), day_heads, 2);
        for (size_t i = 0; i < n; i++)
            write_row(html, view->days[i].day, (const char *const[]){ view->days[i].came }, 1);
    } else {
        write_table(html, _("Participation by group"), group_heads, 3);
        for (size_t i = 0; i < n; i++)
            write_row(html, view->groups[i].name, (const char *const[]){ view->groups[i].invited, view->groups[i].came }, 2);
    }
    html_close(html, EL_TBODY);
    html_close(html, EL_TABLE);
    html_close(html, EL_DIV);
}

static void
write_people(Html *html, const OrganiseView *view)
{
    g_autofree char *rounded = i18n_format(_("Numbers of people are refreshed at night and rounded down to multiples of "
                                                 "%u, so that nobody can be found in them."), view->k);

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "people" });
    html_leaf(html, EL_H2, _("People"), { AT_ID, "people" });
    html_open(html, EL_DL, { AT_CLASS, "c-figures" });
    write_figure(html, view->invited, _("invited"));
    write_figure(html, view->came, _("came in"));
    write_figure(html, figure(view->ideas).text, _("ideas"));
    write_figure(html, figure(view->comments).text, _("comments"));
    write_figure(html, figure(view->votes).text, _("likes and dislikes"));
    html_close(html, EL_DL);
    write_breakdown(html, view);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    html_text(html, rounded);
    if (view->as_of) {
        html_literal(html, " ");
        part_fill(html, _("As of %s."), view->as_of);
    }
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

static void
write_remind(Html *html, const PageFrame *frame, const OrganiseView *view)
{
    g_autofree char *action = page_path(frame, "/organise/remind");

    if (!view->may_remind && !view->remind_from)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "remind" });
    html_leaf(html, EL_H2, _("Remind people"), { AT_ID, "remind" });
    html_leaf(html, EL_P, _("A reminder goes to everybody, whether or not they have been here: nobody, you included, can tell "
                            "who has. At most one every three days."));
    if (view->may_remind) {
        html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
        form_button(html, BUTTON_FILLED, _("Remind everybody"), (FormExtra){ .icon = "mail" });
        html_close(html, EL_FORM);
    } else {
        html_open(html, EL_P);
        part_fill(html, _("The next one is possible %s."), view->remind_from);
        html_close(html, EL_P);
    }
    html_close(html, EL_SECTION);
}

static void
write_report_card(Html *html, const PageFrame *frame, const OrganiseView *view)
{
    g_autofree char *report = page_path(frame, "/report");
    g_autofree char *publish = page_path(frame, "/organise/publish");

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "report" });
    html_leaf(html, EL_H2, _("The report"), { AT_ID, "report" });
    if (view->published)
        html_leaf(html, EL_P, _("It is published: everybody who was invited can read it."));
    else if (view->publish_waits)
        html_leaf(html, EL_P, view->publish_waits);
    else
        html_leaf(html, EL_P, _("It is ready to be looked at, and to be published to everybody who was invited."));
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_link_button(html, BUTTON_SECOND, view->published ? _("Open the report") : _("Preview the report"), report, NULL);
    if (view->may_publish && !view->published)
        form_link_button(html, BUTTON_FILLED, _("Publish it"), publish, NULL);
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

static void
write_dates(Html *html, const OrganiseView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "dates" });
    html_leaf(html, EL_H2, _("Dates and rules"), { AT_ID, "dates" });
    form_rows_open(html);
    form_row(html, _("Opens"), view->opens);
    if (view->posting_ends)
        form_row(html, _("New ideas until"), view->posting_ends);
    form_row(html, _("Closes"), view->closes);
    form_row(html, _("Ends for all"), view->completes);
    form_row(html, _("Personal data destroyed by"), view->erases);
    if (view->rule_counts)
        form_row(html, _("Likes and dislikes"), view->rule_counts);
    if (view->rule_comments)
        form_row(html, _("Comments"), view->rule_comments);
    form_rows_close(html);
    html_leaf(html, EL_P, _("Opening, closing and destroying happen by the clock. What protects people cannot be changed once "
                            "it is open; the end may be moved later once, by the administrator."),
              { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_SECTION);
}

static void
write_warnings(Html *html, const OrganiseView *view)
{
    if (view->mail_folder) {
        g_autofree char *text = i18n_format(_("Mails are not sent: they lie open in the folder %s."), view->mail_folder);

        part_notice(html, "c-card--apricot", "alert", _("This is for trying out only."), text);
    }
    if (view->same_disk)
        part_notice(html, "c-card--apricot", "key", _("Keys and data are on the same disk."),
                    _("Put the key folder on another one, and the privacy page will say so."));
}

bool
organise_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ORGANISE, PAGE_WIDE, _("How it goes"));
    Html *html = sheet.html;

    organise_tabs(html, frame, 0);
    part_title(html, _("How it goes"), view->phase);
    html_open(html, EL_DIV, { AT_CLASS, "c-two" });
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    write_warnings(html, view);
    write_people(html, view);
    write_remind(html, frame, view);
    write_report_card(html, frame, view);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    write_dates(html, view);
    part_notice(html, "c-card--leaf", "mask", _("You cannot find out who took part."),
                _("Nobody can: not you, not the facilitators, not the analysts. That is why people speak freely here."));
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

static void
write_text_box(Html *html, const PageFrame *frame, const char *name, const char *label, const char *value)
{
    form_field(html, &(FormField){ .name = name, .label = label, .rows = 10, .value = value, .error = part_error(frame, name) });
}

bool
settings_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ORGANISE | PAGE_BELOW, PAGE_WIDE, _("Texts"));
    g_autofree char *action = page_path(frame, "/organise/settings");
    Html *html = sheet.html;

    organise_tabs(html, frame, 1);
    part_title(html, _("Texts"), _("Write in Markdown: ## for a heading, - for a list, [words](https://…) for a link. Changes "
                                   "show at once."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack c-stack--wide u-wide" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    write_text_box(html, frame, "welcome", _("Welcome"), view->welcome);
    write_text_box(html, frame, "rules", _("House rules"), view->rules);
    write_text_box(html, frame, "faq", _("Questions and answers"), view->faq);
    write_text_box(html, frame, "privacy", _("Privacy"), view->privacy);
    write_text_box(html, frame, "accessibility", _("Accessibility"), view->accessibility);
    form_field(html, &(FormField){ .name = "support", .label = _("Where to find help"), .rows = 8, .max = LIMIT_SIGNPOST,
                               .value = view->support, .error = part_error(frame, "support"),
                               .hint = _("Names and phone numbers, in plain text: links do not open. It is shown at once to "
                                         "somebody whose words sound like distress, and to all under Get help.") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Save the texts"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    return page_end(&sheet, ret_page, error);
}

bool
publish_page(const PageFrame *frame, const OrganiseView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ORGANISE | PAGE_BELOW, PAGE_WIDE, _("Publish the report?"));
    g_autofree char *action = page_path(frame, "/organise/publish");
    g_autofree char *back = page_path(frame, "/organise");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow" });
    part_back(html, back, _("Back"));
    part_title(html, _("Publish the report?"), _("Everybody who was invited can then read it, in all its formats."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_P, _("Its numbers are frozen at that moment. Two reports with different numbers could give people away, "
                            "so this is done once."));
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Publish"), (FormExtra){ 0 });
    html_leaf(html, EL_A, _("Not yet"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, back });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
