#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/item.h"

static void
write_lines(Html *html, const SafeguardView *view)
{
    if (view->n_lines == 0)
        return;
    html_open(html, EL_OL, { AT_CLASS, "c-items c-small" });
    for (size_t i = 0; i < view->n_lines; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_P, view->lines[i].text);
        if (view->lines[i].note)
            html_leaf(html, EL_P, view->lines[i].note, { AT_CLASS, "c-lines c-quiet" }, { AT_DIR, "auto" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_OL);
}

static void
write_form(Html *html, const PageFrame *frame, const ItemView *item)
{
    const SafeguardView *view = &item->safeguard;
    const FormChoice steps[] = {
        { "looked", _("I looked at it, and I worry") },
        { "offered", _("Support was offered") },
        { "told", _("The safeguarding lead was told") },
        { "close", _("Nothing more is to be done") },
    };
    g_autofree char *action = page_path(frame, "/facilitate/%s/safeguard", item->id);
    const bool may_close = view->open && !view->own;

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    again_saw(html, "seen", (int64_t)view->n_lines);
    composer_names(html, &view->note);
    form_choices(html, "step", _("What was done?"), steps, G_N_ELEMENTS(steps) - !may_close, view->step, part_error(frame, "step"));
    form_field(html, &(FormField){ .name = "safeguard-note", .label = _("For the other facilitators"), .rows = 2, .max = LIMIT_NOTE,
                               .hint = _("No names, and no guess at who it is. Facilitators alone read this."),
                               .value = view->note.text, .error = part_error(frame, "safeguard-note") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Write it down"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_open(Html *html, const PageFrame *frame, const ItemView *item)
{
    const SafeguardView *view = &item->safeguard;
    g_autofree char *guide = page_path(frame, "/facilitate/guide");

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ARIA_LABELLEDBY, "safeguard" });
    html_leaf(html, EL_H2, _("Somebody may need help: open"), { AT_ID, "safeguard" }, { AT_CLASS, "u-h3" });
    write_lines(html, view);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    if (view->own)
        html_text(html, _("You said that nothing more is to be done. It stays open until another facilitator agrees."));
    else if (view->closing)
        part_fill(html, _("%s said that nothing more is to be done. If you agree, it is closed."), view->closing);
    else
        html_text(html, _("It stays at the top of the queue until two facilitators say that nothing more is to be done."));
    html_literal(html, " ");
    html_leaf(html, EL_A, _("What to do"), { AT_HREF, guide });
    html_close(html, EL_P);
    write_form(html, frame, item);
    html_close(html, EL_SECTION);
}

void
safeguard_notice(Html *html, const PageFrame *frame, const ItemView *item)
{
    if (item->safeguard.open)
        write_open(html, frame, item);
}

void
safeguard_form(Html *html, const PageFrame *frame, const ItemView *item)
{
    const SafeguardView *view = &item->safeguard;

    if (view->open)
        return;
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, view->again ? HTML_ON : NULL });
    html_leaf(html, EL_SUMMARY, _("I worry about whoever wrote this"));
    html_open(html, EL_DIV, { AT_CLASS, "c-more__body c-stack" });
    html_leaf(html, EL_P, _("What you write down here makes it stay at the top of the queue until two facilitators close it. Facilitators "
                            "alone see it. Nobody is told by it, so tell the safeguarding lead yourselves: that there is an "
                            "open case, and not more."), { AT_CLASS, "c-small c-quiet" });
    write_lines(html, view);
    write_form(html, frame, item);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}
