#include "room/pages/bring.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"

static void
write_lead(Html *html, const BringView *view)
{
    if (view->seeds)
        part_title(html, _("Posts by the facilitators"),
                   _("Words of yours to start the talk. Everybody sees that the facilitators wrote them. They can be liked and "
                     "commented on, and are not counted among the ideas of those who take part."));
    else
        part_title(html, _("From paper forms"),
                   _("Type what people wrote on paper, one idea at a time. To everybody else it looks like any other idea: staff "
                     "alone are told that it came on paper."));
}

static void
write_notes(Html *html, const BringView *view)
{
    if (view->seeds)
        return;
    part_notice(html, "c-card--flat c-card--clear", "shield", _("Nobody stands behind it in here."),
                _("It has no author, so nobody can be written to about it. Leave out names, and don’t say who handed it in."));
    if (view->until) {
        html_open(html, EL_P, { AT_CLASS, "c-small" });
        part_fill(html, _("The conversation has closed. Forms that come late are taken until %s, unless the report is published "
                          "before. Whoever looks again can tell that what is new by then came on paper."), view->until);
        html_close(html, EL_P);
    }
}

static void
write_section_choice(Html *html, const PageFrame *frame, const BringView *view)
{
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, NULL);

    form_select(html, &(FormSelect){ "section", _("Section"), choices, view->n_sections, view->section, part_error(frame, "section") });
}

static void
write_form(Html *html, const PageFrame *frame, const BringView *view)
{
    g_autofree char *action = page_path(frame, view->seeds ? "/facilitate/seeds" : "/facilitate/paper");

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    composer_key(html, &view->composer, "");
    composer_names(html, &view->composer);
    write_section_choice(html, frame, view);
    form_field(html, &(FormField){ .name = "text", .label = view->seeds ? _("Your post") : _("What it says on the form"), .rows = 5,
                               .max = LIMIT_IDEA, .value = view->composer.text, .error = part_error(frame, "text"),
                               .hint = view->seeds ? _("A question, or an idea to react to. Keep it short.")
                                                   : _("As it was written. Describe situations, not people."),
                               .focus = !frame->n_errors && !view->composer.n_names });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_BIG, view->seeds ? _("Post it") : _("Save and type the next"), (FormExtra){ 0 });
    composer_from(html, &view->composer);
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_line(Html *html, const PageFrame *frame, const BroughtLine *line)
{
    g_autofree char *href = page_path(frame, "/facilitate/%s", line->id);

    html_open(html, EL_LI, { AT_CLASS, "c-row c-row--between" });
    html_leaf(html, EL_A, line->excerpt, { AT_HREF, href });
    html_open(html, EL_SPAN, { AT_CLASS, "c-row c-small" });
    html_leaf(html, EL_SPAN, line->section, { AT_CLASS, "c-quiet" });
    if (line->state)
        part_mark(html, NULL, "eyeoff", line->state);
    if (line->from) {
        html_open(html, EL_SPAN, { AT_CLASS, "c-mark" });
        shell_icon(html, "clock", NULL);
        part_fill(html, _("Others will see it from %s"), line->from);
        html_close(html, EL_SPAN);
    }
    html_close(html, EL_SPAN);
    html_close(html, EL_LI);
}

static void
write_similar(Html *html, const PageFrame *frame, const BringView *view)
{
    html_leaf(html, EL_H3, view->n_similar == 1 ? _("Another says much the same") : _("Others say much the same"), { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Where it is the same wish, open the one you typed and merge it."), { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < view->n_similar; i++) {
        g_autofree char *href = page_path(frame, "/i/%s", view->similar[i].id);

        html_open(html, EL_LI);
        html_leaf(html, EL_A, view->similar[i].excerpt, { AT_HREF, href });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_latest(Html *html, const PageFrame *frame, const BringView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--flat c-stack" }, { AT_ARIA_LABELLEDBY, "latest" });
    html_leaf(html, EL_H2, _("Just now"), { AT_ID, "latest" }, { AT_CLASS, "u-h3" });
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    write_line(html, frame, view->latest);
    html_close(html, EL_UL);
    if (view->n_similar > 0)
        write_similar(html, frame, view);
    html_close(html, EL_SECTION);
}

static void
write_all(Html *html, const PageFrame *frame, const BringView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-stack" }, { AT_ARIA_LABELLEDBY, "all" });
    html_leaf(html, EL_H2, _("What the facilitators posted"), { AT_ID, "all" });
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < view->n_lines; i++)
        write_line(html, frame, &view->lines[i]);
    html_close(html, EL_UL);
    html_close(html, EL_SECTION);
}

bool
bring_page(const PageFrame *frame, const BringView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE | PAGE_BELOW, PAGE_WIDE,
                                 view->seeds ? _("Posts by the facilitators") : _("From paper forms"));
    Html *html = sheet.html;

    queue_tabs(html, frame, view->seeds ? QUEUE_TAB_SEEDS : QUEUE_TAB_PAPER);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack c-narrow" });
    write_lead(html, view);
    if (view->closed)
        part_notice(html, "c-card--apricot", "clock", NULL, view->closed);
    if (view->closed)
        composer_kept(html, &view->composer);
    if (!view->closed)
        write_form(html, frame, view);
    if (view->latest)
        write_latest(html, frame, view);
    if (!view->closed)
        write_notes(html, view);
    if (view->n_lines > 0)
        write_all(html, frame, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
