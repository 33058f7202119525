#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"
#include <string.h>

#define FIRST_PARTS 3       /* boxes offered to split into; a further one appears after each use */

static void
write_marked(Html *html, const ItemView *view)
{
    size_t at = 0, length = strlen(view->text);

    for (size_t i = 0; i < view->n_marks; i++) {
        const NameSpan *mark = &view->marks[i];
        if (mark->start < at || mark->start + mark->length > length)
            continue;
        g_autofree char *before = g_strndup(view->text + at, mark->start - at);
        g_autofree char *marked = g_strndup(view->text + mark->start, mark->length);

        html_text(html, before);
        html_leaf(html, EL_MARK, marked);
        at = mark->start + mark->length;
    }
    html_text(html, view->text + at);
}

static void
write_text(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *href = page_path(frame, "/i/%s#i-%s", view->idea, view->id);

    html_open(html, EL_DIV, { AT_CLASS, "c-said c-said--sunk" });
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text c-lead" });
    html_open(html, EL_P, { AT_CLASS, "c-lines" }, { AT_ID, "original" }, { AT_LANG, view->lang }, { AT_DIR, "auto" });
    write_marked(html, view);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_count(html, "%s like", "%s likes", view->likes);
    html_text(html, _(", "));
    part_count(html, "%s dislike", "%s dislikes", view->dislikes);
    html_text(html, _(", "));
    part_count(html, "%s comment", "%s comments", view->comments);
    html_literal(html, ". ");
    shell_sentence(html, _("You cannot see who wrote this, and neither can anyone else. [See it in its place]"), href, NULL);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_reports(Html *html, const ItemView *view)
{
    if (view->n_reports == 0)
        return;
    html_open(html, EL_SECTION, { AT_ARIA_LABELLEDBY, "reports" });
    html_leaf(html, EL_H2, _("What was reported"), { AT_ID, "reports" }, { AT_CLASS, "u-h3 u-mb2" });
    html_open(html, EL_UL, { AT_CLASS, "c-plain c-small" });
    for (size_t i = 0; i < view->n_reports; i++) {
        html_open(html, EL_LI);
        html_leaf(html, EL_STRONG, view->reports[i].reason);
        if (view->reports[i].note)
            html_text_f(html, ": “%s”", view->reports[i].note);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    html_close(html, EL_SECTION);
}

/* Side by side, empty and hidden until the script fills it. */
static void
write_diff_frame(Html *html)
{
    html_open(html, EL_SECTION, { AT_ID, "diff" }, { AT_HIDDEN, HTML_ON }, { AT_ARIA_LABELLEDBY, "diff-title" });
    html_leaf(html, EL_H2, _("Your change, side by side"), { AT_ID, "diff-title" }, { AT_CLASS, "u-h3 u-mb3" });
    html_open(html, EL_DIV, { AT_CLASS, "c-diff" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, _("Before"));
    html_leaf(html, EL_P, NULL, { AT_ID, "diff-before" }, { AT_CLASS, "c-lines" });
    html_close(html, EL_DIV);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, _("After"));
    html_leaf(html, EL_P, NULL, { AT_ID, "diff-after" }, { AT_CLASS, "c-lines" });
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_stale(Html *html, const ItemView *view)
{
    if (!view->stale)
        return;
    html_open(html, EL_SECTION, { AT_ARIA_LABELLEDBY, "stale" });
    html_leaf(html, EL_H2, _("Somebody changed it while you had it open"), { AT_ID, "stale" }, { AT_CLASS, "u-h3 u-mb3" });
    html_open(html, EL_DIV, { AT_CLASS, "c-diff" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, _("As it stands now"));
    html_leaf(html, EL_P, view->text, { AT_CLASS, "c-lines" });
    html_close(html, EL_DIV);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, _("As you typed it"));
    html_leaf(html, EL_P, view->typed, { AT_CLASS, "c-lines" });
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_reason(Html *html, const PageFrame *frame, const ItemView *view)
{
    Choice reasons[REASON__COUNT + 1] = { { "", _("The usual one for the step") } };

    reason_choices(reasons + 1);
    part_select(html, "reason", _("Reason, for the record"), reasons, REASON__COUNT + 1, view->reason);
    part_templates(html, "f-note", view->templates, view->n_templates);
    part_field(html, &(Field){ .name = "note", .label = _("Why, in words the author will read"), .rows = 3,
                               .max = LIMIT_NOTE, .value = view->typed_note, .error = part_error(frame, "note"),
                               .optional = true });
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    if (view->mail_at)
        part_fill(html, _("The author is told with the group’s next mail, at %s."), view->mail_at);
    else
        html_text(html, _("The author is told with the group’s next mail."));
    html_close(html, EL_P);
}

static void
write_acts(Html *html, const ItemView *view)
{
    bool shown = view->state == STATE_SHOWN;

    if (shown) {
        part_button(html, BUTTON_FILLED, _("Save the change"), (ButtonExtra){ .name = "action", .value = "edit", .shortcut = "e" });
        part_button(html, BUTTON_SECOND, _("Looks fine"), (ButtonExtra){ .name = "action", .value = "fine", .shortcut = "o" });
        part_button(html, BUTTON_WARNING, _("Hide"), (ButtonExtra){ .name = "action", .value = "hide", .shortcut = "h" });
        part_button(html, BUTTON_WARNING, _("Remove as abuse"), (ButtonExtra){ .name = "action", .value = "remove", .shortcut = "x" });
    } else if (view->state != STATE_DELETED) {
        part_button(html, BUTTON_FILLED, _("Bring it back"), (ButtonExtra){ .name = "action", .value = "restore", .shortcut = "r" });
    }
}

static void
open_more(Html *html, const char *text, const char *key, bool open)
{
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, open ? HTML_ON : NULL });
    html_open(html, EL_SUMMARY, { AT_DATA_SHORTCUT, key });
    html_text(html, text);
    part_key(html, key);
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "c-more__body c-stack" });
}

static void
close_more(Html *html)
{
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

static Choice *
section_choices(const ItemView *view)
{
    Choice *choices = g_new(Choice, MAX(view->n_sections, 1));

    for (size_t i = 0; i < view->n_sections; i++)
        choices[i] = (Choice){ view->sections[i].slug, view->sections[i].title };
    return choices;
}

static void
write_move(Html *html, const ItemView *view)
{
    g_autofree Choice *choices = section_choices(view);

    open_more(html, _("Move"), "m", false);
    part_select(html, "section", _("To the section"), choices, view->n_sections, view->section);
    html_open(html, EL_P);
    part_button(html, BUTTON_FILLED, _("Move it there"), (ButtonExtra){ .name = "action", .value = "move" });
    html_close(html, EL_P);
    close_more(html);
}

static void
write_part(Html *html, const ItemView *view, const Choice *choices, size_t i)
{
    g_autofree char *name = g_strdup_printf("part-%zu", i + 1);
    g_autofree char *at = g_strdup_printf("at-%zu", i + 1);
    g_autofree char *label = i18n_format(_("Part %zu"), i + 1);
    g_autofree char *label_at = i18n_format(_("Section of part %zu"), i + 1);

    part_field(html, &(Field){ .name = name, .label = label, .rows = 3, .max = LIMIT_IDEA });
    part_select(html, at, label_at, choices, view->n_sections, view->section);
}

static void
write_split(Html *html, const ItemView *view)
{
    g_autofree Choice *choices = section_choices(view);

    if (view->kind != KIND_IDEA)
        return;
    open_more(html, _("Split"), "s", false);
    html_leaf(html, EL_P, _("Mark words in the text above and press the button, or copy them into the boxes. Votes stay with "
                            "the post as it was; each part starts anew."), { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    html_leaf(html, EL_BUTTON, _("Use the marked words"), { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_TYPE, "button" },
              { AT_DATA_MODULE, "cut" });
    html_close(html, EL_P);
    for (size_t i = 0; i < FIRST_PARTS; i++)
        write_part(html, view, choices, i);
    html_open(html, EL_P);
    part_button(html, BUTTON_FILLED, _("Split it"), (ButtonExtra){ .name = "action", .value = "split" });
    html_close(html, EL_P);
    close_more(html);
}

static void
write_merge(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree Choice *choices = g_new(Choice, MAX(view->n_similar, 1));

    if (view->kind != KIND_IDEA)
        return;
    for (size_t i = 0; i < view->n_similar; i++)
        choices[i] = (Choice){ view->similar[i].id, view->similar[i].excerpt };
    open_more(html, _("Merge"), "g", false);
    html_leaf(html, EL_P, _("Comments come along. Somebody who voted on both is counted once."), { AT_CLASS, "c-small" });
    if (view->n_similar > 0)
        part_choices(html, "into", _("Into which?"), choices, view->n_similar, NULL, part_error(frame, "into"));
    part_field(html, &(Field){ .name = "into-id", .label = _("Or the address of another idea"), .small = true,
                               .max = 400, .autocomplete = "off" });
    html_open(html, EL_P);
    part_button(html, BUTTON_FILLED, _("Merge it"), (ButtonExtra){ .name = "action", .value = "merge" });
    html_close(html, EL_P);
    close_more(html);
}

static void
write_act_form(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/%s/act", view->id);
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, view->version);

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    part_hidden(html, "version", version);
    if (view->state == STATE_SHOWN)
        part_field(html, &(Field){ .name = "text", .label = _("The text"), .rows = 5, .max = LIMIT_IDEA,
                                   .value = view->typed ? view->typed : view->text, .compare = view->text,
                                   .error = part_error(frame, "text"), .hint = _("Change as little as you can.") });
    write_diff_frame(html);
    write_reason(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-acts" });
    write_acts(html, view);
    if (view->state == STATE_SHOWN) {
        write_move(html, view);
        write_split(html, view);
        write_merge(html, frame, view);
    }
    html_close(html, EL_DIV);
    html_close(html, EL_FORM);
}

static void
write_message_form(Html *html, const PageFrame *frame, const ItemView *view)
{
    const Choice kinds[] = {
        { "question", _("A question") },
        { "moderation", _("About a decision") },
        { "support", _("An offer of support") },
    };
    g_autofree char *action = page_path(frame, "/facilitate/%s/message", view->id);

    open_more(html, _("Write to the author"), "w", view->message.text != NULL);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_P, _("You do not learn who it is, and must not ask. They do not learn who you are."),
              { AT_CLASS, "c-small c-quiet" });
    part_choices(html, "kind", _("What is it?"), kinds, G_N_ELEMENTS(kinds), view->message_kind, part_error(frame, "kind"));
    part_templates(html, "f-message", view->templates, view->n_templates);
    composer_names(html, &view->message);
    part_field(html, &(Field){ .name = "text", .id = "f-message", .label = _("Your message"), .rows = 4,
                               .max = LIMIT_MESSAGE, .value = view->message.text, .error = part_error(frame, "message") });
    html_open(html, EL_P);
    part_button(html, BUTTON_FILLED, _("Send it"), (ButtonExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    close_more(html);
}

static void
write_pieces(Html *html, const HistoryLine *line)
{
    html_open(html, EL_P, { AT_CLASS, "c-lines" });
    for (size_t i = 0; i < line->n_pieces; i++) {
        if (line->pieces[i].kind == ' ')
            html_text(html, line->pieces[i].words);
        else
            html_leaf(html, line->pieces[i].kind == '-' ? EL_DEL : EL_INS, line->pieces[i].words);
    }
    html_close(html, EL_P);
}

static void
write_history(Html *html, const ItemView *view)
{
    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details" });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_open(html, EL_SPAN, { AT_CLASS, "govuk-details__summary-text" });
    part_count(html, "History: %s step", "History: %s steps", view->n_history);
    html_close(html, EL_SPAN);
    html_close(html, EL_SUMMARY);
    html_open(html, EL_DIV, { AT_CLASS, "govuk-details__text c-small" });
    if (view->n_history == 0)
        html_leaf(html, EL_P, _("Nothing has been done to it."));
    html_open(html, EL_OL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < view->n_history; i++) {
        const HistoryLine *line = &view->history[i];

        html_open(html, EL_LI, { AT_CLASS, "c-stack" });
        html_open(html, EL_P);
        html_text(html, line->text);
        if (line->undone) {
            html_literal(html, " ");
            part_mark(html, NULL, "undo", _("Taken back"));
        }
        html_close(html, EL_P);
        if (line->n_pieces > 0)
            write_pieces(html, line);
        if (line->note)
            html_leaf(html, EL_P, line->note, { AT_CLASS, "c-quiet" });
        html_close(html, EL_LI);
    }
    html_close(html, EL_OL);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

static void
write_talk(Html *html, const ItemView *view)
{
    if (view->n_talk == 0)
        return;
    html_open(html, EL_SECTION, { AT_ARIA_LABELLEDBY, "talk" });
    html_leaf(html, EL_H2, _("Talk with the author"), { AT_ID, "talk" }, { AT_CLASS, "u-h3 u-mb3" });
    talk_lines(html, view->talk, view->n_talk, _("The author"));
    html_close(html, EL_SECTION);
}

static void
write_item(Html *html, const PageFrame *frame, const ItemView *view, const char *title)
{
    html_open(html, EL_ARTICLE, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "item" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between" });
    html_leaf(html, EL_H1, title, { AT_ID, "item" }, { AT_CLASS, "u-h2" });
    part_mark(html, NULL, NULL, view->section_title);
    html_close(html, EL_DIV);
    if (view->holder) {
        html_open(html, EL_P, { AT_CLASS, "c-notice c-small" });
        shell_icon(html, "people", NULL);
        html_open(html, EL_SPAN);
        part_fill(html, _("%s has this open too. What is saved first counts; the other is asked to look again."), view->holder);
        html_close(html, EL_SPAN);
        html_close(html, EL_P);
    }
    write_text(html, frame, view);
    write_reports(html, view);
    write_stale(html, view);
    write_talk(html, view);
    for (size_t i = 0; i < view->n_appeals; i++)
        appeal_part(html, frame, view->id, &view->appeals[i], i);
    write_act_form(html, frame, view);
    if (view->may_write)
        write_message_form(html, frame, view);
    sanction_part(html, frame, view->id, &view->sanction);
    write_history(html, view);
    html_close(html, EL_ARTICLE);
}

bool
item_page(const PageFrame *frame, const ItemView *view, Page *ret_page, GError **error)
{
    g_autofree char *title = queue_why_text(view->why, view->number);
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE | PAGE_BELOW, PAGE_WIDE, title);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between u-mb4" });
    queue_tabs(html, frame, -1);
    part_keys(html, KEYS_QUEUE);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-desk" });
    queue_list(html, frame, &view->queue, view->id);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    write_item(html, frame, view, title);
    part_all_keys(html);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
