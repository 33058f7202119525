#include "room/pages/notices.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"

/* ---- for everybody ---- */

static void
write_notice(Html *html, const NoticeView *notice)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-pinned" });
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text" }, { AT_LANG, notice->lang }, { AT_DIR, "auto" });
    html_safe(html, notice->text);
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Pinned %s"), notice->day);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

void
notices_part(Html *html, const NoticeView *notices, size_t n)
{
    if (n == 0)
        return;
    html_open(html, EL_ASIDE, { AT_CLASS, "c-card c-card--apricot c-pins" }, { AT_ARIA_LABELLEDBY, "notices" });
    html_open(html, EL_H2, { AT_ID, "notices" }, { AT_CLASS, "u-h3 c-row" });
    shell_icon(html, "shield", NULL);
    html_text(html, _("From the facilitators"));
    html_close(html, EL_H2);
    for (size_t i = 0; i < n; i++)
        write_notice(html, &notices[i]);
    html_close(html, EL_ASIDE);
}

/* ---- for facilitators ---- */

static void
write_place(Html *html, const PageFrame *frame, const NoticesView *view)
{
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, _("On the first page"));

    form_select(html, &(FormSelect){ "section", _("Where?"), choices, view->n_sections + 1, view->section ? view->section : "",
                                     part_error(frame, "section") });
}

static void
write_new(Html *html, const PageFrame *frame, const NoticesView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/notices");
    g_autofree char *most = i18n_format("%u", LIMIT_NOTICES);

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_H2, _("Pin a notice"), { AT_CLASS, "u-h3" });
    composer_names(html, &view->composer);
    write_place(html, frame, view);
    form_field(html, &(FormField){ .name = "text", .label = _("Your notice"), .rows = 4, .max = LIMIT_NOTICE,
                               .value = view->composer.text, .error = part_error(frame, "text"),
                               .hint = _("What everybody should know here: a date, a thank you, how to go on. No names.") });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_BIG, _("Pin it"), (FormExtra){ 0 });
    composer_from(html, &view->composer);
    html_close(html, EL_P);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Up to %s notices can be pinned in one place."), most);
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_change(Html *html, const PageFrame *frame, const NoticeLine *line)
{
    g_autofree char *id = g_strconcat("f-text-", line->id, NULL);
    const char *error = line->typed ? part_error(frame, id + 2) : NULL;

    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, line->typed ? HTML_ON : NULL });
    html_leaf(html, EL_SUMMARY, _("Change the words"));
    html_open(html, EL_DIV, { AT_CLASS, "c-more__body c-stack" });
    if (line->typed)
        composer_names(html, line->typed);
    if (line->stale)
        html_leaf(html, EL_P, _("Another facilitator changed it meanwhile. Above is what it says now, below what you wrote."),
                  { AT_CLASS, "c-small" });
    form_field(html, &(FormField){ .name = "text", .id = id, .label = _("The words"), .rows = 4, .max = LIMIT_NOTICE,
                               .value = line->typed ? line->typed->text : line->text, .error = error });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Save the change"), (FormExtra){ .name = "action", .value = "change" });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

static void
write_steps(Html *html, const NoticeLine *line)
{
    html_open(html, EL_UL, { AT_CLASS, "c-list c-small c-quiet" });
    for (size_t i = 0; i < line->n_steps; i++)
        html_leaf(html, EL_LI, line->steps[i]);
    html_close(html, EL_UL);
}

static void
write_buttons(Html *html, const NoticeLine *line)
{
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    if (!line->pinned)
        form_button(html, BUTTON_EDGE, _("Pin it again"), (FormExtra){ .name = "action", .value = "again", .unseen = line->text });
    if (line->pinned && !line->first)
        form_button(html, BUTTON_EDGE, _("Put it first"), (FormExtra){ .name = "action", .value = "first", .unseen = line->text });
    if (line->pinned)
        form_button(html, BUTTON_EDGE, _("Take it down"), (FormExtra){ .name = "action", .value = "down", .unseen = line->text });
    html_close(html, EL_P);
}

static void
write_line(Html *html, const PageFrame *frame, const NoticeLine *line)
{
    g_autofree char *action = page_path(frame, "/facilitate/notices/%s", line->id);
    g_autofree char *version = g_strdup_printf("%u", line->version), *place = g_strconcat("n-", line->id, NULL);

    html_open(html, EL_LI, { AT_CLASS, "c-card c-stack" }, { AT_ID, place });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    part_mark(html, NULL, NULL, line->section ? line->section : _("On the first page"));
    if (line->from) {
        html_open(html, EL_SPAN, { AT_CLASS, "c-mark" });
        shell_icon(html, "clock", NULL);
        part_fill(html, _("Others will see it so from %s"), line->from);
        html_close(html, EL_SPAN);
    }
    html_close(html, EL_P);
    html_leaf(html, EL_P, line->text, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "version", version);
    write_buttons(html, line);
    html_close(html, EL_FORM);
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "version", version);
    write_change(html, frame, line);
    html_close(html, EL_FORM);
    write_steps(html, line);
    html_close(html, EL_LI);
}

static void
write_lines(Html *html, const PageFrame *frame, const NoticesView *view, bool pinned)
{
    bool any = false;

    for (size_t i = 0; i < view->n_lines; i++)
        any = any || view->lines[i].pinned == pinned;
    if (!any)
        return;
    html_leaf(html, EL_H2, pinned ? _("Pinned now") : _("Taken down"));
    html_open(html, EL_UL, { AT_CLASS, "c-list c-stack" });
    for (size_t i = 0; i < view->n_lines; i++)
        if (view->lines[i].pinned == pinned)
            write_line(html, frame, &view->lines[i]);
    html_close(html, EL_UL);
}

bool
notices_page(const PageFrame *frame, const NoticesView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE | PAGE_BELOW, PAGE_WIDE, _("Notices"));
    Html *html = sheet.html;

    queue_tabs(html, frame, QUEUE_TAB_NOTICES);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack c-stack--wide c-narrow" });
    part_title(html, _("Notices"), _("Pinned above the ideas of a section, or on the first page. Everybody sees that they are from the "
                                     "facilitators. Nobody votes or comments on them."));
    write_new(html, frame, view);
    write_lines(html, frame, view, true);
    write_lines(html, frame, view, false);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
