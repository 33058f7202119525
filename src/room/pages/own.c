#include "room/pages/own.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/keys.h"
#include "room/pages/parts.h"

static void
write_quote(Html *html, const SafeHtml *text)
{
    html_open(html, EL_BLOCKQUOTE, { AT_CLASS, "c-quote c-said__text" }, { AT_DIR, "auto" });
    html_safe(html, text);
    html_close(html, EL_BLOCKQUOTE);
}

static void
write_delete_way(Html *html, const PageFrame *frame, const EditView *view)
{
    g_autofree char *href = page_path(frame, "/i/%s/delete", view->id);

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--flat c-card--clear c-stack u-mt5" },
              { AT_ARIA_LABELLEDBY, "delete" });
    html_leaf(html, EL_H2, _("Delete it instead"), { AT_ID, "delete" }, { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, _("You see it gone at once. Others see it gone a little later, together with other changes, so "
                            "that nobody can tell when you were here."), { AT_CLASS, "c-small" });
    html_open(html, EL_P);
    form_link_button(html, BUTTON_WARNING, _("Delete"), href, "bin");
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

bool
edit_page(const PageFrame *frame, const EditView *view, Page *ret_page, GError **error)
{
    const char *title = view->idea ? _("Edit your idea") : _("Edit your comment");
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *action = page_path(frame, "/i/%s/edit", view->id);
    g_autofree char *draft = g_strconcat(frame->slug, "/edit/", view->id, NULL);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_back(html, view->back, _("Back without a change"));
    part_title(html, title, NULL);
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    composer_names(html, &view->composer);
    form_field(html, &(FormField){ .name = "text", .label = view->idea ? _("Your idea") : _("Your comment"), .rows = 7,
                               .hint = _("Describe situations, not people, and be kind."),
                               .max = view->idea ? LIMIT_IDEA : LIMIT_COMMENT, .value = view->composer.text, .draft = draft,
                               .error = part_error(frame, "text") });
    html_leaf(html, EL_P, _("Likes and dislikes stay. Others see the new words only."), { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Save"), (FormExtra){ 0 });
    composer_from(html, &view->composer);
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    if (view->may_delete)
        write_delete_way(html, frame, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
delete_page(const PageFrame *frame, const DeleteView *view, Page *ret_page, GError **error)
{
    const char *title = view->idea ? _("Delete your idea?") : _("Delete your comment?");
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *action = page_path(frame, "/i/%s/delete", view->id);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_back(html, view->back, _("Back, and keep it"));
    part_title(html, title, _("This cannot be taken back."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    write_quote(html, view->text);
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    html_leaf(html, EL_LI, _("Your words are deleted, and its likes and dislikes go with them."));
    if (view->has_replies)
        html_leaf(html, EL_LI, _("What others wrote below it stays."));
    html_leaf(html, EL_LI, _("You see it gone at once. Others see it gone a little later, together with other changes. So "
                             "nobody can tell that it was you, or when you were here."));
    html_close(html, EL_UL);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_WARNING, _("Yes, delete it"), (FormExtra){ .icon = "bin" });
    html_leaf(html, EL_A, _("No, keep it"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, view->back });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}

bool
flag_page(const PageFrame *frame, const FlagView *view, Page *ret_page, GError **error)
{
    const FormChoice reasons[FLAG__COUNT] = {
        { flag_reason_names[FLAG_ABUSE], _("It is unkind, threatening or hateful") },
        { flag_reason_names[FLAG_NAMES_SOMEONE], _("It names or points to someone") },
        { flag_reason_names[FLAG_OFF_TOPIC], _("It is about something else") },
        { flag_reason_names[FLAG_WORRY], _("I am worried about someone") },
        { flag_reason_names[FLAG_OTHER], _("Something else") },
    };
    const char *title = view->idea ? _("Report this idea") : _("Report this comment");
    PageSheet sheet = page_begin(frame, PAGE_AT_HOME | PAGE_BELOW, PAGE_ORDINARY, title);
    g_autofree char *action = page_path(frame, "/i/%s/flag", view->id);
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide" });
    part_back(html, view->back, _("Back"));
    part_title(html, title, _("A facilitator will look at it. Nobody can see who reported it, facilitators neither."));
    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack c-stack--wide" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    write_quote(html, view->text);
    form_choices(html, "reason", _("What is the matter?"), reasons, FLAG__COUNT, view->reason,
                 part_error(frame, "reason"));
    form_field(html, &(FormField){ .name = "note", .label = _("Do you want to add something? (You can leave this empty)"),
                               .rows = 3, .max = LIMIT_NOTE, .value = view->note, .error = part_error(frame, "note") });
    if (view->needs_key && frame->n_errors > 0)
        key_hint(html, frame);
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Send the report"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
