#include "room/pages/receipt.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

/* ---- asking for one ---- */

static void
write_ask(Html *html, const PageFrame *frame, const ReceiptView *view)
{
    g_autofree char *action = page_path(frame, "/i/%s/receipt", view->id);
    g_autofree char *mine = page_path(frame, "/mine");

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_P, _("A receipt is a code. Whoever types it reads what became of this one contribution, also when the "
                            "conversation is over and all that ties it to you has been destroyed."));
    part_notice(html, "c-card--apricot", "alert", _("It can give you away."),
                _("Whoever finds the code can guess that you wrote this. Keep it where nobody looks, or do without it. You can "
                  "read the report without a code."));
    if (view->shared)
        part_notice(html, "c-card--apricot", "people", _("You are on a shared computer."),
                    _("Write the code on paper. Do not save, print or photograph this page here."));
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    html_leaf(html, EL_LI, _("It names nobody. It says nothing about anything else you wrote."));
    html_leaf(html, EL_LI, _("We show it once, and keep no copy that anyone could read."));
    html_leaf(html, EL_LI, _("If you have asked before, the code that you got then stops working."));
    html_close(html, EL_UL);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Show me the code"), (FormExtra){ .icon = "key" });
    html_leaf(html, EL_A, _("No, thank you"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, mine });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_code(Html *html, const PageFrame *frame, const ReceiptView *view)
{
    g_autofree char *mine = page_path(frame, "/mine");

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--leaf c-stack" }, { AT_ARIA_LABELLEDBY, "code" });
    html_leaf(html, EL_H2, _("Keep this code"), { AT_ID, "code" });
    html_leaf(html, EL_P, view->code, { AT_CLASS, "c-receipt" }, { AT_TRANSLATE, "no" }, { AT_DIR, "ltr" });
    html_open(html, EL_P);
    part_fill(html, _("Type it at %s to read what became of this."), view->address);
    html_close(html, EL_P);
    html_leaf(html, EL_P, view->shared ? _("This is a shared computer: write the code on paper, then go on. Nobody can show it "
                                            "to you again.")
                                        : _("Write it down or print this page, then go on. Nobody can show it to you again."));
    html_leaf(html, EL_P, _("Whoever finds the code can guess that you wrote this: keep it where nobody looks."),
              { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    form_link_button(html, BUTTON_FILLED, _("I have kept it"), mine, NULL);
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

bool
receipt_page(const PageFrame *frame, const ReceiptView *view, Page *ret_page, GError **error)
{
    const char *title = view->idea ? _("A receipt for your idea") : _("A receipt for your comment");
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *mine = page_path(frame, "/mine");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    if (!view->code)
        part_back(html, mine, _("My things"));
    part_title(html, title, NULL);
    html_leaf(html, EL_P, view->excerpt, { AT_CLASS, "c-quote c-noprint u-mb4" }, { AT_DIR, "auto" });
    if (view->code)
        write_code(html, frame, view);
    else
        write_ask(html, frame, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

/* ---- what its holder reads ---- */

bool
receipt_enter_page(const PageFrame *frame, const char *slug, const char *typed, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, _("What became of it?"));
    g_autofree char *action = g_strdup_printf("/c/%s/receipt", slug);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-narrow" });
    part_title(html, _("What became of it?"), _("Type the code of your receipt to read what became of your idea or comment."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_field(html, &(FormField){ .name = "code", .label = _("Code of the receipt"), .value = typed, .autocomplete = "off",
                               .hint = _("Sixteen letters and digits. Small or large letters and hyphens do not matter."),
                               .error = part_error(frame, "code") });
    html_leaf(html, EL_P, _("We do not learn who you are, and keep no note that you were here."), { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Show what became of it"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

void
receipt_theme(Html *html, const ReceiptThemeView *theme, const char *report)
{
    g_autofree char *words = i18n_format(_("It went into theme %u: %s"), theme->number, theme->name);
    g_autofree char *href = report ? g_strdup_printf("%s#theme-%u", report, theme->number) : NULL;

    html_open(html, EL_P, { AT_CLASS, "c-notice" });
    shell_icon(html, "leaf", NULL);
    if (href)
        html_leaf(html, EL_A, words, { AT_HREF, href });
    else
        html_leaf(html, EL_STRONG, words);
    html_close(html, EL_P);
    if (!theme->decided)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text" }, { AT_DIR, "auto" });
    html_open(html, EL_P);
    html_leaf(html, EL_STRONG, _("Decided because of this theme:"));
    html_close(html, EL_P);
    html_safe(html, theme->decided);
    html_close(html, EL_DIV);
}

static const char *
state_words(const ReceiptToldView *view)
{
    switch (view->state) {
    case STATE_SHOWN:
        return view->idea ? _("Your idea stands in the conversation.") : _("Your comment stands in the conversation.");
    case STATE_MERGED:
        return _("It was joined with another that says the same:");
    case STATE_SPLIT:
        return _("It held several ideas. Each of them stands on its own:");
    case STATE_HIDDEN:
    case STATE_REMOVED:
    case STATE_DELETED:
        break;
    }
    return _("It was removed: by its author, or because it broke the house rules. We never say which.");
}

static void
write_words(Html *html, const SafeHtml *text)
{
    html_open(html, EL_BLOCKQUOTE, { AT_CLASS, "c-quote c-said__text" }, { AT_DIR, "auto" });
    html_safe(html, text);
    html_close(html, EL_BLOCKQUOTE);
}

static void
write_outcome(Html *html, const ReceiptToldView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "outcome" });
    html_leaf(html, EL_H2, _("What came of it"), { AT_ID, "outcome" });
    for (size_t i = 0; i < view->n_themes; i++)
        receipt_theme(html, &view->themes[i], NULL);
    if (!view->published)
        html_leaf(html, EL_P, _("The report is not out yet. Keep your code and come back."));
    else if (view->n_themes == 0)
        html_leaf(html, EL_P, _("The report has no theme that it belongs to."));
    html_close(html, EL_SECTION);
}

bool
receipt_told_page(const PageFrame *frame, const ReceiptToldView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, _("What became of it"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide c-stack" });
    part_title(html, _("What became of it"), view->title);
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "stands" });
    html_leaf(html, EL_H2, view->section ? view->section : _("The contribution"), { AT_ID, "stands" });
    html_leaf(html, EL_P, state_words(view));
    if (view->text)
        write_words(html, view->text);
    for (size_t i = 0; i < view->n_parts; i++)
        write_words(html, view->parts[i]);
    html_close(html, EL_SECTION);
    write_outcome(html, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
