#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/item.h"

/* Boxes to tick: they work without the script too. */
static void
write_help(Html *html, const ItemView *view)
{
    bool any = false;

    for (size_t i = 0; i < view->n_help; i++)
        any = any || view->help_chosen[i];
    if (view->n_help == 0)
        return;
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, any ? HTML_ON : NULL });
    html_leaf(html, EL_SUMMARY, _("Add where to find help"));
    html_open(html, EL_FIELDSET, { AT_CLASS, "govuk-fieldset c-more__body" });
    html_leaf(html, EL_LEGEND, _("What you tick is put below your words, as it stands in the list of help."), { AT_CLASS, "c-small c-quiet" });
    for (size_t i = 0; i < view->n_help; i++) {
        g_autofree char *name = g_strdup_printf("help-%zu", i + 1);
        g_autofree char *id = g_strdup_printf("f-help-%zu", i + 1);

        html_open(html, EL_DIV, { AT_CLASS, "govuk-radios__item c-check" });
        html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, id }, { AT_NAME, name }, { AT_VALUE, "yes" },
                  { AT_CHECKED, view->help_chosen[i] ? HTML_ON : NULL });
        html_leaf(html, EL_LABEL, view->help[i], { AT_FOR, id }, { AT_DIR, "auto" });
        html_close(html, EL_DIV);
    }
    html_close(html, EL_FIELDSET);
    html_close(html, EL_DETAILS);
}

static void
write_asks_who(Html *html, const ItemView *view)
{
    if (!view->asks_who)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "asks-who" });
    html_leaf(html, EL_H2, _("This seems to ask who they are"), { AT_ID, "asks-who" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("People write here because nobody finds that out. Ask about what happened instead. If they would like to "
                            "be reached, they can ask to be called, and nobody learns for which post."));
    if (view->message.n_names == 0) {
        html_open(html, EL_P, { AT_CLASS, "c-row" });
        html_leaf(html, EL_SPAN, _("Change your words below. Or, if it does not ask that:"), { AT_CLASS, "c-small" });
        form_button(html, BUTTON_SECOND, _("Send it as it is"), (FormExtra){ .name = "sure", .value = "yes" });
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
}

static void
write_preview(Html *html, const ItemView *view)
{
    if (!view->preview)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "preview" });
    html_leaf(html, EL_H2, _("How the author will read it"), { AT_ID, "preview" }, { AT_CLASS, "u-h3" });
    html_open(html, EL_DIV, { AT_CLASS, "c-said" });
    html_leaf(html, EL_P, view->preview, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
    html_leaf(html, EL_P, _("It was not sent yet. Addresses of pages and of mail do not open in it."), { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_SECTION);
}

void
message_part(Html *html, const PageFrame *frame, const ItemView *view)
{
    const FormChoice kinds[] = {
        { "question", _("A question") },
        { "moderation", _("About a decision") },
        { "support", _("An offer of support") },
    };
    g_autofree char *action = page_path(frame, "/facilitate/%s/message", view->id);

    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_ID, "write" }, { AT_OPEN, view->message.text ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_DATA_SHORTCUT, "w" });
    html_text(html, _("Write to the author"));
    part_key(html, "w");
    html_close(html, EL_SUMMARY);
    html_open(html, EL_FORM, { AT_CLASS, "c-more__body c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    again_saw(html, "version", view->version);
    again_saw(html, "talk", (int64_t)view->n_talk);
    html_leaf(html, EL_P, _("You do not learn who it is, and must not ask. They do not learn who you are."),
              { AT_CLASS, "c-small c-quiet" });
    write_preview(html, view);
    form_choices(html, "kind", _("What is it?"), kinds, G_N_ELEMENTS(kinds), view->message_kind, part_error(frame, "kind"));
    part_templates(html, "f-message", view->templates, view->n_templates);
    write_asks_who(html, view);
    composer_names(html, &view->message);
    form_field(html, &(FormField){ .name = "text", .id = "f-message", .label = _("Your message"), .rows = 4,
                               .max = LIMIT_MESSAGE, .value = view->message.text, .error = part_error(frame, "message") });
    write_help(html, view);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Send it"), (FormExtra){ 0 });
    form_button(html, BUTTON_SECOND, _("See how it will look"), (FormExtra){ .name = "preview", .value = "yes" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DETAILS);
}
