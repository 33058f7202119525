#include "room/pages/wordlist.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"

static const char *const names[WORDS__COUNT] = { "distress-more", "distress-less", "abuse-more", "abuse-less" };

/* ---- what is asked before it is saved ---- */

static void
write_off(Html *html, const PageFrame *frame, const WordsView *view)
{
    const char *error = part_error(frame, "off");

    if (view->n_off == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "switch-off" });
    html_leaf(html, EL_H2, _("Pass over words of distress that Candour knows?"), { AT_ID, "switch-off" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Each of these has words of a phrase of distress that Candour knows itself. Where somebody writes them, Candour may "
                            "miss it: they may not be shown where help is, and you may not see their post sooner."));
    html_open(html, EL_UL);
    for (size_t i = 0; i < view->n_off; i++)
        html_leaf(html, EL_LI, view->off[i], { AT_DIR, "auto" });
    html_close(html, EL_UL);
    html_open(html, EL_P, { AT_CLASS, "c-check" });
    html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, "f-off" }, { AT_NAME, "off" }, { AT_VALUE, view->off_text },
              { AT_CHECKED, view->off_said ? HTML_ON : NULL }, { AT_ARIA_INVALID, error ? "true" : NULL });
    html_leaf(html, EL_LABEL, _("Yes, pass over them in this conversation"), { AT_FOR, "f-off" });
    html_close(html, EL_P);
    html_leaf(html, EL_P, _("Then save below. The history will say so."), { AT_CLASS, "c-small" });
    html_close(html, EL_DIV);
}

static void
write_version(Html *html, const char *head, const char *lines)
{
    html_leaf(html, EL_P, head, { AT_CLASS, "c-small c-quiet" });
    html_leaf(html, EL_P, *lines ? lines : _("Nothing"), { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
}

static const char *
box_title(size_t box)
{
    switch (box) {
    case WORDS_DISTRESS_MORE: return _("Words of distress to look for");
    case WORDS_DISTRESS_LESS: return _("No sign of distress here");
    case WORDS_ABUSE_MORE:    return _("Words that hurt to look for");
    default:                  return _("No words that hurt here");
    }
}

static void
write_steps(Html *html, const WordsStep *steps, size_t n)
{
    html_open(html, EL_UL, { AT_CLASS, "c-list c-stack" });
    for (size_t i = 0; i < n; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_STRONG, steps[i].words, { AT_DIR, "auto" });
        html_leaf(html, EL_P, steps[i].text, { AT_CLASS, steps[i].off ? "c-small" : "c-small c-quiet" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_stale(Html *html, const WordsView *view)
{
    if (!view->stale)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "stale" });
    html_leaf(html, EL_H2, _("Another facilitator has changed the words meanwhile"), { AT_ID, "stale" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("Nothing of yours is saved yet, and nothing is lost: the boxes below hold their changes and yours together. "
                            "Look at them, then save."));
    write_steps(html, view->since, view->n_since);
    for (size_t i = 0; i < WORDS__COUNT; i++) {
        if (!view->boxes[i].now)
            continue;
        html_leaf(html, EL_H3, box_title(i), { AT_CLASS, "u-h3" });
        write_version(html, _("As it stands now"), view->boxes[i].now);
        write_version(html, _("What you sent"), view->boxes[i].sent);
    }
    html_close(html, EL_DIV);
}

/* ---- the boxes ---- */

static void
write_box(Html *html, const PageFrame *frame, const WordsView *view, size_t box)
{
    const char *hint = NULL;

    switch (box) {
    case WORDS_DISTRESS_MORE: hint = _("A word or a phrase on each line. Capitals and accents make no difference. A star stands for any "
                                       "ending: exhaust*"); break;
    case WORDS_DISTRESS_LESS: hint = _("What people here say in jest, or as a word of their work: to die for"); break;
    case WORDS_ABUSE_MORE:    hint = _("A word or a phrase on each line: what hurts here, in the languages that people speak here."); break;
    default:                  hint = _("What Candour takes for an insult, and is none here.");
    }
    form_field(html, &(FormField){ .name = names[box], .label = box_title(box), .hint = hint, .rows = 6, .value = view->boxes[box].text,
                               .error = part_error(frame, names[box]) });
}

static void
write_kind(Html *html, const PageFrame *frame, const WordsView *view, const char *head, const char *lead, size_t first)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" });
    html_leaf(html, EL_H2, head, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, lead);
    write_box(html, frame, view, first);
    write_box(html, frame, view, first + 1);
    html_close(html, EL_DIV);
}

/* ---- a text to try ---- */

static void
write_found(Html *html, const WordsView *view)
{
    if (!view->tried)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" }, { AT_ROLE, "group" }, { AT_ARIA_LABELLEDBY, "found" });
    html_leaf(html, EL_H3, _("What is noticed in it"), { AT_ID, "found" }, { AT_CLASS, "u-h3" });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    if (view->distress)
        queue_mark(html, WHY_MAY_DISTRESS, 0);
    if (view->names)
        queue_mark(html, WHY_MAY_NAME, 0);
    if (view->abuse)
        queue_mark(html, WHY_MAY_ABUSE, 0);
    if (!view->distress && !view->names && !view->abuse)
        html_text(html, _("Nothing."));
    html_close(html, EL_P);
    if (view->distress)
        html_leaf(html, EL_P, _("Whoever writes this is shown where help is."), { AT_CLASS, "c-small" });
    html_leaf(html, EL_P, _("Whether it is much like another post is not looked at here."), { AT_CLASS, "c-small c-quiet" });
    html_close(html, EL_DIV);
}

static void
write_try(Html *html, const PageFrame *frame, const WordsView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/words#try");

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack" }, { AT_ID, "try" });
    html_leaf(html, EL_H2, _("Try a text"), { AT_CLASS, "u-h3" });
    form_field(html, &(FormField){ .name = "text", .label = _("A text"), .rows = 3, .max = LIMIT_IDEA, .value = view->typed,
                               .error = part_error(frame, "text"),
                               .hint = _("It is tried with the words as they stand in the boxes, saved or not, and is kept nowhere.") });
    html_open(html, EL_P);
    form_button(html, BUTTON_SECOND, _("Try it"), (FormExtra){ .name = "action", .value = "try", .formaction = action });
    html_close(html, EL_P);
    write_found(html, view);
    html_close(html, EL_DIV);
}

static void
write_form(Html *html, const PageFrame *frame, const WordsView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/words");
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, view->version);

    html_open(html, EL_FORM, { AT_CLASS, "c-stack c-stack--wide" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "version", version);
    write_stale(html, view);
    write_off(html, frame, view);
    composer_names(html, &view->composer);
    write_kind(html, frame, view, _("Words of distress"),
               _("Whoever writes one of these is shown at once where help is, and you see the post sooner. Candour knows about a hundred "
                 "such phrases itself."), WORDS_DISTRESS_MORE);
    write_kind(html, frame, view, _("Words that hurt"),
               _("You see posts with one of these sooner. Candour knows insults, slurs and obscenities in English, and in the language of "
                 "the conversation where it has a list."), WORDS_ABUSE_MORE);
    html_open(html, EL_P);
    form_button(html, BUTTON_BIG, _("Save the words"), (FormExtra){ 0 });
    html_close(html, EL_P);
    write_try(html, frame, view);
    html_close(html, EL_FORM);
}

static void
write_history(Html *html, const WordsView *view)
{
    if (view->n_steps == 0)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "history" });
    html_leaf(html, EL_H2, _("What was changed"), { AT_ID, "history" }, { AT_CLASS, "u-h3" });
    write_steps(html, view->steps, view->n_steps);
    if (view->n_earlier > 0) {
        html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
        part_count(html, "%s earlier change is not shown.", "%s earlier changes are not shown.", view->n_earlier);
        html_close(html, EL_P);
    }
    html_close(html, EL_SECTION);
}

bool
wordlist_page(const PageFrame *frame, const WordsView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE | PAGE_BELOW, PAGE_WIDE, _("Words to look for"));
    Html *html = sheet.html;

    queue_tabs(html, frame, QUEUE_TAB_WORDS);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack c-stack--wide c-narrow" });
    part_title(html, _("Words to look for"),
               _("Candour looks at public words, on this machine, so that you see sooner what may be distress or may hurt. It hides and "
                 "publishes nothing by them. Here you change the words for this conversation."));
    write_form(html, frame, view);
    write_history(html, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
