#include "room/pages/section.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/keys.h"
#include "room/pages/notices.h"
#include "room/pages/parts.h"
#include <string.h>

#define CARDS_HERE "<!--cards-->"

void
composer_marked(Html *html, const Composer *composer)
{
    size_t at = 0, length = strlen(composer->text);

    html_open(html, EL_BLOCKQUOTE, { AT_CLASS, "c-quote" });
    html_open(html, EL_P);
    for (size_t i = 0; i < composer->n_names; i++) {
        const NameSpan *name = &composer->names[i];
        if (name->start < at || name->start + name->length > length)
            continue;
        g_autofree char *before = g_strndup(composer->text + at, name->start - at);
        g_autofree char *marked = g_strndup(composer->text + name->start, name->length);

        html_text(html, before);
        html_leaf(html, EL_MARK, marked);
        at = name->start + name->length;
    }
    html_text(html, composer->text + at);
    html_close(html, EL_P);
    html_close(html, EL_BLOCKQUOTE);
}

void
composer_names(Html *html, const Composer *composer)
{
    if (composer->n_names == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ID, "ask" }, { AT_TABINDEX, "-1" },
              { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "names" });
    html_leaf(html, EL_H2, _("This may name a colleague"), { AT_ID, "names" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Please describe the situation instead, so that nobody can be recognised, you included. "
                            "We marked what made us ask:"));
    composer_marked(html, composer);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    html_leaf(html, EL_SPAN, _("Change your words below. Or, if this names nobody:"), { AT_CLASS, "c-small" });
    form_button(html, BUTTON_SECOND, composer->go_on ? composer->go_on : _("Share it as it is"), (FormExtra){ .name = "sure", .value = "yes" });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

void
composer_from(Html *html, const Composer *composer)
{
    if (!composer->from)
        return;
    html_open(html, EL_SPAN, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Others will see it from %s."), composer->from);
    html_close(html, EL_SPAN);
}

void
composer_key(Html *html, const Composer *composer, const char *place)
{
    g_autofree char *made = g_strdup_printf("%s-%.40s", composer->turn ? composer->turn : "", place);

    html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, "key" }, { AT_VALUE, composer->key ? composer->key : made });
}

/* The same that the script asks while one types.  Supporting is a button of this very form, so that the
 * text comes along, and reading is in another tab, so that it stays where it is. */
static void
write_alike(Html *html, const PageFrame *frame, const Composer *composer)
{
    if (composer->n_alike == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-suggest c-stack" }, { AT_ID, "ask" }, { AT_TABINDEX, "-1" }, { AT_ROLE, "group" },
              { AT_ARIA_LABELLEDBY, "alike" });
    html_leaf(html, EL_H2, composer->n_alike == 1 ? _("This looks like yours. Would you rather add your support?")
                                                  : _("These look like yours. Would you rather add your support?"),
              { AT_ID, "alike" }, { AT_CLASS, "u-h3" });
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < composer->n_alike; i++) {
        const SimilarIdea *idea = &composer->alike[i];
        g_autofree char *href = page_path(frame, "/i/%s", idea->id);

        html_open(html, EL_LI, { AT_CLASS, "c-row c-row--between" });
        html_open(html, EL_A, { AT_HREF, href }, { AT_DIR, "auto" }, { AT_TARGET, "_blank" }, { AT_REL, "noopener" });
        html_text(html, idea->excerpt);
        part_unseen(html, _(" (opens another tab)"));
        html_close(html, EL_A);
        form_button(html, BUTTON_EDGE, _("Support this instead"), (FormExtra){ .name = "support", .value = idea->id,
                                                                              .icon = "like", .unseen = idea->excerpt });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_leaf(html, EL_P, _("Your text stays below. If yours says more, or something else, share it: we ask only this once."),
              { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    form_button(html, BUTTON_SECOND, _("Share mine as well"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_composer(Html *html, const PageFrame *frame, const SectionView *view)
{
    const Composer *composer = &view->composer;
    g_autofree char *action = page_path(frame, "/ideas");
    g_autofree char *similar = page_path(frame, "/similar");
    g_autofree char *draft = g_strconcat(frame->slug, "/", view->slug, NULL);

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack c-two__a" }, { AT_METHOD, "post" }, { AT_ACTION, action },
              { AT_ID, "share" }, { AT_DATA_HX_POST, action }, { AT_DATA_HX_SELECT, "#main" }, { AT_DATA_HX_TARGET, "#main" },
              { AT_DATA_HX_SWAP, "outerHTML" }, { AT_DATA_HX_STATUS_422, "swap:outerHTML" },
              { AT_DATA_HX_STATUS_429, "swap:outerHTML" });
    form_hidden(html, "section", view->slug);
    composer_key(html, composer, view->slug);
    if (composer->n_alike > 0 || composer->asked_alike)
        form_hidden(html, "asked", "yes");
    composer_names(html, composer);
    write_alike(html, frame, composer);
    form_field(html, &(FormField){ .name = "text", .label = _("Your idea"), .rows = 5, .max = LIMIT_IDEA,
                               .hint = _("Describe situations, not people, and be kind."), .value = composer->text,
                               .error = part_error(frame, "text"), .draft = draft, .similar = similar });
    html_leaf(html, EL_DIV, NULL, { AT_ID, "similar" }, { AT_ARIA_LIVE, "polite" });
    if (composer->needs_key)
        key_hint(html, frame);
    if (composer->paper) {
        html_open(html, EL_DIV, { AT_CLASS, "c-choices" });
        html_open(html, EL_DIV, { AT_CLASS, "govuk-radios__item c-check" });
        html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, "f-source" }, { AT_NAME, "source" },
                  { AT_VALUE, "paper" }, { AT_CHECKED, composer->from_paper ? HTML_ON : NULL });
        html_leaf(html, EL_LABEL, _("I am typing this from a paper form"), { AT_FOR, "f-source" });
        html_close(html, EL_DIV);
        html_close(html, EL_DIV);
    }
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_BIG, _("Share an idea"), (FormExtra){ 0 });
    composer_from(html, composer);
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

void
composer_kept(Html *html, const Composer *composer)
{
    if (!composer->text)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "kept" });
    html_leaf(html, EL_H2, _("These words were not sent"), { AT_ID, "kept" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Copy them if you would like to keep them."), { AT_CLASS, "c-small" });
    html_open(html, EL_BLOCKQUOTE, { AT_CLASS, "c-quote" }, { AT_DIR, "auto" });
    html_leaf(html, EL_P, composer->text);
    html_close(html, EL_BLOCKQUOTE);
    html_close(html, EL_DIV);
}

static void
write_closed(Html *html, const Composer *composer)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-two__a c-stack" });
    composer_kept(html, composer);
    part_notice(html, "c-card--leaf", "lock", _("This conversation is closed. Thank you."),
                _("You can read everything that was said. New ideas, comments and votes are no longer taken."));
    html_close(html, EL_DIV);
}

static void
write_votes_only(Html *html, const Composer *composer)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-two__a c-stack" });
    composer_kept(html, composer);
    part_notice(html, "c-card--leaf", "like", _("Now it is about votes."),
                _("New ideas are no longer taken. Please read what was said, and like or dislike it."));
    html_close(html, EL_DIV);
}

void
section_counts_note(Html *html, HiddenCounts counts)
{
    switch (counts) {
    case SHOWN_COUNTS:
        return;
    case HIDDEN_UNTIL_VOTED:
        html_leaf(html, EL_P, _("You see how many like something once you have voted on it yourself."), { AT_CLASS, "c-small c-quiet u-mb4" });
        return;
    case HIDDEN_UNTIL_CLOSED:
        html_leaf(html, EL_P, _("How many like something is shown to all when the conversation has closed."),
                  { AT_CLASS, "c-small c-quiet u-mb4" });
        return;
    }
}

static void
write_rules(Html *html, const PageFrame *frame)
{
    g_autofree char *href = page_path(frame, "/p/rules");

    html_open(html, EL_ASIDE, { AT_CLASS, "c-card c-card--apricot c-stack c-two__b" }, { AT_ARIA_LABELLEDBY, "rules" });
    html_leaf(html, EL_H2, _("House rules"), { AT_ID, "rules" });
    html_open(html, EL_OL, { AT_CLASS, "c-rules" });
    html_open(html, EL_LI);
    part_bold(html, _("Situations, not people."), _("No names, and nothing that points to one person."));
    html_close(html, EL_LI);
    html_open(html, EL_LI);
    part_bold(html, _("Be kind,"), _("even when you disagree."));
    html_close(html, EL_LI);
    html_close(html, EL_OL);
    html_open(html, EL_P, { AT_CLASS, "c-small" });
    shell_sentence(html, _("Could only you know this? Leave that detail out. [All rules]"), href, NULL);
    html_close(html, EL_P);
    html_close(html, EL_ASIDE);
}

static void
write_order(Html *html, const PageFrame *frame, const SectionView *view)
{
    const char *const words[SORT__COUNT] = {
        [SORT_FAIR] = _("Each in turn"),
        [SORT_NEWEST] = _("Newest"),
        [SORT_LIKED] = _("Most liked"),
        [SORT_DISCUSSED] = _("Most discussed"),
    };

    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between u-mb4" });
    html_open(html, EL_H2, { AT_ID, "ideas" });
    part_count(html, "%s idea", "%s ideas", view->ideas);
    html_close(html, EL_H2);
    if (view->ideas > 1) {
        html_open(html, EL_NAV, { AT_ARIA_LABEL, _("Order of ideas") });
        html_open(html, EL_UL, { AT_CLASS, "c-order c-list" });
        for (int i = 0; i < SORT__COUNT; i++) {
            g_autofree char *href = page_path(frame, "/s/%s?sort=%s#ideas", view->slug, sort_names[i]);

            if (i == SORT_LIKED && view->counts != SHOWN_COUNTS)
                continue;
            html_open(html, EL_LI);
            html_leaf(html, EL_A, words[i], { AT_HREF, href },
                      { AT_ARIA_CURRENT, (int)view->sort == i ? "page" : NULL });
            html_close(html, EL_LI);
        }
        html_close(html, EL_UL);
        html_close(html, EL_NAV);
    }
    html_close(html, EL_DIV);
    if (view->sort == SORT_FAIR && view->ideas > 1)
        html_leaf(html, EL_P, _("“Each in turn” shows first what has been seen least, so every idea gets a fair chance."),
                  { AT_CLASS, "c-small c-quiet u-mb4" });
    if (view->ideas > 0)
        section_counts_note(html, view->counts);
}

/* Filled by the script when the stream tells of new ideas; never moves what is being read. */
static void
write_new(Html *html, const PageFrame *frame, const SectionView *view)
{
    g_autofree char *href = page_path(frame, "/s/%s?sort=newest#ideas", view->slug);
    g_autofree char *forms = i18n_forms("There is 1 new idea.", "There are # new ideas.");

    if (!view->stream)
        return;
    html_open(html, EL_DIV, { AT_ID, "new" }, { AT_ROLE, "status" }, { AT_DATA_STREAM, view->stream },
              { AT_DATA_KEY, view->slug }, { AT_DATA_FORMS, forms }, { AT_DATA_TEXT, _("There may be new ideas.") });
    html_open(html, EL_DIV, { AT_CLASS, "c-new" }, { AT_HIDDEN, HTML_ON });
    html_leaf(html, EL_SPAN, NULL);
    form_link_button(html, BUTTON_SECOND, _("Show them"), href, "up");
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

static void
write_pager(Html *html, const SectionView *view)
{
    if (!view->more)
        return;
    Figure n = figure(view->n_more);

    html_open(html, EL_P, { AT_CLASS, "c-row u-center c-pager" }, { AT_ID, "more" });
    html_open(html, EL_A, { AT_CLASS, "govuk-button govuk-button--secondary" }, { AT_HREF, view->more },
              { AT_DATA_HX_GET, view->more }, { AT_DATA_HX_SELECT, "#list > *" }, { AT_DATA_HX_TARGET, "#more" },
              { AT_DATA_HX_SWAP, "outerHTML" });
    if (view->n_more > 0)
        part_fill(html, i18n_plural("Show the next idea", "Show the next %s ideas", view->n_more), n.text);
    else
        html_text(html, _("Show more ideas"));
    html_close(html, EL_A);
    html_close(html, EL_P);
}

static void
write_ideas(Html *html, const PageFrame *frame, const SectionView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-two__c" }, { AT_ARIA_LABELLEDBY, "ideas" });
    write_order(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    write_new(html, frame, view);
    if (view->ideas == 0 && (!view->open || view->votes_only))
        part_empty(html, "bulb", _("There are no ideas here."), NULL);
    else if (view->ideas == 0)
        part_empty(html, "bulb", _("The first idea here could be yours."), _("Just reading is fine too."));
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" }, { AT_ID, "list" });
    if (view->cards)
        for (size_t i = 0; i < view->n_cards; i++)
            html_safe(html, view->cards[i]);
    else
        html_literal(html, CARDS_HERE);
    write_pager(html, view);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

bool
section_page(const PageFrame *frame, const SectionView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME | PAGE_BELOW, PAGE_ORDINARY, view->title);
    g_autofree char *home = page_path(frame, "%s", "");
    g_autofree char *back = page_path(frame, "/s/%s?sort=%s%s%s", view->slug, sort_names[view->sort],
                                      view->after ? "&after=" : "", view->after ? view->after : "");
    Html *html = sheet.html;

    part_back(html, home, _("All sections"));
    part_title_told(html, frame, view->title, view->prompt);
    notices_part(html, view->notices, view->n_notices);
    html_open(html, EL_DIV, { AT_CLASS, "c-two c-two--section" });
    if (view->open && !view->votes_only)
        write_composer(html, frame, view);
    else if (view->open)
        write_votes_only(html, &view->composer);
    else
        write_closed(html, &view->composer);
    if (view->open && !view->votes_only)
        write_rules(html, frame);
    section_list(html, frame, view->sections, view->n_sections, view->slug);
    write_ideas(html, frame, view);
    html_close(html, EL_DIV);
    card_forms(html, back);
    return page_end(&sheet, ret_page, error);
}

bool
section_page_around(const PageFrame *frame, const SectionView *view, Page *ret_page, size_t *ret_cut, GError **error)
{
    g_auto(Page) page = { 0 };
    SectionView without = *view;

    without.cards = NULL;
    if (!section_page(frame, &without, &page, error))
        return false;
    /* What people wrote is escaped, so the first comment of this wording is ours. */
    char *cut = strstr(page.bytes, CARDS_HERE);
    if (!cut)
        return error_set(error, ERROR_INTERNAL, "page: no place for cards");
    size_t skip = sizeof(CARDS_HERE) - 1, before = (size_t)(cut - page.bytes);

    memmove(cut, cut + skip, page.length - before - skip + 1);
    page.length -= skip;
    *ret_cut = before;
    *ret_page = page;
    page = (Page){ 0 };
    return true;
}

static void
write_similar(Html *html, const char *slug, const SimilarIdea *idea)
{
    g_autofree char *href = g_strdup_printf("/c/%s/i/%s", slug, idea->id);
    g_autofree char *action = g_strconcat(href, "/vote", NULL);

    html_open(html, EL_LI, { AT_CLASS, "c-row c-row--between" });
    html_leaf(html, EL_A, idea->excerpt, { AT_HREF, href });
    html_open(html, EL_DIV, { AT_CLASS, "c-votes" });
    html_open(html, EL_BUTTON, { AT_CLASS, "c-vote" }, { AT_FORM, "v" }, { AT_FORMACTION, action },
              { AT_NAME, "vote" }, { AT_VALUE, idea->liked ? "none" : "like" }, { AT_ARIA_PRESSED, idea->liked ? "true" : "false" });
    shell_icon(html, "like", NULL);
    html_text(html, _("Like"));
    if (!idea->no_counts) {
        html_literal(html, " ");
        html_leaf(html, EL_B, figure(idea->likes).text);
        part_unseen(html, _(" so far"));
    }
    html_close(html, EL_BUTTON);
    html_close(html, EL_DIV);
    html_close(html, EL_LI);
}

bool
similar_fragment(const char *slug, const SimilarIdea *ideas, size_t n, Page *ret_page, GError **error)
{
    g_autoptr(Html) html = html_new(LIMIT_PAGE_BYTES);
    size_t length = 0;

    if (n > 0) {
        html_open(html, EL_DIV, { AT_CLASS, "c-suggest" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "similar-title" },
                  { AT_DATA_TEXT, _("Your like counts. You can clear your text now, or send it all the same.") });
        html_leaf(html, EL_H2, n == 1 ? _("This looks like yours. Would you rather add your support?")
                                      : _("These look like yours. Would you rather add your support?"),
                  { AT_ID, "similar-title" }, { AT_CLASS, "c-small u-mb3" });
        html_open(html, EL_UL, { AT_CLASS, "c-items" });
        for (size_t i = 0; i < n; i++)
            write_similar(html, slug, &ideas[i]);
        html_close(html, EL_UL);
        html_open(html, EL_P, { AT_CLASS, "c-small u-mt3" });
        html_leaf(html, EL_BUTTON, _("Clear my text"), { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_TYPE, "button" },
                  { AT_DATA_MODULE, "clear" });
        html_close(html, EL_P);
        html_close(html, EL_DIV);
    }
    char *bytes = html_finish(html, &length, error);
    if (!bytes)
        return false;
    *ret_page = (Page){ .bytes = bytes, .length = length };
    return true;
}
