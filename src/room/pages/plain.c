#include "room/pages/plain.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

bool
text_page(const PageFrame *frame, PageAt at, const char *title, const SafeHtml *text, const SafeHtml *more, Page *ret_page,
          GError **error)
{
    PageSheet sheet = page_begin(frame, at, PAGE_ORDINARY, title);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_title(html, title, NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-card" });
    html_open(html, EL_DIV, { AT_CLASS, "c-prose" }, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
    html_safe(html, text);
    html_close(html, EL_DIV);
    if (more) {
        html_open(html, EL_DIV, { AT_CLASS, "c-prose u-mt5" });
        html_safe(html, more);
        html_close(html, EL_DIV);
    }
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

static void
write_ledger_figures(Html *html, const LedgerView *view)
{
    html_open(html, EL_DL, { AT_CLASS, "c-figures c-figures--ledger" });
    for (size_t i = 0; i < view->n_lines; i++) {
        html_open(html, EL_DIV);
        html_leaf(html, EL_DT, view->lines[i].what);
        html_leaf(html, EL_DD, view->lines[i].figure);
        html_close(html, EL_DIV);
    }
    html_close(html, EL_DL);
    g_autofree char *k = g_strdup_printf("%u", view->k);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Numbers under %s are not given, because they could point to single people. The others are rounded down."), k);
    html_close(html, EL_P);
}

static void
open_ledger_table(Html *html, const char *title, const char *const *heads)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card u-mt5" });
    html_open(html, EL_TABLE, { AT_CLASS, "govuk-table" });
    html_leaf(html, EL_CAPTION, title, { AT_CLASS, "govuk-table__caption govuk-table__caption--m" });
    html_open(html, EL_THEAD);
    html_open(html, EL_TR);
    for (size_t i = 0; heads[i]; i++)
        html_leaf(html, EL_TH, heads[i], { AT_CLASS, "govuk-table__header" }, { AT_SCOPE, "col" });
    html_close(html, EL_TR);
    html_close(html, EL_THEAD);
    html_open(html, EL_TBODY);
}

/* Words that are NULL have no cell. */
static void
write_ledger_row(Html *html, const char *head, const char *middle, const char *figure)
{
    html_open(html, EL_TR);
    html_leaf(html, EL_TH, head, { AT_CLASS, "govuk-table__header u-plain" }, { AT_SCOPE, "row" });
    if (middle)
        html_leaf(html, EL_TD, middle, { AT_CLASS, "govuk-table__cell" });
    html_leaf(html, EL_TD, figure, { AT_CLASS, "govuk-table__cell u-nowrap" });
    html_close(html, EL_TR);
}

static void
close_ledger_table(Html *html)
{
    html_close(html, EL_TBODY);
    html_close(html, EL_TABLE);
    html_close(html, EL_DIV);
}

static void
write_ledger_tables(Html *html, const LedgerView *view)
{
    const char *const why_heads[] = { _("What"), _("Why"), _("How often"), NULL };
    const char *const day_heads[] = { _("Day"), _("How often"), NULL };

    if (view->n_reasons > 0) {
        open_ledger_table(html, _("Why"), why_heads);
        for (size_t i = 0; i < view->n_reasons; i++)
            write_ledger_row(html, view->reasons[i].what, view->reasons[i].why, view->reasons[i].figure);
        close_ledger_table(html);
    }
    if (view->n_days > 0) {
        open_ledger_table(html, _("On the last days when something was done"), day_heads);
        for (size_t i = 0; i < view->n_days; i++)
            write_ledger_row(html, view->days[i].what, NULL, view->days[i].figure);
        close_ledger_table(html);
    }
}

bool
ledger_page(const PageFrame *frame, const LedgerView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, _("What facilitators did"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_title(html, _("What facilitators did"),
               _("Facilitators keep this safe and tidy. They cannot see who wrote something. Here is everything they did."));
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "numbers" });
    html_open(html, EL_H2, { AT_ID, "numbers" });
    part_count(html, "Of %s idea or comment", "Of %s ideas and comments", view->posts);
    html_close(html, EL_H2);
    write_ledger_figures(html, view);
    html_close(html, EL_SECTION);
    html_open(html, EL_DIV, { AT_CLASS, "u-mt5" });
    form_rows_open(html);
    form_row(html, _("Not looked at yet"), figure(view->waiting).text);
    if (view->usual_wait)
        form_row(html, _("Usual time until a post is looked at"), view->usual_wait);
    if (view->as_of)
        form_row(html, _("These numbers are from"), view->as_of);
    form_rows_close(html);
    html_close(html, EL_DIV);
    write_ledger_tables(html, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-prose u-mt5" });
    html_leaf(html, EL_P, _("Each time, the author finds a message under My things that says what was done and why, and "
                            "can answer it. When votes of joined posts are added up, somebody who voted on both is "
                            "counted once."));
    html_leaf(html, EL_P, _("Where something was taken away, the page says the same words whoever took it away: its author or a "
                            "facilitator. Authors can ask that somebody else looks again."));
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
support_page(const PageFrame *frame, const SafeHtml *text, const char *call, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, _("Where to find help"));
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide c-stack" });
    part_title(html, _("Where to find help"), _("Things can be too much, for anybody. You don’t have to carry this alone."));
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-prose" }, { AT_LANG, frame->signpost_lang },
              { AT_DIR, frame->signpost_lang ? "auto" : NULL });
    html_safe(html, text);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-prose" });
    html_leaf(html, EL_H2, _("Let somebody call you"));
    html_open(html, EL_P);
    shell_sentence(html, _("You can [leave a name and a number]. Somebody whose job it is to help will call you. They are not told "
                           "what you wrote here, and we do not know it."), call, NULL);
    html_close(html, EL_P);
    html_leaf(html, EL_H2, _("If you worry about somebody else"));
    html_leaf(html, EL_P, _("Press Report this below what they wrote, and choose the reason that says so. Facilitators look at that "
                            "first. Others cannot see it, and neither can the one who wrote it."));
    html_leaf(html, EL_P, _("Nobody here can find out who wrote something, so nobody can come and look for a person. If you know who "
                            "it is and fear for them, call for help yourself."));
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

typedef struct { unsigned status; const char *icon, *title, *text; } ErrorText;

static const ErrorText error_texts[] = {
    { 403, "lock", N_("This page is not for you"),
      N_("You may need to come in by your link first, or this page belongs to staff. Nothing you typed is lost: go back "
         "to find it.") },
    { 404, "compass", N_("There is nothing here"),
      N_("The address may be wrong, or what was here has gone.") },
    { 405, "compass", N_("That does not work here"), N_("Please go back and use the buttons on the page.") },
    { 409, "lock", N_("That is not possible now"),
      N_("Things have changed since you opened the page. Please go back, load it again and have another look.") },
    { 410, "clock", N_("This has ended"), N_("What was here was taken down on time, as promised.") },
    { 413, "alert", N_("That is too long"),
      N_("Please go back and make it shorter. What you typed is still there.") },
    { 422, "pencil", N_("Something is missing or does not fit"),
      N_("Please go back and have another look. What you typed is still there.") },
    { 429, "clock", N_("That was a little fast"),
      N_("Please wait a minute and try again. Nothing you typed is lost.") },
    { 503, "clock", N_("We are too busy for a moment"),
      N_("Please try again in a minute. Nothing you typed is lost: go back to find it.") },
    { 500, "alert", N_("Something broke on our side"),
      N_("Nothing you typed is lost: go back to find it, and try again. If it happens twice, please tell support.") },
};

/* What has no row of its own: nothing that our pages ask for (4xx), or our fault. */
static const ErrorText *
error_text(unsigned status)
{
    size_t n = G_N_ELEMENTS(error_texts);

    for (size_t i = 0; i < n; i++)
        if (error_texts[i].status == status)
            return &error_texts[i];
    return status < 500 ? error_text(405) : &error_texts[n - 1];
}

/* A short page in the middle: a tile, a title, a text. The caller adds and ends. */
static PageSheet
begin_short(const PageFrame *frame, const char *icon, const char *title, const char *text)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, title);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-short" });
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, icon, NULL);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_H1, title);
    html_leaf(html, EL_P, text, { AT_CLASS, "c-lead" });
    return sheet;
}

static bool
end_short(PageSheet *sheet, Page *ret_page, GError **error)
{
    html_close(sheet->html, EL_DIV);
    shell_symbol(sheet->html, "c-short__art", "art");
    html_close(sheet->html, EL_DIV);
    return page_end(sheet, ret_page, error);
}

bool
error_page(const PageFrame *frame, unsigned status, const char *detail, const char *way_in, Page *ret_page, GError **error)
{
    const ErrorText *text = error_text(status);
    g_autofree char *home = frame->slug ? page_path(frame, "%s", "") : g_strdup("/");
    const char *title = way_in ? _("Please come in by your link") : i18n_text(text->title);
    PageSheet sheet = begin_short(frame, text->icon, title, detail ? detail : i18n_text(text->text));

    html_open(sheet.html, EL_P);
    form_link_button(sheet.html, BUTTON_SECOND, frame->slug ? _("To the conversation") : _("To the first page"), home, NULL);
    html_close(sheet.html, EL_P);
    if (way_in) {
        html_open(sheet.html, EL_P);
        shell_sentence(sheet.html, _("You can [ask for a new link]."), way_in, NULL);
        html_close(sheet.html, EL_P);
    }
    return end_short(&sheet, ret_page, error);
}

static void
write_conversation(Html *html, const ConversationLine *line)
{
    g_autofree char *href = g_strconcat("/c/", line->slug, NULL);

    html_open(html, EL_LI);
    html_open(html, EL_DIV, { AT_CLASS, "c-section" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, line->open ? "talk" : "lock", NULL);
    html_close(html, EL_SPAN);
    html_open(html, EL_DIV, { AT_CLASS, "c-section__body" });
    html_open(html, EL_H3);
    html_leaf(html, EL_A, line->title, { AT_HREF, href });
    html_close(html, EL_H3);
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-section__count" });
    html_leaf(html, EL_SPAN, line->state);
    shell_icon(html, "arrow", "c-icon--dir");
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_LI);
}

static bool
landing_empty(const PageFrame *frame, const char *code_path, Page *ret_page, GError **error)
{
    PageSheet sheet = begin_short(frame, "talk", _("Say what you think, without saying who you are"),
                                  _("Here people talk about what matters where they work. You come in by the link in "
                                    "your invitation."));

    html_open(sheet.html, EL_P, { AT_CLASS, "c-row" });
    if (code_path)
        form_link_button(sheet.html, BUTTON_FILLED, _("I have a personal code"), code_path, NULL);
    html_close(sheet.html, EL_P);
    html_leaf(sheet.html, EL_P, _("Lost your invitation? Your code page can send a new one to the address that it was "
                                  "first sent to."), { AT_CLASS, "c-small c-quiet" });
    return end_short(&sheet, ret_page, error);
}

bool
landing_page(const PageFrame *frame, const ConversationLine *lines, size_t n, const char *code_path, Page *ret_page,
             GError **error)
{
    if (n == 0)
        return landing_empty(frame, code_path, ret_page, error);
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME, PAGE_ORDINARY, _("Your conversations"));
    Html *html = sheet.html;

    part_title(html, _("Your conversations"), NULL);
    html_leaf(html, EL_H2, _("Where would you like to go?"), { AT_CLASS, "u-mb4" });
    html_open(html, EL_UL, { AT_CLASS, "c-grid c-list" });
    for (size_t i = 0; i < n; i++)
        write_conversation(html, &lines[i]);
    html_close(html, EL_UL);
    return page_end(&sheet, ret_page, error);
}

bool
sign_out_page(const PageFrame *frame, Page *ret_page, GError **error)
{
    PageSheet sheet = begin_short(frame, "out", _("Sign out of the conversation too"),
                                  _("You are signed out at the desk. This browser may still hold your badge for the conversation."));

    html_open(sheet.html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, "/signout" });
    form_button(sheet.html, BUTTON_FILLED, _("Sign out here too"), (FormExtra){ 0 });
    html_close(sheet.html, EL_FORM);
    return end_short(&sheet, ret_page, error);
}

bool
signed_out_page(const PageFrame *frame, Page *ret_page, GError **error)
{
    PageSheet sheet = begin_short(frame, "tick", _("You are signed out"),
                                  _("Nothing is left in this browser. To come back, use the link in your invitation."));

    html_leaf(sheet.html, EL_P, _("To find your own posts again you need your five return words."),
              { AT_CLASS, "c-quiet" });
    return end_short(&sheet, ret_page, error);
}

bool
ended_page(const PageFrame *frame, const char *title, bool erased, Page *ret_page, GError **error)
{
    PageSheet sheet = begin_short(
        frame, "leaf", title,
        erased ? _("This conversation has ended, and the personal data is destroyed. What can be proved about it stands in "
                   "its certificate.")
               : _("This conversation has ended. The personal data will be destroyed on time; nothing more is taken."));

    return end_short(&sheet, ret_page, error);
}
