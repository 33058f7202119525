#include "room/pages/item.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/parts.h"
#include <string.h>

#define FIRST_PARTS 3       /* boxes offered to split into; a further one is shown once the last one is filled (CSS alone) */

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
write_counts(Html *html, uint64_t likes, uint64_t dislikes, uint64_t comments)
{
    part_count(html, "%s like", "%s likes", likes);
    html_text(html, _(", "));
    part_count(html, "%s dislike", "%s dislikes", dislikes);
    html_text(html, _(", "));
    part_count(html, "%s comment", "%s comments", comments);
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
    write_counts(html, view->likes, view->dislikes, view->comments);
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

/* What of a change is in one of its two texts: all but what came, or all but what went. */
static void
write_side(Html *html, const char *id, const char *title, const ItemView *view, char own)
{
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, title);
    html_open(html, EL_P, { AT_ID, id }, { AT_CLASS, "c-lines" });
    for (size_t i = 0; i < view->n_change; i++) {
        if (view->change[i].kind == ' ')
            html_text(html, view->change[i].words);
        else if (view->change[i].kind == own)
            html_leaf(html, own == '-' ? EL_DEL : EL_INS, view->change[i].words);
    }
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

/* Side by side; hidden until there is a change, which the script shows while it is typed, and a button without it. */
static void
write_diff(Html *html, const ItemView *view)
{
    html_open(html, EL_SECTION, { AT_ID, "diff" }, { AT_HIDDEN, view->n_change ? NULL : HTML_ON }, { AT_ARIA_LABELLEDBY, "diff-title" });
    html_leaf(html, EL_H2, _("Your change, side by side"), { AT_ID, "diff-title" }, { AT_CLASS, "u-h3 u-mb3" });
    html_open(html, EL_DIV, { AT_CLASS, "c-diff" });
    write_side(html, "diff-before", _("Before"), view, '-');
    write_side(html, "diff-after", _("After"), view, '+');
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_editor(Html *html, const PageFrame *frame, const ItemView *view)
{
    form_field(html, &(FormField){ .name = "text", .label = _("The text"), .rows = 5, .max = LIMIT_IDEA,
                                   .value = view->typed ? view->typed : view->text, .compare = view->text,
                                   .error = part_error(frame, "text"), .hint = _("Change as little as you can.") });
    html_open(html, EL_P, { AT_CLASS, "c-noscript" });
    form_button(html, BUTTON_SECOND, _("Show the change"), (FormExtra){ .name = "action", .value = "look" });
    html_close(html, EL_P);
    write_diff(html, view);
}

static void
write_reason(Html *html, const PageFrame *frame, const ItemView *view)
{
    FormChoice reasons[REASON__COUNT + 1] = { { "", _("The usual one for the step") } };

    reason_choices(reasons + 1);
    form_select(html, &(FormSelect){ "reason", _("Reason, for the record"), reasons, REASON__COUNT + 1, view->reason, part_error(frame, "reason") });
    part_templates(html, "f-note", view->templates, view->n_templates);
    form_field(html, &(FormField){ .name = "note", .label = _("Why, in words the author will read"), .rows = 3,
                               .max = LIMIT_NOTE, .value = view->typed_note, .error = part_error(frame, "note") });
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
        form_button(html, BUTTON_FILLED, _("Save the change"), (FormExtra){ .name = "action", .value = "edit", .shortcut = "e" });
        form_button(html, BUTTON_WARNING, _("Hide"), (FormExtra){ .name = "action", .value = "hide", .shortcut = "h" });
        form_button(html, BUTTON_WARNING, _("Remove as abuse"), (FormExtra){ .name = "action", .value = "remove", .shortcut = "d" });
    } else if (view->state != STATE_DELETED) {
        form_button(html, BUTTON_FILLED, _("Bring it back"), (FormExtra){ .name = "action", .value = "restore", .shortcut = "r" });
    }
}

static void
open_more(Html *html, const char *id, const char *text, const char *key, bool open)
{
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_ID, id }, { AT_OPEN, open ? HTML_ON : NULL });
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

static void
write_move(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, NULL);

    if (view->kind != KIND_IDEA)
        return;
    open_more(html, "move", _("Move"), "m", false);
    form_select(html, &(FormSelect){ "section", _("To the section"), choices, view->n_sections,
                view->chosen_section ? view->chosen_section : view->section, NULL });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Move it there"), (FormExtra){ .name = "action", .value = "move" });
    html_close(html, EL_P);
    close_more(html);
}

static void
write_part(Html *html, const ItemView *view, const FormChoice *choices, size_t i)
{
    g_autofree char *name = g_strdup_printf("part-%zu", i + 1);
    g_autofree char *at = g_strdup_printf("at-%zu", i + 1);
    g_autofree char *label = i18n_format(_("Part %zu"), i + 1);
    g_autofree char *label_at = i18n_format(_("Section of part %zu"), i + 1);

    html_open(html, EL_DIV, { AT_CLASS, i < FIRST_PARTS ? "c-part c-stack" : "c-part c-part--next c-stack" });
    form_field(html, &(FormField){ .name = name, .label = label, .rows = 3, .max = LIMIT_IDEA, .value = view->parts[i], .placeholder = " " });
    form_select(html, &(FormSelect){ at, label_at, choices, view->n_sections, view->parts_at[i] ? view->parts_at[i] : view->section, NULL });
    html_close(html, EL_DIV);
}

static void
write_split(Html *html, const PageFrame *frame, const ItemView *view)
{
    const FormChoice votes[] = {
        { "none", _("Each part starts without votes") },
        { "copied", _("Each part starts with the votes of the whole") },
    };
    g_autofree FormChoice *choices = part_sections(frame, view->sections, view->n_sections, NULL);

    if (view->kind != KIND_IDEA)
        return;
    open_more(html, "split", _("Split"), "s", false);
    html_leaf(html, EL_P, _("Mark words in the text above and press the button, or copy them into the boxes."), { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    html_leaf(html, EL_BUTTON, _("Use the marked words"), { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_TYPE, "button" },
              { AT_DATA_MODULE, "cut" });
    html_close(html, EL_P);
    for (size_t i = 0; i < LIMIT_SPLIT_PARTS; i++)
        write_part(html, view, choices, i);
    form_choices(html, "votes", _("What happens to its votes?"), votes, G_N_ELEMENTS(votes), "none", NULL);
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Split it"), (FormExtra){ .name = "action", .value = "split" });
    html_close(html, EL_P);
    close_more(html);
}

/* A choice with the whole words of the other idea: what is merged cannot be told by its first line. */
static void
write_candidate(Html *html, const MergeLine *line, size_t i, bool chosen)
{
    g_autofree char *id = i == 0 ? g_strdup("f-into") : g_strdup_printf("f-into-%zu", i);
    g_autofree char *about = g_strconcat(id, "-about", NULL);

    html_open(html, EL_DIV, { AT_CLASS, "govuk-radios__item" });
    html_void(html, EL_INPUT, { AT_CLASS, "govuk-radios__input" }, { AT_ID, id }, { AT_NAME, "into" }, { AT_TYPE, "radio" },
              { AT_VALUE, line->id }, { AT_CHECKED, chosen ? HTML_ON : NULL }, { AT_ARIA_DESCRIBEDBY, about });
    html_leaf(html, EL_LABEL, line->text, { AT_CLASS, "govuk-label govuk-radios__label c-lines" }, { AT_FOR, id },
              { AT_LANG, line->lang }, { AT_DIR, "auto" });
    html_open(html, EL_P, { AT_CLASS, "govuk-hint govuk-radios__hint c-small" }, { AT_ID, about });
    html_leaf(html, EL_STRONG, line->place);
    html_text(html, _(", "));
    write_counts(html, line->likes, line->dislikes, line->comments);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

/* This one and those it could go into, side by side. */
static void
write_candidates(Html *html, const PageFrame *frame, const ItemView *view)
{
    const char *error = part_error(frame, "into");

    html_open(html, EL_DIV, { AT_CLASS, "c-diff c-merge" });
    html_open(html, EL_DIV);
    html_leaf(html, EL_H3, _("This one"));
    html_leaf(html, EL_P, view->text, { AT_CLASS, "c-lines" }, { AT_LANG, view->lang }, { AT_DIR, "auto" });
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    write_counts(html, view->likes, view->dislikes, view->comments);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_open(html, EL_FIELDSET, { AT_CLASS, "govuk-fieldset" });
    html_leaf(html, EL_LEGEND, _("Into which?"), { AT_CLASS, "govuk-fieldset__legend govuk-fieldset__legend--s" });
    if (error)
        form_fault(html, error, NULL);
    html_open(html, EL_DIV);
    for (size_t i = 0; i < view->n_similar; i++)
        write_candidate(html, &view->similar[i], i, g_strcmp0(view->similar[i].id, view->into) == 0);
    html_close(html, EL_DIV);
    html_close(html, EL_FIELDSET);
    html_close(html, EL_DIV);
}

static void
write_merge(Html *html, const PageFrame *frame, const ItemView *view)
{
    if (view->kind != KIND_IDEA)
        return;
    open_more(html, "merge", _("Merge"), "g", view->into || part_error(frame, "into"));
    html_leaf(html, EL_P, _("Comments come along. Somebody who voted on both is counted once."), { AT_CLASS, "c-small" });
    if (view->n_similar > 0)
        write_candidates(html, frame, view);
    form_field(html, &(FormField){ .name = "into-id", .label = _("Or the address of another idea"), .small = true,
                               .value = view->address, .max = 400, .autocomplete = "off" });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Merge it"), (FormExtra){ .name = "action", .value = "merge" });
    html_close(html, EL_P);
    close_more(html);
}

static void
open_act_form(Html *html, const PageFrame *frame, const ItemView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/%s/act%s", view->id, view->queue.query ? view->queue.query : "");
    g_autofree char *version = g_strdup_printf("%" G_GINT64_FORMAT, view->version);

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "version", version);
    form_hidden(html, "from", view->from);
}

/* What most posts need, and nothing else: beside the text, in a form of its own, so that no Enter in another means it. */
static void
write_fine(Html *html, const PageFrame *frame, const ItemView *view)
{
    const bool shown = view->state == STATE_SHOWN;

    if (shown ? view->why == WHY_DONE : view->state == STATE_DELETED || view->why != WHY_HIDDEN)
        return;
    open_act_form(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-acts" });
    form_button(html, BUTTON_SECOND, shown ? _("Looks fine") : _("Keep it hidden"),
                (FormExtra){ .name = "action", .value = "fine", .shortcut = "o" });
    html_close(html, EL_DIV);
    html_close(html, EL_FORM);
}

static void
write_act_form(Html *html, const PageFrame *frame, const ItemView *view)
{
    open_act_form(html, frame, view);
    if (view->state == STATE_SHOWN)
        write_editor(html, frame, view);
    write_reason(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-acts" });
    write_acts(html, view);
    if (view->state == STATE_SHOWN) {
        write_move(html, frame, view);
        write_split(html, frame, view);
        write_merge(html, frame, view);
    }
    html_close(html, EL_DIV);
    html_close(html, EL_FORM);
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
    html_open(html, EL_DIV, { AT_LANG, frame->lang });
    part_mark(html, NULL, NULL, view->section_title);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    if (view->holder) {
        html_open(html, EL_P, { AT_CLASS, "c-notice c-small" });
        shell_icon(html, "people", NULL);
        html_open(html, EL_SPAN);
        part_fill(html, _("%s has this open too. What is saved first counts; the other is asked to look again."), view->holder);
        html_close(html, EL_SPAN);
        html_close(html, EL_P);
    }
    if (view->origin)
        html_leaf(html, EL_P, view->origin, { AT_CLASS, "c-small c-quiet" });
    second_notice(html, frame, view);
    safeguard_notice(html, frame, view);
    write_text(html, frame, view);
    write_reports(html, view);
    if (view->stale.leave)
        stale_part(html, &view->stale);
    again_names_part(html, &view->note, &view->again);
    write_talk(html, view);
    write_fine(html, frame, view);
    for (size_t i = 0; i < view->n_appeals; i++)
        appeal_part(html, frame, view->id, &view->appeals[i], i);
    write_act_form(html, frame, view);
    if (view->may_write)
        message_part(html, frame, view);
    safeguard_form(html, frame, view);
    second_form(html, frame, view);
    if (view->may_write)
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
