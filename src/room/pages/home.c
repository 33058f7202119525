#include "room/pages/home.h"
#include "base/i18n.h"
#include "room/pages/notices.h"
#include "room/pages/parts.h"

#define MOST_DOTS 31

static void
write_dots(Html *html, const HomeView *view)
{
    if (view->days == 0 || view->days > MOST_DOTS)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-days__pips" }, { AT_ARIA_HIDDEN, "true" });
    for (unsigned i = 0; i < view->days; i++)
        html_leaf(html, EL_I, NULL, { AT_CLASS, i < view->days - view->days_left ? "is-gone" : NULL });
    html_close(html, EL_DIV);
}

static void
write_days_left(Html *html, const HomeView *view)
{
    html_open(html, EL_P, { AT_CLASS, "c-days__n" });
    switch (view->phase) {
    case HOME_BEFORE:
        html_text(html, _("Not open yet"));
        break;
    case HOME_OPEN:
        if (view->days_left <= 1)
            html_text(html, _("The last day"));
        else
            part_count(html, "%s day left", "%s days left", view->days_left);
        break;
    case HOME_CLOSED:
    case HOME_REPORTED:
        html_text(html, _("Closed. Thank you."));
        break;
    }
    html_close(html, EL_P);
    if (view->phase == HOME_OPEN)
        write_dots(html, view);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    part_fill(html, view->phase == HOME_BEFORE ? _("Opens at %s")
              : view->phase == HOME_OPEN       ? _("Open until %s")
                                               : _("It closed at %s"), view->until);
    html_close(html, EL_P);
    if (view->phase == HOME_OPEN && view->posting_until && !view->votes_only) {
        html_open(html, EL_P, { AT_CLASS, "c-small" });
        part_fill(html, _("New ideas until %s"), view->posting_until);
        html_close(html, EL_P);
    }
}

static const char *
aside_text(const HomeView *view)
{
    switch (view->phase) {
    case HOME_BEFORE:
        return _("You can look around. Sharing starts when the conversation opens.");
    case HOME_OPEN:
        if (view->votes_only)
            return _("Now it is about votes. Read what was said, and like or dislike it. Nobody can see what you do here, or "
                     "whether you came.");
        return _("Share an idea, add to somebody else’s, or just read. Nobody can see what you do here, or whether "
                 "you came.");
    case HOME_CLOSED:
        return _("You can still read everything. Every idea is now being read by independent analysts.");
    case HOME_REPORTED:
        return _("You can still read everything, and what came of it.");
    }
    return NULL;
}

static void
write_hero(Html *html, const PageFrame *frame, const HomeView *view)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-hero" });
    html_open(html, EL_DIV, { AT_CLASS, "c-wrap c-hero__in" });
    shell_symbol(html, "c-hero__art", "art");
    html_open(html, EL_P, { AT_CLASS, "c-hero__asks" });
    if (frame->organisation)
        part_fill(html, _("%s asks"), frame->organisation);
    else
        html_leaf(html, EL_SPAN, frame->title, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
    html_close(html, EL_P);
    html_leaf(html, EL_H1, view->question, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
    html_open(html, EL_DIV, { AT_CLASS, "c-hero__foot" });
    html_open(html, EL_DIV);
    write_days_left(html, view);
    html_close(html, EL_DIV);
    html_leaf(html, EL_P, aside_text(view), { AT_CLASS, "c-hero__aside" });
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

static void
write_section(Html *html, const PageFrame *frame, const SectionLine *section, size_t i)
{
    g_autofree char *href = page_path(frame, "/s/%s", section->slug);

    html_open(html, EL_LI);
    html_open(html, EL_DIV, { AT_CLASS, "c-section" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, part_section_icon(i), NULL);
    html_close(html, EL_SPAN);
    html_open(html, EL_DIV, { AT_CLASS, "c-section__body" });
    html_open(html, EL_H3);
    html_leaf(html, EL_A, section->title, { AT_HREF, href }, { AT_LANG, frame->lang },
              { AT_DIR, frame->lang ? "auto" : NULL });
    html_close(html, EL_H3);
    if (section->prompt)
        html_leaf(html, EL_P, section->prompt, { AT_CLASS, "c-quiet" }, { AT_LANG, frame->lang },
                  { AT_DIR, frame->lang ? "auto" : NULL });
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-section__count" });
    html_open(html, EL_SPAN);
    part_count(html, "%s idea", "%s ideas", section->ideas);
    html_close(html, EL_SPAN);
    shell_icon(html, "arrow", "c-icon--dir");
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_LI);
}

static void
write_sections(Html *html, const PageFrame *frame, const HomeView *view)
{
    html_open(html, EL_NAV, { AT_ARIA_LABEL, _("Sections") });
    html_leaf(html, EL_H2, view->phase == HOME_OPEN ? _("Where would you like to start?") : _("What was said"),
              { AT_CLASS, "u-mb4" });
    html_open(html, EL_UL, { AT_CLASS, "c-grid c-list" });
    for (size_t i = 0; i < view->n_sections; i++)
        write_section(html, frame, &view->sections[i], i);
    html_close(html, EL_UL);
    html_close(html, EL_NAV);
}

static void
write_few_seen(Html *html, const HomeView *view)
{
    if (view->n_few_seen == 0)
        return;
    html_open(html, EL_SECTION, { AT_ARIA_LABELLEDBY, "few" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between u-mb4" });
    html_leaf(html, EL_H2, _("Ideas that few have seen yet"), { AT_ID, "few" });
    if (view->others)
        html_leaf(html, EL_A, _("Show others"), { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_HREF, view->others });
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-grid" });
    for (size_t i = 0; i < view->n_few_seen; i++)
        html_safe(html, view->few_seen[i]);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_next(Html *html, const PageFrame *frame, const HomeView *view)
{
    html_open(html, EL_ASIDE, { AT_CLASS, "c-card c-card--leaf c-notice" }, { AT_ARIA_LABEL, _("What happens next") });
    shell_icon(html, "shield", NULL);
    html_open(html, EL_DIV);
    html_open(html, EL_P);
    html_leaf(html, EL_STRONG, _("What happens with this?"));
    html_literal(html, " ");
    if (view->next)
        html_text(html, view->next);
    else if (view->results_by)
        part_fill(html, _("Independent analysts read every idea. You will see the report here %s, and what is decided "
                          "because of it."), view->results_by);
    else
        html_text(html, _("Independent analysts read every idea. You will see the report here, and what is decided "
                          "because of it."));
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_ASIDE);
}

static void
write_message(Html *html, const PageFrame *frame)
{
    g_autofree char *href = page_path(frame, "/messages");

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-notice" });
    shell_icon(html, "mail", NULL);
    html_open(html, EL_P);
    shell_sentence(html, _("A facilitator has written to you. [Read the message]. Nobody else sees this."), href, NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_reported(Html *html, const PageFrame *frame)
{
    g_autofree char *href = page_path(frame, "/report"), *mine = page_path(frame, "/mine");

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--leaf c-notice" });
    shell_icon(html, "tick", NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H2, _("The report is here"));
    html_leaf(html, EL_P, _("What you told us, how strongly people feel about it, and how sure we can be."));
    html_open(html, EL_P);
    shell_sentence(html, _("What became of what you wrote stands under [My things]."), mine, NULL);
    html_close(html, EL_P);
    html_open(html, EL_P);
    form_link_button(html, BUTTON_FILLED, _("Read what you told us"), href, NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

bool
home_page(const PageFrame *frame, const HomeView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME, PAGE_FLUSH, view->question);
    g_autofree char *back = page_path(frame, "%s", "");

    write_hero(sheet.html, frame, view);
    html_open(sheet.html, EL_DIV, { AT_CLASS, "c-wrap c-stack--wide c-stack" });
    page_notes(sheet.html, frame);
    if (view->phase == HOME_REPORTED)
        write_reported(sheet.html, frame);
    if (view->message)
        write_message(sheet.html, frame);
    notices_part(sheet.html, view->notices, view->n_notices);
    if (view->small_circle && (view->phase == HOME_BEFORE || view->phase == HOME_OPEN))
        part_notice(sheet.html, "c-card--apricot", "people", _("This is a small circle."),
                    _("Under 50 people are invited. In a small circle it is easier to guess who wrote something, so "
                      "leave out whatever only you could know."));
    write_sections(sheet.html, frame, view);
    write_few_seen(sheet.html, view);
    if (view->phase != HOME_REPORTED)
        write_next(sheet.html, frame, view);
    card_forms(sheet.html, back);
    html_close(sheet.html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

static void
write_section_line(Html *html, const PageFrame *frame, const SectionLine *section, size_t i, bool here)
{
    g_autofree char *href = page_path(frame, "/s/%s", section->slug);

    html_open(html, EL_LI);
    html_open(html, EL_A, { AT_HREF, href }, { AT_ARIA_CURRENT, here ? "page" : NULL });
    shell_icon(html, part_section_icon(i), NULL);
    html_leaf(html, EL_SPAN, section->title, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
    html_leaf(html, EL_SPAN, figure(section->ideas).text, { AT_CLASS, "c-num" }, { AT_ARIA_HIDDEN, "true" });
    html_literal(html, " ");
    html_open(html, EL_SPAN, { AT_CLASS, "c-vh" });
    part_count(html, "%s idea", "%s ideas", section->ideas);
    html_close(html, EL_SPAN);
    html_close(html, EL_A);
    html_close(html, EL_LI);
}

void
section_list(Html *html, const PageFrame *frame, const SectionLine *sections, size_t n, const char *here)
{
    html_open(html, EL_NAV, { AT_CLASS, "c-card c-card--flat c-two__d" }, { AT_ARIA_LABELLEDBY, "sections" });
    html_leaf(html, EL_H2, _("Sections"), { AT_ID, "sections" });
    html_open(html, EL_UL, { AT_CLASS, "c-list c-seclist" });
    for (size_t i = 0; i < n; i++)
        write_section_line(html, frame, &sections[i], i, g_strcmp0(sections[i].slug, here) == 0);
    html_close(html, EL_UL);
    html_close(html, EL_NAV);
}
