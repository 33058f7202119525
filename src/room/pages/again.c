#include "room/pages/again.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

void
again_saw(Html *html, const char *name, int64_t value)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);

    form_hidden(html, name, text);
}

static void
write_form(Html *html, const AgainView *again, FormButton kind, const char *button)
{
    if (!again->action)
        return;
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, again->action });
    for (size_t i = 0; i < again->n_fields; i++)
        form_hidden(html, again->fields[i].name, again->fields[i].value);
    form_button(html, kind, button, (FormExtra){ 0 });
    html_close(html, EL_FORM);
}

static void
write_since(Html *html, const StaleView *view)
{
    if (view->n_since == 0)
        return;
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    for (size_t i = 0; i < view->n_since; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_STRONG, view->since[i].text);
        if (view->since[i].words)
            html_leaf(html, EL_P, view->since[i].words, { AT_CLASS, "c-lines c-small" }, { AT_DIR, "auto" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_side(Html *html, const char *title, const char *words)
{
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, title);
    html_leaf(html, EL_P, words, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
}

static void
write_typed(Html *html, const StaleView *view)
{
    if (view->n_typed == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-said c-stack" });
    html_leaf(html, EL_H3, _("What you typed"), { AT_CLASS, "c-small" });
    for (size_t i = 0; i < view->n_typed; i++)
        html_leaf(html, EL_P, view->typed[i], { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
}

void
stale_part(Html *html, const StaleView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ARIA_LABELLEDBY, "stale" });
    html_leaf(html, EL_H2, _("Somebody changed it while you had it open"), { AT_ID, "stale" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Nothing of yours was done yet, and nothing that you typed is lost."), { AT_CLASS, "c-small" });
    write_since(html, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-diff" });
    write_side(html, _("As you saw it"), view->saw);
    write_side(html, _("As it stands now"), view->now);
    html_close(html, EL_DIV);
    write_typed(html, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-row" });
    write_form(html, &view->again, BUTTON_WARNING, _("Do it anyway, on how it stands now"));
    html_leaf(html, EL_A, _("Leave it"), { AT_HREF, view->leave });
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

void
again_names_part(Html *html, const Composer *note, const AgainView *again)
{
    if (note->n_names == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack u-mb5" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "note-names" });
    html_leaf(html, EL_H2, _("Your note may name somebody"), { AT_ID, "note-names" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("The author would read it. Nothing was done yet. We marked what made us ask:"));
    composer_marked(html, note);
    html_leaf(html, EL_P, _("Change your note below and send it again. Or, if it names nobody:"), { AT_CLASS, "c-small" });
    write_form(html, again, BUTTON_SECOND, _("Do it with the note as it is"));
    html_close(html, EL_DIV);
}
