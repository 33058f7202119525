#include "room/pages/keys.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

#define WORDS_TYPED_MAX 100     /* five words of at most eight letters, and room for slips */

void
key_words(Html *html, const PageFrame *frame, const char *const words[5])
{
    g_autofree char *action = page_path(frame, "/mine/words");

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--leaf c-stack" }, { AT_ARIA_LABELLEDBY, "words" });
    html_leaf(html, EL_H2, _("Your five return words"), { AT_ID, "words" });
    html_leaf(html, EL_P, _("To find your own posts again on another device, you need these words. We show them once and "
                            "keep no copy that anyone could read."));
    html_open(html, EL_OL, { AT_CLASS, "c-words" }, { AT_TRANSLATE, "no" }, { AT_LANG, "en" });
    for (int i = 0; i < 5; i++)
        html_leaf(html, EL_LI, words[i]);
    html_close(html, EL_OL);
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_button(html, BUTTON_FILLED, _("I have written them down"), (FormExtra){ 0 });
    html_close(html, EL_FORM);
    html_close(html, EL_SECTION);
}

void
key_forms(Html *html, const PageFrame *frame, const char *typed)
{
    g_autofree char *action = page_path(frame, "/return");
    g_autofree char *afresh = page_path(frame, "/afresh");

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_field(html, &(FormField){ .name = "words", .label = _("Your five return words"), .value = typed,
                               .hint = _("With a blank between them. The first four letters of each are enough."),
                               .max = WORDS_TYPED_MAX, .autocomplete = "off", .error = part_error(frame, "words") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Go on as the same person"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("Lost them? You can [start afresh], once."), afresh, NULL);
    html_close(html, EL_P);
}

void
key_hint(Html *html, const PageFrame *frame)
{
    g_autofree char *href = page_path(frame, "/return");

    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("Have you taken part on another device? To go on as the same person, "
                           "[type your five words] first."), href, NULL);
    html_close(html, EL_P);
}

bool
return_page(const PageFrame *frame, const ReturnView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, _("Welcome back"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow" });
    part_title(html, _("Welcome back"),
               _("Have you taken part on another device? To go on as the same person, type your five words."));
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    key_forms(html, frame, view->typed);
    html_close(html, EL_DIV);
    if (view->back) {
        html_open(html, EL_P, { AT_CLASS, "u-mt4" });
        form_link_button(html, BUTTON_QUIET, _("Just read for now"), view->back, NULL);
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
afresh_page(const PageFrame *frame, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, _("Start afresh?"));
    g_autofree char *action = page_path(frame, "/afresh");
    g_autofree char *back = page_path(frame, "/return");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow" });
    part_title(html, _("Start afresh?"), _("You can do this once. It cannot be taken back."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    html_leaf(html, EL_LI, _("You get new return words and can write and like again."));
    html_leaf(html, EL_LI, _("What you wrote before stays where it is. You can no longer edit or delete it."));
    html_leaf(html, EL_LI, _("Nobody can tell that old and new belong together."));
    html_close(html, EL_UL);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_WARNING, _("Start afresh"), (FormExtra){ 0 });
    html_leaf(html, EL_A, _("No, go back"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, back });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
replace_page(const PageFrame *frame, const char *action, Page *ret_page, GError **error)
{
    const char *title = _("Someone else is signed in here");
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, title);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow" });
    part_title(html, title, _("This browser holds the badge of another person. If you go on, they are signed out here."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_P, _("Nothing of theirs is lost: with their own link and their return words they can come back."));
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Go on as me"), (FormExtra){ .name = "replace", .value = "yes" });
    html_leaf(html, EL_A, _("Stop, and leave it as it is"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, "/" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
