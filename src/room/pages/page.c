#include "room/pages/page.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include <string.h>

#define MOST_LINKS 12

typedef struct {
    ShellLink links[MOST_LINKS];
    size_t    n;
} Links;

void
page_clear(Page *page)
{
    g_clear_pointer(&page->bytes, g_free);
    page->length = 0;
}

char *
page_path(const PageFrame *frame, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *rest = g_strdup_vprintf(format, args);
    va_end(args);
    return g_strconcat("/c/", frame->slug, rest, NULL);
}

/* `here` is the link's own page, `at` the one that is shown. */
static void
add(Links *links, char *href, const char *text, PageAt here, PageAt at)
{
    links->links[links->n++] = (ShellLink){ .href = href, .text = text, .current = here && at == here,
                                            .inside = here && at == (here | PAGE_BELOW) };
}

static void
links_clear(Links *links)
{
    for (size_t i = 0; i < links->n; i++)
        g_free((char *)links->links[i].href);
    links->n = 0;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Links, links_clear)

static void
fill_nav(const PageFrame *frame, PageAt at, Links *nav)
{
    if (!frame->slug || !frame->signed_in)
        return;
    add(nav, page_path(frame, "%s", ""), _("Home"), PAGE_AT_HOME, at);
    if (frame->roles & PAGE_FACILITATES)
        add(nav, page_path(frame, "/facilitate"), _("Queue"), PAGE_AT_FACILITATE, at);
    if (frame->roles & PAGE_ANALYSES)
        add(nav, page_path(frame, "/analyse"), _("Read and code"), PAGE_AT_ANALYSE, at);
    if (frame->roles & PAGE_ORGANISES)
        add(nav, page_path(frame, "/organise"), _("Organise"), PAGE_AT_ORGANISE, at);
    if (frame->report || frame->roles & (PAGE_ANALYSES | PAGE_ORGANISES))
        add(nav, page_path(frame, "/report"), _("Report"), PAGE_AT_REPORT, at);
    add(nav, page_path(frame, "/mine"), _("My things"), PAGE_AT_MINE, at);
    add(nav, page_path(frame, "/search"), _("Search"), PAGE_AT_SEARCH, at);
    add(nav, page_path(frame, "/p/faq"), _("Help"), PAGE_AT_HELP, at);
}

static void
fill_foot(const PageFrame *frame, Links *foot)
{
    if (!frame->slug)
        return;
    add(foot, page_path(frame, "/p/rules"), _("House rules"), PAGE_AT_NONE, PAGE_AT_NONE);
    add(foot, page_path(frame, "/p/faq"), _("Questions and answers"), PAGE_AT_NONE, PAGE_AT_NONE);
    add(foot, page_path(frame, "/p/privacy"), _("Privacy"), PAGE_AT_NONE, PAGE_AT_NONE);
    add(foot, page_path(frame, "/p/accessibility"), _("Accessibility"), PAGE_AT_NONE, PAGE_AT_NONE);
    add(foot, page_path(frame, "/p/support"), _("Get help"), PAGE_AT_NONE, PAGE_AT_NONE);
    add(foot, page_path(frame, "/p/ledger"), _("What facilitators did"), PAGE_AT_NONE, PAGE_AT_NONE);
}

static Shell
shell_of(const PageFrame *frame, PageAt at, PageShape shape, const char *title, const Links *nav, const Links *foot)
{
    return (Shell){
        .title = title,
        .name = frame->title ? frame->title : "Candour",
        .organisation = frame->organisation,
        .name_lang = frame->lang,
        .brand = frame->brand,
        .home = nav->n > 0 ? nav->links[0].href : "/",
        .here = frame->here,
        .again = frame->again,
        .n_again = frame->n_again,
        .who = frame->who,
        .sign_out = frame->signed_in ? "/signout" : NULL,
        .nav = nav->links,
        .n_nav = nav->n,
        .support_email = frame->support_email,
        .links = foot->links,
        .n_links = foot->n,
        .wide = shape == PAGE_WIDE,
        .flush = shape == PAGE_FLUSH,
        .drafts = frame->drafts,
        .style = shape == PAGE_WIDE || at == PAGE_AT_REPORT ? SHELL_ALL_STYLE : SHELL_APP_STYLE,
        .scripts = shape == PAGE_WIDE ? SHELL_STAFF : SHELL_APP,
    };
}

/* On a shared screen, or with somebody looking over a shoulder. */
static ShellSetting
marks_setting(const PageFrame *frame, const char *action)
{
    bool hidden = frame->marks_hidden;

    return (ShellSetting){ .action = action, .name = "show", .value = hidden ? "yes" : "no", .icon = hidden ? "eye" : "eyeoff",
                           .text = hidden ? _("Show what is mine again") : _("Hide what is mine") };
}

PageSheet
page_begin(const PageFrame *frame, PageAt at, PageShape shape, const char *title)
{
    g_auto(Links) nav = { 0 };
    g_auto(Links) foot = { 0 };
    PageSheet sheet = { .frame = frame, .at = at, .shape = shape };

    /* Heard first by who listens: something was not taken. */
    g_autofree char *tab = frame->n_errors ? i18n_format(_("Error: %s"), title) : g_strdup(title);

    fill_nav(frame, at, &nav);
    Shell shell = shell_of(frame, at, shape, tab, &nav, &foot);
    sheet.html = shell_begin(&shell, LIMIT_PAGE_BYTES);
    if (shape != PAGE_FLUSH) {
        html_open(sheet.html, EL_DIV, { AT_CLASS, shape == PAGE_WIDE ? "c-wrap c-wrap--wide" : "c-wrap" });
        page_notes(sheet.html, frame);
    }
    return sheet;
}

bool
page_end(PageSheet *sheet, Page *ret_page, GError **error)
{
    g_auto(Links) nav = { 0 };
    g_auto(Links) foot = { 0 };
    g_autoptr(Html) html = g_steal_pointer(&sheet->html);

    if (sheet->shape != PAGE_FLUSH)
        html_close(html, EL_DIV);
    fill_foot(sheet->frame, &foot);
    Shell shell = shell_of(sheet->frame, sheet->at, sheet->shape, "", &nav, &foot);
    g_autofree char *marks = sheet->frame->slug && sheet->frame->signed_in ? page_path(sheet->frame, "/marks") : NULL;
    const ShellSetting setting = marks_setting(sheet->frame, marks);
    shell.setting = marks && sheet->shape != PAGE_WIDE ? &setting : NULL;
    shell_end(html, &shell);
    size_t length = 0;
    char *bytes = html_finish(html, &length, error);
    if (!bytes)
        return false;
    *ret_page = (Page){ .bytes = bytes, .length = length };
    return true;
}

static void
write_keep(Html *html, const PageFrame *frame)
{
    g_autofree char *mine = page_path(frame, "/mine");

    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("To find it again once you have signed out, write down your five return words: they are under [My things]."), mine,
                   NULL);
    html_close(html, EL_P);
}

static void
write_done(Html *html, const PageFrame *frame)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-new" }, { AT_ROLE, "status" }, { AT_ID, "done" },
              { AT_DATA_DONE, frame->done_key ? frame->done_key : HTML_ON });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    shell_icon(html, "tick", NULL);
    html_leaf(html, EL_SPAN, frame->done);
    if (frame->done_href)
        html_leaf(html, EL_A, _("Show it"), { AT_HREF, frame->done_href });
    html_close(html, EL_P);
    if (frame->keep_words)
        write_keep(html, frame);
    if (frame->undo) {
        html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, frame->undo });
        for (size_t i = 0; i < frame->n_undo_fields; i++)
            form_hidden(html, frame->undo_fields[i].name, frame->undo_fields[i].value);
        html_open(html, EL_BUTTON, { AT_CLASS, "govuk-button govuk-button--secondary" }, { AT_TYPE, "submit" },
                  { AT_DATA_SHORTCUT, "u" });
        html_text(html, _("Undo"));
        part_key(html, "u");
        html_close(html, EL_BUTTON);
        html_close(html, EL_FORM);
    }
    html_close(html, EL_DIV);
}

static void
write_signpost(Html *html, const PageFrame *frame)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--apricot c-notice" }, { AT_ID, "help" }, { AT_TABINDEX, "-1" },
              { AT_ARIA_LABELLEDBY, "signpost" });
    shell_icon(html, "heart", NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H2, _("You don’t have to carry this alone"), { AT_ID, "signpost" });
    html_open(html, EL_DIV, { AT_CLASS, "c-prose" }, { AT_LANG, frame->signpost_lang }, { AT_DIR, frame->signpost_lang ? "auto" : NULL });
    html_safe(html, frame->signpost);
    html_close(html, EL_DIV);
    if (frame->call) {
        html_open(html, EL_P);
        shell_sentence(html, _("If you would like us to ring you: [let somebody call you]. They are not told what you wrote."),
                       frame->call, NULL);
        html_close(html, EL_P);
    }
    html_leaf(html, EL_P, _("You see this because of some words in what you wrote. Only you see it. What you wrote goes on like "
                            "anything else, and if all is well, just carry on."), { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static bool
has_notes(const PageFrame *frame)
{
    return frame->done || frame->hold || frame->signpost || frame->n_errors > 0;
}

void
page_notes(Html *html, const PageFrame *frame)
{
    if (!has_notes(frame))
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-notes c-stack" });
    form_errors(html, frame->errors, frame->n_errors);
    if (frame->done)
        write_done(html, frame);
    if (frame->signpost)
        write_signpost(html, frame);
    if (frame->hold)
        part_notice(html, "c-card--apricot", "lock", _("Erasing is on hold"), frame->hold);
    html_close(html, EL_DIV);
}
