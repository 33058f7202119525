#include "room/pages/search.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"

static void
write_form(Html *html, const PageFrame *frame, const SearchView *view)
{
    g_autofree char *action = page_path(frame, "/search");
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, _("All sections"));

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-search" }, { AT_METHOD, "post" }, { AT_ACTION, action },
              { AT_ROLE, "search" }, { AT_DATA_HX_POST, action },
              { AT_DATA_HX_TRIGGER, "submit, input changed delay:500ms from:#f-q" }, { AT_DATA_HX_SELECT, "#results" },
              { AT_DATA_HX_TARGET, "#results" }, { AT_DATA_HX_SWAP, "outerMorph" }, { AT_DATA_HX_SYNC, "this:replace" });
    form_field(html, &(FormField){ .name = "q", .label = _("Search for"), .value = view->q, .type = "search",
                               .max = LIMIT_SEARCH, .error = part_error(frame, "q"), .autocomplete = "off" });
    form_select(html, &(FormSelect){ "section", _("In"), choices, view->n_sections + 1, view->section, NULL });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Search"), (FormExtra){ .icon = "search" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_results(Html *html, const SearchView *view)
{
    html_open(html, EL_SECTION, { AT_ID, "results" }, { AT_CLASS, "u-mt5" }, { AT_ARIA_LABELLEDBY, "found" });
    html_open(html, EL_H2, { AT_ID, "found" }, { AT_CLASS, "u-mb4" }, { AT_ARIA_LIVE, "polite" });
    if (!view->q)
        html_text(html, _("Nothing searched for yet"));
    else if (view->found > view->n_cards)
        part_fill(html, _("More than %s found"), figure(view->n_cards).text);
    else
        part_count(html, "%s found", "%s found", view->found);
    html_close(html, EL_H2);
    if (!view->q)
        part_empty(html, "search", _("What you look for is not kept anywhere."), NULL);
    else if (view->n_cards == 0)
        part_empty(html, "search", _("No idea or comment has these words."), _("Try fewer words, or others."));
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    for (size_t i = 0; i < view->n_cards; i++)
        html_safe(html, view->cards[i]);
    html_close(html, EL_DIV);
    if (view->found > view->n_cards)
        html_leaf(html, EL_P, _("These are the ones that fit best. More words find fewer."),
                  { AT_CLASS, "c-small c-quiet u-mt4" });
    html_close(html, EL_SECTION);
}

bool
search_page(const PageFrame *frame, const SearchView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_SEARCH, PAGE_ORDINARY, _("Search"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_title(html, _("Search"), NULL);
    write_form(html, frame, view);
    write_results(html, view);
    card_forms(html, NULL);      /* what was found is not found again without the words */
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
