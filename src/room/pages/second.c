#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/item.h"

static void
write_side(Html *html, const char *title, const char *text)
{
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, title);
    html_leaf(html, EL_P, text, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
}

/* Both ideas, and why one facilitator is not enough. */
static void
write_proposal(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *href = page_path(frame, "/i/%s", view->second.into);

    html_open(html, EL_DIV, { AT_CLASS, "c-diff" });
    write_side(html, _("This idea"), view->text);
    write_side(html, _("Into this one"), view->second.into_text);
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("One of the two was merged before, and few people have voted on it. Merging it again could show how "
                           "somebody voted, so two facilitators have to want it. [See the other idea]"), href, NULL);
    html_close(html, EL_P);
}

static void
write_confirm(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/%s/act%s", view->id, view->queue.query ? view->queue.query : "");
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, view->version);

    html_leaf(html, EL_P, _("To decline, choose “Looks fine” below. You can write to the author or ask back as always."),
              { AT_CLASS, "c-small" });
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "version", version);
    form_hidden(html, "from", view->from);
    form_hidden(html, "into", view->second.into);
    form_hidden(html, "into-id", view->second.into);
    form_button(html, BUTTON_FILLED, _("Confirm the merge"), (FormExtra){ .name = "action", .value = "merge" });
    html_close(html, EL_FORM);
}

void
second_notice(Html *html, const PageFrame *frame, const ItemView *view)
{
    const SecondView *second = &view->second;
    g_autofree char *action = page_path(frame, "/facilitate/%s/second%s", view->id, view->queue.query ? view->queue.query : "");

    if (!second->who)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--sky c-stack" }, { AT_ARIA_LABELLEDBY, "second" });
    html_open(html, EL_H2, { AT_ID, "second" }, { AT_CLASS, "u-h3" });
    if (second->into)
        part_fill(html, _("%s proposes to merge it"), second->who);
    else if (second->own)
        html_text(html, _("You asked for a second opinion"));
    else
        part_fill(html, _("%s asks for a second opinion"), second->who);
    html_close(html, EL_H2);
    if (*second->note)
        html_leaf(html, EL_P, second->note, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    if (second->into)
        write_proposal(html, frame, view);
    if (second->own) {
        html_leaf(html, EL_P, _("Another facilitator decides. You can do nothing to it until then, or until you take the question back."),
                  { AT_CLASS, "c-small" });
        html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
        form_button(html, BUTTON_SECOND, _("Take the question back"), (FormExtra){ .name = "action", .value = "back" });
        html_close(html, EL_FORM);
    } else if (second->into) {
        write_confirm(html, frame, view);
    } else {
        html_leaf(html, EL_P, _("What you do below decides it."), { AT_CLASS, "c-small" });
    }
    html_close(html, EL_SECTION);
}

void
second_form(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/%s/second%s", view->id, view->queue.query ? view->queue.query : "");
    const char *error = part_error(frame, "second-note");

    if (!view->second.may || (view->second.who && !view->second.typed))
        return;
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, error || view->second.typed ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_DATA_SHORTCUT, "a" });
    html_text(html, _("Ask for a second opinion"));
    part_key(html, "a");
    html_close(html, EL_SUMMARY);
    html_open(html, EL_FORM, { AT_CLASS, "c-more__body c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_P, _("It then waits until another facilitator has decided. The author is not told."),
              { AT_CLASS, "c-small c-quiet" });
    form_field(html, &(FormField){ .name = "second-note", .label = _("What would you like to know?"), .rows = 3, .max = LIMIT_NOTE,
                               .value = view->second.typed, .error = error, .hint = _("Facilitators alone read this.") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Ask"), (FormExtra){ .name = "action", .value = "ask" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DETAILS);
}
