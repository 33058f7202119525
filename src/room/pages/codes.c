#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/analyse.h"
#include "room/pages/parts.h"

/* Codes that another one may be put below, or joined with; the code itself left out. */
static FormChoice *
code_choices(const CodesView *view, const char *none, const char *without, size_t *ret_n)
{
    FormChoice *choices = g_new(FormChoice, view->n_codes + 1);
    size_t n = 0;

    choices[n++] = (FormChoice){ "", none };
    for (size_t i = 0; i < view->n_codes; i++) {
        if (g_strcmp0(view->codes[i].id, without) != 0)
            choices[n++] = (FormChoice){ view->codes[i].id, view->codes[i].name };
    }
    *ret_n = n;
    return choices;
}

static void
write_fields(Html *html, const PageFrame *frame, const CodesView *view, const CodeLine *code)
{
    size_t n = 0;
    g_autofree FormChoice *choices = code_choices(view, _("None: it is a theme"), code ? code->id : NULL, &n);

    form_field(html, &(FormField){ .name = "name", .label = _("Name"), .max = LIMIT_CODE_NAME,
                               .value = view->typed_name ? view->typed_name : code ? code->name : NULL,
                               .error = part_error(frame, "name"), .autocomplete = "off" });
    form_field(html, &(FormField){ .name = "definition", .label = _("Definition"), .rows = 4, .max = LIMIT_DEFINITION,
                               .hint = _("When to use it, and when not."),
                               .value = view->typed_definition ? view->typed_definition : code ? code->definition : NULL,
                               .error = part_error(frame, "definition") });
    form_select(html, &(FormSelect){ "parent", _("Below"), choices, n, view->parent, NULL });
}

static void
write_new(Html *html, const PageFrame *frame, const CodesView *view)
{
    g_autofree char *action = page_path(frame, "/analyse/codes");

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_leaf(html, EL_H2, _("New code"));
    write_fields(html, frame, view, NULL);
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Add the code"), (FormExtra){ .icon = "plus" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_edit(Html *html, const PageFrame *frame, const CodesView *view, const CodeLine *code)
{
    g_autofree char *action = page_path(frame, "/analyse/codes/%s", code->id);
    g_autofree char *back = page_path(frame, "/analyse/codes");
    size_t n = 0;
    g_autofree FormChoice *choices = code_choices(view, _("Choose a code"), code->id, &n);

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_open(html, EL_H2);
    part_fill(html, _("Change “%s”"), code->name);
    html_close(html, EL_H2);
    write_fields(html, frame, view, code);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_FILLED, _("Save"), (FormExtra){ .name = "action", .value = "save" });
    html_leaf(html, EL_A, _("Cancel"), { AT_CLASS, "c-quietbtn" }, { AT_HREF, back });
    html_close(html, EL_P);
    form_select(html, &(FormSelect){ "into", _("Join it with"), choices, n, NULL, NULL });
    html_leaf(html, EL_P, _("Its codings move there. The history keeps both."), { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    form_button(html, BUTTON_SECOND, _("Join"), (FormExtra){ .name = "action", .value = "merge" });
    form_button(html, BUTTON_WARNING, _("Retire it"), (FormExtra){ .name = "action", .value = "retire" });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_line(Html *html, const PageFrame *frame, const CodeLine *code)
{
    g_autofree char *href = page_path(frame, "/analyse/codes?edit=%s", code->id);
    g_autofree char *depth = g_strdup_printf("c-code c-code--%u", MIN(code->depth, 3));
    g_autofree char *swatch = g_strdup_printf("c-swatch c-swatch--%u", code->colour % 6);

    html_open(html, EL_LI, { AT_CLASS, depth });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-row" });
    html_leaf(html, EL_SPAN, NULL, { AT_CLASS, swatch });
    html_leaf(html, EL_STRONG, code->name);
    html_open(html, EL_SPAN, { AT_CLASS, "c-small c-quiet" });
    part_count(html, "on %s contribution", "on %s contributions", code->count);
    html_close(html, EL_SPAN);
    html_close(html, EL_SPAN);
    html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_HREF, href });
    html_text(html, _("Change"));
    html_literal(html, " ");
    part_unseen(html, code->name);
    html_close(html, EL_A);
    html_close(html, EL_DIV);
    if (code->definition && *code->definition)
        html_leaf(html, EL_P, code->definition, { AT_CLASS, "c-small c-lines" });
    html_close(html, EL_LI);
}

static void
write_step(Html *html, const PageFrame *frame, const FrameStep *step)
{
    html_open(html, EL_LI);
    html_text(html, step->text);
    if (step->undo) {
        g_autofree char *action = page_path(frame, "/analyse/codes/%s", step->undo);

        html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
        form_button(html, BUTTON_QUIET, _("Take it back"), (FormExtra){ .name = "action", .value = "restore", .unseen = step->text });
        html_close(html, EL_FORM);
    }
    html_close(html, EL_LI);
}

static void
write_steps(Html *html, const PageFrame *frame, const CodesView *view)
{
    html_open(html, EL_DETAILS, { AT_CLASS, "govuk-details" });
    html_open(html, EL_SUMMARY, { AT_CLASS, "govuk-details__summary" });
    html_open(html, EL_SPAN, { AT_CLASS, "govuk-details__summary-text" });
    part_count(html, "History of the frame: %s step", "History of the frame: %s steps", view->n_steps);
    html_close(html, EL_SPAN);
    html_close(html, EL_SUMMARY);
    html_open(html, EL_UL, { AT_CLASS, "govuk-details__text c-plain c-small" });
    for (size_t i = 0; i < view->n_steps; i++)
        write_step(html, frame, &view->steps[i]);
    html_close(html, EL_UL);
    html_close(html, EL_DETAILS);
}

static const CodeLine *
edited_code(const CodesView *view)
{
    for (size_t i = 0; view->edit && i < view->n_codes; i++) {
        if (g_strcmp0(view->codes[i].id, view->edit) == 0)
            return &view->codes[i];
    }
    return NULL;
}

bool
codes_page(const PageFrame *frame, const CodesView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ANALYSE | PAGE_BELOW, PAGE_WIDE, _("Coding frame"));
    const CodeLine *edited = edited_code(view);
    g_autofree char *version = i18n_format(_("Version %u. Every change is kept; codings stay with their code."),
                                               view->version);
    Html *html = sheet.html;

    analyse_tabs(html, frame, 1);
    part_title(html, _("Coding frame"), version);
    html_open(html, EL_DIV, { AT_CLASS, "c-desk c-desk--analyse" });
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    if (view->n_codes == 0) {
        part_empty(html, "leaf", _("The frame is empty. Start it with a first code."), NULL);
    } else {
        html_open(html, EL_DIV, { AT_CLASS, "c-card" });
        html_open(html, EL_UL, { AT_CLASS, "c-items" });
        for (size_t i = 0; i < view->n_codes; i++)
            write_line(html, frame, &view->codes[i]);
        html_close(html, EL_UL);
        html_close(html, EL_DIV);
    }
    if (view->n_steps > 0)
        write_steps(html, frame, view);
    html_close(html, EL_DIV);
    if (edited)
        write_edit(html, frame, view, edited);
    else
        write_new(html, frame, view);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
