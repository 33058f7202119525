/* Above the queue: what of it is asked for; and what is done to many of it. */
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"

static void
write_chip(Html *html, const QueueChip *chip)
{
    g_autofree char *text = chip->why == WHY__COUNT ? g_strdup(_("All")) : queue_why_text(chip->why, 0);

    html_open(html, EL_LI);
    html_open(html, EL_A, { AT_HREF, chip->href }, { AT_ARIA_CURRENT, chip->current ? "true" : NULL });
    html_text(html, text);
    html_literal(html, " ");
    html_leaf(html, EL_STRONG, figure(chip->n).text);
    html_close(html, EL_A);
    html_close(html, EL_LI);
}

static void
write_tick(Html *html, const char *name, const char *text, uint64_t n, bool on)
{
    g_autofree char *id = g_strconcat("f-", name, NULL);

    html_open(html, EL_P, { AT_CLASS, "c-check" });
    html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, id }, { AT_NAME, name }, { AT_VALUE, "1" },
              { AT_CHECKED, on ? HTML_ON : NULL });
    html_open(html, EL_LABEL, { AT_FOR, id });
    part_fill(html, text, figure(n).text);
    html_close(html, EL_LABEL);
    html_close(html, EL_P);
}

static void
write_choices(Html *html, const QueueFilterView *filter, const char *action)
{
    html_open(html, EL_FORM, { AT_METHOD, "get" }, { AT_ACTION, action }, { AT_CLASS, "c-filter" });
    form_hidden(html, "why", filter->why);
    form_select(html, &(FormSelect){ "section", _("Section"), filter->sections, filter->n_sections, filter->section, NULL });
    form_select(html, &(FormSelect){ "kind", _("Kind"), filter->kinds, 3, filter->kind, NULL });
    form_select(html, &(FormSelect){ "waited", _("Has waited"), filter->waits, filter->n_waits, filter->wait, NULL });
    write_tick(html, "free", _("Only what nobody else has open (%s)"), filter->n_free, filter->free);
    write_tick(html, "asked", _("Only where a colleague asks for a second opinion (%s)"), filter->n_asked, filter->asked);
    html_open(html, EL_P);
    form_button(html, BUTTON_SECOND, _("Show these"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_words(Html *html, const QueueFilterView *filter, const char *action)
{
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action }, { AT_CLASS, "c-filter" });
    form_field(html, &(FormField){ .name = "words", .label = _("With these words"), .max = LIMIT_SEARCH, .type = "search",
                               .value = filter->words, .autocomplete = "off" });
    html_open(html, EL_P);
    form_button(html, BUTTON_SECOND, _("Find"), (FormExtra){ .icon = "search" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

void
queue_filter(Html *html, const PageFrame *frame, const QueueView *view)
{
    const QueueFilterView *filter = &view->filter;
    g_autofree char *list = page_path(frame, "/facilitate");
    g_autofree char *find = page_path(frame, "/facilitate/find%s", view->query ? view->query : "");
    const bool asked = filter->words || filter->free || filter->asked || (filter->section && *filter->section) ||
                       (filter->kind && *filter->kind) || (filter->wait && *filter->wait);

    html_open(html, EL_NAV, { AT_CLASS, "u-mb5 c-stack" }, { AT_ARIA_LABEL, _("What to show") });
    html_open(html, EL_UL, { AT_CLASS, "c-order c-list c-chips" });
    for (size_t i = 0; i < view->n_chips; i++)
        write_chip(html, &view->chips[i]);
    html_close(html, EL_UL);
    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details" }, { AT_OPEN, asked ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_leaf(html, EL_SPAN, _("Show only some"), { AT_CLASS, "govuk-details__summary-text" });
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "govuk-details__text c-stack" });
    write_choices(html, filter, list);
    write_words(html, filter, find);
    if (asked) {
        html_open(html, EL_P);
        html_leaf(html, EL_A, _("Show all again"), { AT_HREF, list });
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
    html_close(html, EL_NAV);
}

/* ---- many at once ---- */

static void
write_reason(Html *html, const PageFrame *frame, const QueueView *view)
{
    FormChoice reasons[REASON__COUNT + 1] = { { "", _("The usual one for the step") } };

    reason_choices(reasons + 1);
    form_select(html, &(FormSelect){ "reason", _("Reason, for the record"), reasons, REASON__COUNT + 1, view->reason, part_error(frame, "reason") });
    form_field(html, &(FormField){ .name = "note", .label = _("Why, in words the authors will read"), .rows = 2, .max = LIMIT_NOTE,
                               .value = view->note, .error = part_error(frame, "note"), .small = true });
}

static void
write_move(Html *html, const PageFrame *frame, const QueueView *view)
{
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, _("Choose a section"));

    form_select(html, &(FormSelect){ "to", _("To the section"), choices, view->n_sections + 1, view->section, part_error(frame, "to") });
    html_open(html, EL_P);
    form_button(html, BUTTON_SECOND, _("Move them there"), (FormExtra){ .name = "action", .value = "move" });
    html_close(html, EL_P);
}

void
queue_bulk(Html *html, const PageFrame *frame, const QueueView *view)
{
    g_autofree char *all = g_strdup_printf("%s%sall=1", view->here, *view->query ? "&" : "?");

    html_open(html, EL_DIV, { AT_CLASS, "c-bulk" }, { AT_ROLE, "group" }, { AT_ARIA_LABEL, _("What is chosen below") });
    html_open(html, EL_DIV, { AT_CLASS, "c-acts" });
    html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_HREF, all }, { AT_DATA_MODULE, "all" });
    part_count(html, "Choose it", "Choose all %s", view->n_lines);
    html_close(html, EL_A);
    form_button(html, BUTTON_SECOND, _("Looks fine"), (FormExtra){ .name = "action", .value = "fine", .shortcut = "o" });
    form_button(html, BUTTON_WARNING, _("Hide"), (FormExtra){ .name = "action", .value = "hide", .shortcut = "h" });
    form_button(html, BUTTON_WARNING, _("Remove as abuse"), (FormExtra){ .name = "action", .value = "remove", .shortcut = "d" });
    html_close(html, EL_DIV);
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, frame->n_errors || view->note ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_DATA_SHORTCUT, "m" });
    html_text(html, _("Reason, or move"));
    part_key(html, "m");
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "c-more__body c-stack" });
    write_reason(html, frame, view);
    write_move(html, frame, view);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
    html_close(html, EL_DIV);
}

void
queue_refused(Html *html, const PageFrame *frame, const QueueView *view)
{
    if (view->n_refused == 0)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--apricot c-stack u-mb5" }, { AT_ARIA_LABELLEDBY, "refused" },
              { AT_ID, view->n_refused ? "not-done" : NULL });
    html_open(html, EL_H2, { AT_CLASS, "u-h3" }, { AT_ID, "refused" });
    part_count(html, "%s was left as it is", "%s were left as they are", view->n_refused);
    html_close(html, EL_H2);
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    for (size_t i = 0; i < view->n_refused; i++) {
        const QueueRefusal *refusal = &view->refused[i];
        g_autofree char *href = page_path(frame, "/facilitate/%s%s", refusal->id, view->query);

        html_open(html, EL_LI);
        if (*refusal->excerpt)
            html_leaf(html, EL_A, refusal->excerpt, { AT_HREF, href }, { AT_DIR, "auto" });
        html_literal(html, " ");
        html_text(html, refusal->text);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_close(html, EL_SECTION);
}
