#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/analyse.h"
#include "room/pages/parts.h"

static void
write_steps(Html *html, const AnalyseView *view)
{
    if (view->n_quote_steps == 0)
        return;
    html_open(html, EL_UL, { AT_CLASS, "c-plain c-small c-quiet" });
    for (size_t i = 0; i < view->n_quote_steps; i++)
        html_leaf(html, EL_LI, view->quote_steps[i]);
    html_close(html, EL_UL);
}

void
quote_form(Html *html, const PageFrame *frame, const AnalyseView *view)
{
    g_autofree char *action = page_path(frame, "/analyse/%s/quote", view->id);
    const char *error = part_error(frame, "words");

    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, view->quoted || error ? HTML_ON : NULL });
    html_leaf(html, EL_SUMMARY, view->quoted ? _("A quotation in the report") : _("Quote it in the report"));
    html_open(html, EL_FORM, { AT_CLASS, "c-more__body c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_field(html, &(FormField){ .name = "words", .label = _("Shortened"), .rows = 3, .max = LIMIT_IDEA,
                               .value = view->typed_words ? view->typed_words : view->quote_words, .error = error,
                               .hint = _("Leave it empty to quote all of it. Or copy the words that count, and write [...] for "
                                         "what you leave out.") });
    html_open(html, EL_DIV, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_SECOND, view->quoted ? _("Save the quotation") : _("Quote it"),
                (FormExtra){ .name = "quote", .value = "yes" });
    if (view->quoted)
        form_button(html, BUTTON_QUIET, _("Do not quote it"), (FormExtra){ .name = "quote", .value = "no" });
    html_close(html, EL_DIV);
    write_steps(html, view);
    html_close(html, EL_FORM);
    html_close(html, EL_DETAILS);
}
