#include "room/pages/parts.h"
#include "base/i18n.h"
#include <string.h>

Figure
figure(uint64_t number)
{
    Figure out;

    i18n_number(number, out.text);
    return out;
}

void
part_fill(Html *html, const char *text, const char *value)
{
    const char *at = strstr(text, "%s");

    if (!at) {
        html_text(html, text);
        return;
    }
    g_autofree char *before = g_strndup(text, (size_t)(at - text));

    html_text(html, before);
    html_text(html, value);
    html_text(html, at + 2);
}

void
part_count(Html *html, const char *one, const char *many, uint64_t n)
{
    part_fill(html, i18n_plural(one, many, n), figure(n).text);
}

void
part_back(Html *html, const char *href, const char *text)
{
    html_open(html, EL_P, { AT_CLASS, "u-mb3" });
    html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-back" }, { AT_HREF, href });
    shell_icon(html, "back", "c-icon--dir");
    html_text(html, text);
    html_close(html, EL_A);
    html_close(html, EL_P);
}

void
part_title(Html *html, const char *title, const char *lead)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-read c-stack u-mb5" });
    html_leaf(html, EL_H1, title);
    if (lead)
        html_leaf(html, EL_P, lead, { AT_CLASS, "c-lead" });
    html_close(html, EL_DIV);
}

void
part_mark(Html *html, const char *tint, const char *icon, const char *text)
{
    g_autofree char *class_name = tint ? g_strconcat("c-mark c-mark--", tint, NULL) : g_strdup("c-mark");

    html_open(html, EL_SPAN, { AT_CLASS, class_name });
    if (icon)
        shell_icon(html, icon, NULL);
    html_text(html, text);
    html_close(html, EL_SPAN);
}

void
part_notice(Html *html, const char *tint_class, const char *icon, const char *bold, const char *text)
{
    g_autofree char *class_name = g_strconcat("c-card c-notice ", tint_class, NULL);

    html_open(html, EL_DIV, { AT_CLASS, class_name });
    shell_icon(html, icon, NULL);
    html_open(html, EL_DIV);
    if (bold) {
        html_open(html, EL_P);
        html_leaf(html, EL_STRONG, bold);
        html_close(html, EL_P);
    }
    if (text)
        html_leaf(html, EL_P, text);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

void
part_empty(Html *html, const char *icon, const char *text, const char *small)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-empty" });
    shell_icon(html, icon, NULL);
    html_leaf(html, EL_P, text);
    if (small)
        html_leaf(html, EL_P, small, { AT_CLASS, "c-small" });
    html_close(html, EL_DIV);
}

void
part_key(Html *html, const char *key)
{
    html_leaf(html, EL_KBD, key, { AT_ARIA_HIDDEN, "true" });
}

void
part_hidden(Html *html, const char *name, const char *value)
{
    if (value)
        html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, name }, { AT_VALUE, value });
}

void
part_bold(Html *html, const char *bold, const char *rest)
{
    html_open(html, EL_P);
    html_leaf(html, EL_STRONG, bold);
    html_literal(html, " ");
    html_text(html, rest);
    html_close(html, EL_P);
}

void
part_unseen(Html *html, const char *text)
{
    html_leaf(html, EL_SPAN, text, { AT_CLASS, "c-vh" });
}

static const char *const button_classes[] = {
    [BUTTON_FILLED] = "govuk-button",
    [BUTTON_BIG] = "govuk-button c-big",
    [BUTTON_SECOND] = "govuk-button govuk-button--secondary",
    [BUTTON_WARNING] = "govuk-button govuk-button--warning",
    [BUTTON_QUIET] = "c-quietbtn",
    [BUTTON_EDGE] = "c-quietbtn c-quietbtn--edge",
};

void
part_button(Html *html, ButtonKind kind, const char *text, ButtonExtra extra)
{
    html_open(html, EL_BUTTON, { AT_CLASS, button_classes[kind] }, { AT_TYPE, "submit" }, { AT_NAME, extra.name },
              { AT_VALUE, extra.value }, { AT_FORMACTION, extra.formaction }, { AT_DATA_SHORTCUT, extra.shortcut });
    if (extra.icon)
        shell_icon(html, extra.icon, NULL);
    html_text(html, text);
    if (extra.unseen) {
        html_literal(html, " ");
        part_unseen(html, extra.unseen);
    }
    if (extra.shortcut)
        part_key(html, extra.shortcut);
    html_close(html, EL_BUTTON);
}

void
part_link_button(Html *html, ButtonKind kind, const char *text, const char *href, const char *icon)
{
    html_open(html, EL_A, { AT_CLASS, button_classes[kind] }, { AT_HREF, href });
    if (icon)
        shell_icon(html, icon, NULL);
    html_text(html, text);
    html_close(html, EL_A);
}

const char *
part_error(const PageFrame *frame, const char *field)
{
    for (size_t i = 0; i < frame->n_errors; i++) {
        if (g_strcmp0(frame->errors[i].field, field) == 0)
            return frame->errors[i].text;
    }
    return NULL;
}

/* The ids of what describes a field: its hint, its error, its counter. */
static char *
described_by(const char *id, const Field *field, bool counts)
{
    g_autoptr(GString) ids = g_string_new(NULL);

    if (field->hint)
        g_string_append_printf(ids, "%s-hint ", id);
    if (field->error)
        g_string_append_printf(ids, "%s-error ", id);
    if (counts)
        g_string_append_printf(ids, "%s-left ", id);
    if (ids->len == 0)
        return NULL;
    g_string_truncate(ids, ids->len - 1);
    return g_string_free(g_steal_pointer(&ids), false);
}

static void
write_error(Html *html, const char *text, const char *id)
{
    html_open(html, EL_P, { AT_CLASS, "c-error" }, { AT_ID, id });
    shell_icon(html, "alert", NULL);
    html_leaf(html, EL_SPAN, text);
    html_close(html, EL_P);
}

static void
write_label(Html *html, const char *id, const Field *field)
{
    g_autofree char *hint = g_strconcat(id, "-hint", NULL);
    g_autofree char *error = g_strconcat(id, "-error", NULL);

    html_leaf(html, EL_LABEL, field->label,
              { AT_CLASS, field->small ? "govuk-label c-small" : "govuk-label govuk-label--s" }, { AT_FOR, id });
    if (field->hint)
        html_leaf(html, EL_P, field->hint, { AT_CLASS, "govuk-hint" }, { AT_ID, hint });
    if (field->error)
        write_error(html, field->error, error);
}

static void
write_area(Html *html, const char *id, const Field *field, const char *described)
{
    g_autofree char *rows = g_strdup_printf("%u", field->rows);
    g_autofree char *max = g_strdup_printf("%zu", field->max);
    g_autofree char *left = g_strconcat(id, "-left", NULL);

    /* No maxlength: what is pasted must not be cut off in silence; the counter says how much is over. */
    html_open(html, EL_TEXTAREA, { AT_CLASS, "govuk-textarea" }, { AT_ID, id }, { AT_NAME, field->name },
              { AT_ROWS, rows }, { AT_ARIA_DESCRIBEDBY, described }, { AT_DATA_MAX, field->max ? max : NULL },
              { AT_DATA_DRAFT, field->draft }, { AT_ARIA_INVALID, field->error ? "true" : NULL },
              { AT_AUTOFOCUS, field->focus ? HTML_ON : NULL }, { AT_DATA_MODULE, field->compare ? "compare" : NULL },
              { AT_DATA_TEXT, field->compare }, { AT_DATA_HX_POST, field->similar },
              { AT_DATA_HX_TRIGGER, field->similar ? "input changed delay:900ms" : NULL },
              { AT_DATA_HX_TARGET, field->similar ? "#similar" : NULL },
              { AT_DATA_HX_SYNC, field->similar ? "this:replace" : NULL });
    html_text(html, field->value);
    html_close(html, EL_TEXTAREA);
    if (field->max == 0)
        return;
    g_autofree char *forms = i18n_forms("You have 1 character left.", "You have # characters left.");
    html_open(html, EL_P, { AT_CLASS, "govuk-character-count__message c-quiet" }, { AT_ID, left },
              { AT_DATA_FORMS, forms },
              { AT_DATA_TEXT, _("# too many.") });
    part_count(html, "You can write %s character.", "You can write up to %s characters.", field->max);
    html_close(html, EL_P);
}

void
part_field(Html *html, const Field *field)
{
    g_autofree char *id = field->id ? g_strdup(field->id) : g_strconcat("f-", field->name, NULL);
    g_autofree char *described = described_by(id, field, field->rows > 0 && field->max > 0);
    g_autofree char *max = g_strdup_printf("%zu", field->max);

    html_open(html, EL_DIV, { AT_CLASS, field->error ? "c-field c-field--error" : "c-field" });
    write_label(html, id, field);
    if (field->rows > 0)
        write_area(html, id, field, described);
    else
        html_void(html, EL_INPUT, { AT_CLASS, "govuk-input" }, { AT_ID, id }, { AT_NAME, field->name },
                  { AT_TYPE, field->type ? field->type : "text" }, { AT_VALUE, field->value },
                  { AT_MAXLENGTH, field->max ? max : NULL }, { AT_ARIA_DESCRIBEDBY, described },
                  { AT_AUTOCOMPLETE, field->autocomplete }, { AT_ARIA_INVALID, field->error ? "true" : NULL },
                  { AT_AUTOFOCUS, field->focus ? HTML_ON : NULL });
    html_close(html, EL_DIV);
}

static void
write_choice(Html *html, const char *name, const Choice *choice, size_t i, bool chosen)
{
    g_autofree char *id = i == 0 ? g_strconcat("f-", name, NULL) : g_strdup_printf("f-%s-%zu", name, i);

    html_open(html, EL_DIV, { AT_CLASS, "govuk-radios__item" });
    html_void(html, EL_INPUT, { AT_CLASS, "govuk-radios__input" }, { AT_ID, id }, { AT_NAME, name },
              { AT_TYPE, "radio" }, { AT_VALUE, choice->value }, { AT_CHECKED, chosen ? HTML_ON : NULL });
    html_leaf(html, EL_LABEL, choice->text, { AT_CLASS, "govuk-label govuk-radios__label" }, { AT_FOR, id });
    html_close(html, EL_DIV);
}

void
part_choices(Html *html, const char *name, const char *legend, const Choice *choices, size_t n, const char *chosen,
             const char *error)
{
    html_open(html, EL_FIELDSET, { AT_CLASS, "govuk-fieldset" });
    html_leaf(html, EL_LEGEND, legend, { AT_CLASS, "govuk-fieldset__legend govuk-fieldset__legend--s" });
    if (error)
        write_error(html, error, NULL);
    html_open(html, EL_DIV, { AT_CLASS, "govuk-radios c-choices" });
    for (size_t i = 0; i < n; i++)
        write_choice(html, name, &choices[i], i, g_strcmp0(choices[i].value, chosen) == 0);
    html_close(html, EL_DIV);
    html_close(html, EL_FIELDSET);
}

void
part_select(Html *html, const char *name, const char *label, const Choice *choices, size_t n, const char *chosen)
{
    g_autofree char *id = g_strconcat("f-", name, NULL);

    html_open(html, EL_DIV, { AT_CLASS, "c-field" });
    html_leaf(html, EL_LABEL, label, { AT_CLASS, "govuk-label govuk-label--s" }, { AT_FOR, id });
    html_open(html, EL_SELECT, { AT_CLASS, "c-select" }, { AT_ID, id }, { AT_NAME, name });
    for (size_t i = 0; i < n; i++)
        html_leaf(html, EL_OPTION, choices[i].text, { AT_VALUE, choices[i].value },
                  { AT_SELECTED, g_strcmp0(choices[i].value, chosen) == 0 ? HTML_ON : NULL });
    html_close(html, EL_SELECT);
    html_close(html, EL_DIV);
}

void
part_rows_open(Html *html)
{
    html_open(html, EL_DL, { AT_CLASS, "govuk-summary-list c-small" });
}

void
part_row(Html *html, const char *key, const char *value)
{
    html_open(html, EL_DIV, { AT_CLASS, "govuk-summary-list__row" });
    html_leaf(html, EL_DT, key, { AT_CLASS, "govuk-summary-list__key" });
    html_leaf(html, EL_DD, value, { AT_CLASS, "govuk-summary-list__value" });
    html_close(html, EL_DIV);
}

void
part_rows_close(Html *html)
{
    html_close(html, EL_DL);
}

const char *
part_section_icon(size_t index)
{
    static const char *const icons[] = { "compass", "heart", "cup", "link", "house", "bulb", "leaf", "people", "star" };

    return icons[index % G_N_ELEMENTS(icons)];
}
