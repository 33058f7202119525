#include "room/pages/idea.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/keys.h"
#include "room/pages/parts.h"

static bool
may_comment(const CardView *idea)
{
    return idea->open && !idea->votes_only && !idea->no_comments;
}

/* The box for a comment on `id`; a reply's stands right below what it answers. */
static void
write_box(Html *html, const PageFrame *frame, const IdeaView *view, const char *id, bool reply)
{
    const Composer *composer = &view->composer;
    g_autofree char *action = page_path(frame, "/i/%s/comments", id);
    g_autofree char *draft = g_strconcat(frame->slug, "/i/", id, NULL);
    g_autofree char *back = page_path(frame, "/i/%s", view->idea.id);

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action },
              { AT_ID, reply ? "reply" : "comment" }, { AT_DATA_HX_POST, action }, { AT_DATA_HX_SELECT, "#main" },
              { AT_DATA_HX_TARGET, "#main" }, { AT_DATA_HX_SWAP, "outerHTML" },
              { AT_DATA_HX_STATUS_422, "swap:outerHTML" }, { AT_DATA_HX_STATUS_429, "swap:outerHTML" });
    composer_key(html, composer, id);
    composer_names(html, composer);
    form_field(html, &(FormField){ .name = "text", .label = reply ? _("Your reply") : _("Add a comment"), .rows = 4,
                               .max = LIMIT_COMMENT, .value = composer->text, .error = part_error(frame, "text"),
                               .hint = reply ? _("Please leave out names.")
                                             : _("What would make this idea better? What stands in its way? Please "
                                                 "leave out names."),
                               .draft = draft, .focus = reply });
    if (composer->needs_key && frame->n_errors > 0)
        key_hint(html, frame);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, reply ? _("Reply") : _("Comment"), (FormExtra){ 0 });
    if (reply)
        form_link_button(html, BUTTON_QUIET, _("Cancel"), back, NULL);
    composer_from(html, composer);
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_facilitator(Html *html, const CommentView *comment)
{
    html_open(html, EL_ARTICLE, { AT_CLASS, "c-said c-said--staff" }, { AT_ARIA_LABEL, _("From a facilitator") });
    html_open(html, EL_P, { AT_CLASS, "c-said__meta" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-mark c-mark--surface" });
    shell_icon(html, "shield", NULL);
    html_text(html, _("From a facilitator"));
    html_close(html, EL_SPAN);
    html_close(html, EL_P);
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text" });
    html_safe(html, comment->card.text);
    html_close(html, EL_DIV);
    html_close(html, EL_ARTICLE);
}

static void
write_comment(Html *html, const PageFrame *frame, const IdeaView *view, const CommentView *comment)
{
    if (comment->facilitator)
        write_facilitator(html, comment);
    else
        card_write(html, &comment->card, CARD_COMMENT);
    if (view->reply && may_comment(&view->idea) && g_strcmp0(view->reply, comment->card.id) == 0)
        write_box(html, frame, view, view->reply, true);
}

/* A list in the list for each further depth. */
static size_t
write_thread(Html *html, const PageFrame *frame, const IdeaView *view, size_t from, unsigned depth)
{
    size_t i = from;

    html_open(html, EL_OL, { AT_CLASS, "c-thread" });
    while (i < view->n_comments && view->comments[i].depth >= depth) {
        html_open(html, EL_LI);
        write_comment(html, frame, view, &view->comments[i++]);
        if (i < view->n_comments && view->comments[i].depth > depth)
            i = write_thread(html, frame, view, i, depth + 1);
        html_close(html, EL_LI);
    }
    html_close(html, EL_OL);
    return i;
}

static void
write_comments(Html *html, const PageFrame *frame, const IdeaView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "u-mt6" }, { AT_ARIA_LABELLEDBY, "comments" });
    html_open(html, EL_H2, { AT_CLASS, "u-mb4" }, { AT_ID, "comments" });
    if (view->count == 0)
        html_text(html, _("No comments yet"));
    else
        part_count(html, "%s comment", "%s comments", view->count);
    html_close(html, EL_H2);
    if (view->n_comments > 0)
        write_thread(html, frame, view, 0, 0);
    if (view->more) {
        html_open(html, EL_P, { AT_CLASS, "u-mt4" });
        html_open(html, EL_A, { AT_CLASS, "govuk-button govuk-button--secondary" }, { AT_HREF, view->more });
        part_count(html, "Show %s more comment", "Show %s more comments", view->n_more);
        html_close(html, EL_A);
        html_close(html, EL_P);
    }
    html_close(html, EL_SECTION);
}

static void
write_title(Html *html, const IdeaView *view)
{
    html_open(html, EL_H1, { AT_CLASS, "c-small c-quiet u-mb3" });
    if (view->idea.day)
        part_fill(html, _("An idea, shared %s"), view->idea.day);
    else
        html_text(html, _("An idea"));
    html_close(html, EL_H1);
}

static void
write_below(Html *html, const PageFrame *frame, const IdeaView *view)
{
    bool shown = view->idea.state == STATE_SHOWN;

    if (!view->idea.no_comments || view->count > 0)
        write_comments(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "u-mt6 c-stack" });
    if (!may_comment(&view->idea))
        composer_kept(html, &view->composer);
    if (!view->idea.open)
        part_notice(html, "c-card--leaf", "lock", NULL,
                    _("This conversation is closed. You can read everything that was said."));
    else if (view->idea.votes_only && !view->idea.no_comments)
        part_notice(html, "c-card--leaf", "like", NULL,
                    _("New comments are no longer taken. You can still like or dislike what was said."));
    else if (shown && !view->reply && may_comment(&view->idea))
        write_box(html, frame, view, view->idea.id, false);
    html_close(html, EL_DIV);
}

bool
idea_page(const PageFrame *frame, const IdeaView *view, Page *ret_page, GError **error)
{
    bool shown = view->idea.state == STATE_SHOWN;
    g_autofree char *title = shown && view->idea.excerpt ? i18n_format(_("An idea: %s"), view->idea.excerpt)
                                                         : g_strdup(_("An idea"));
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *section = page_path(frame, "/s/%s", view->section_slug);
    g_autofree char *back = page_path(frame, "/i/%s", view->idea.id);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between" });
    part_back_told(html, frame, section, view->section_title);
    if (view->facilitate)
        html_leaf(html, EL_A, _("Open at the facilitators’ desk"), { AT_CLASS, "c-quietbtn c-quietbtn--edge u-mb3" },
                  { AT_HREF, view->facilitate });
    html_close(html, EL_DIV);
    write_title(html, view);
    card_write(html, &view->idea, CARD_ALONE);
    section_counts_note(html, view->counts);
    write_below(html, frame, view);
    card_forms(html, back);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
