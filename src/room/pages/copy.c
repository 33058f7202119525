#include "room/pages/copy.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

#define COPY_MOST (16 * 1024 * 1024)    /* bytes */

/* In the file, as it is read where none of ours is to be had. */
#define COPY_STYLE                                                                                                   \
    "<style>:root{color-scheme:light dark}body{max-width:44rem;margin:0 auto;padding:2rem 1rem 4rem;"               \
    "font:1.0625rem/1.55 \"Atkinson Hyperlegible Next\",system-ui,sans-serif;overflow-wrap:anywhere}"               \
    "h1{line-height:1.15}h2{margin:2.5rem 0 .75rem;padding-top:1rem;border-top:2px solid}"                           \
    "article{margin:0 0 1rem;padding:.75rem 1.25rem;border:1px solid;border-radius:1rem;border-end-start-radius:.25rem}" \
    ".lines{white-space:pre-line}.small{font-size:.9375rem}</style>"

static void
write_head(Html *html, const CopyView *view, const char *title)
{
    html_literal(html, "<!DOCTYPE html>\n");
    html_open(html, EL_HTML, { AT_LANG, i18n_tag(i18n_spoken()) }, { AT_DIR, i18n_is_rtl(i18n_spoken()) ? "rtl" : "ltr" });
    html_open(html, EL_HEAD);
    html_void(html, EL_META, { AT_CHARSET, "utf-8" });
    html_void(html, EL_META, { AT_NAME, "viewport" }, { AT_CONTENT, "width=device-width, initial-scale=1" });
    html_leaf(html, EL_TITLE, title);
    html_literal(html, COPY_STYLE);
    html_close(html, EL_HEAD);
    html_open(html, EL_BODY);
    html_open(html, EL_MAIN);
    html_leaf(html, EL_H1, title);
    html_leaf(html, EL_P, view->title, { AT_DIR, "auto" });
    if (view->organisation)
        html_leaf(html, EL_P, view->organisation, { AT_DIR, "auto" });
    html_leaf(html, EL_P, _("This file says what you wrote and how you voted. Whoever opens it can read that: keep it where only "
                            "you look."));
}

static void
write_post(Html *html, const CopiedPost *post)
{
    html_open(html, EL_ARTICLE);
    html_open(html, EL_P, { AT_CLASS, "small" });
    html_leaf(html, EL_STRONG, post->idea ? _("An idea") : _("A comment"));
    html_literal(html, " ");
    html_leaf(html, EL_SPAN, post->section, { AT_DIR, "auto" });
    html_literal(html, " ");
    html_leaf(html, EL_SPAN, post->day);
    html_literal(html, " ");
    if (post->state)
        html_leaf(html, EL_SPAN, post->state);
    html_close(html, EL_P);
    html_leaf(html, EL_P, post->text, { AT_CLASS, "lines" }, { AT_DIR, "auto" });
    html_close(html, EL_ARTICLE);
}

static void
write_posts(Html *html, const CopyView *view)
{
    html_leaf(html, EL_H2, _("What I wrote"));
    for (size_t i = 0; i < view->n_posts; i++)
        write_post(html, &view->posts[i]);
    if (view->n_posts == 0)
        html_leaf(html, EL_P, _("Nothing."));
}

static void
write_votes(Html *html, const CopyView *view)
{
    html_leaf(html, EL_H2, _("How I voted"));
    if (view->n_votes == 0) {
        html_leaf(html, EL_P, _("Nothing."));
        return;
    }
    html_open(html, EL_UL);
    for (size_t i = 0; i < view->n_votes; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_STRONG, view->votes[i].like ? _("Like") : _("Dislike"));
        html_literal(html, " ");
        html_leaf(html, EL_SPAN, view->votes[i].excerpt, { AT_DIR, "auto" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_messages(Html *html, const CopyView *view)
{
    if (view->n_talks == 0)
        return;
    html_leaf(html, EL_H2, _("Messages"));
    for (size_t i = 0; i < view->n_talks; i++) {
        html_leaf(html, EL_H3, view->talks[i].excerpt, { AT_DIR, "auto" });
        talk_lines(html, view->talks[i].lines, view->talks[i].n_lines, _("You"));
    }
}

bool
copy_page(const CopyView *view, Page *ret_page, GError **error)
{
    g_autoptr(Html) html = html_new(COPY_MOST);
    size_t length = 0;

    write_head(html, view, _("A copy of my things"));
    write_posts(html, view);
    write_votes(html, view);
    write_messages(html, view);
    if (view->group) {
        html_leaf(html, EL_H2, _("My group"));
        html_leaf(html, EL_P, view->group, { AT_DIR, "auto" });
    }
    html_close(html, EL_MAIN);
    html_close(html, EL_BODY);
    html_close(html, EL_HTML);
    char *bytes = html_finish(html, &length, error);
    if (!bytes)
        return false;
    *ret_page = (Page){ .bytes = bytes, .length = length };
    return true;
}
