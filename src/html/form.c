#include "html/form.h"
#include "base/i18n.h"
#include "html/shell.h"

void
form_hidden(Html *html, const char *name, const char *value)
{
    if (value)
        html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, name }, { AT_VALUE, value });
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
form_button(Html *html, FormButton kind, const char *text, FormExtra extra)
{
    html_open(html, EL_BUTTON, { AT_CLASS, button_classes[kind] }, { AT_TYPE, "submit" }, { AT_NAME, extra.name },
              { AT_VALUE, extra.value }, { AT_FORMACTION, extra.formaction }, { AT_DATA_SHORTCUT, extra.shortcut });
    if (extra.icon)
        shell_icon(html, extra.icon, NULL);
    html_text(html, text);
    if (extra.unseen) {
        html_literal(html, " ");
        html_leaf(html, EL_SPAN, extra.unseen, { AT_CLASS, "c-vh" });
    }
    if (extra.onward)
        shell_icon(html, "arrow", "c-icon--dir");
    if (extra.shortcut)
        html_leaf(html, EL_KBD, extra.shortcut, { AT_ARIA_HIDDEN, "true" });
    html_close(html, EL_BUTTON);
}

void
form_link_button(Html *html, FormButton kind, const char *text, const char *href, const char *icon)
{
    html_open(html, EL_A, { AT_CLASS, button_classes[kind] }, { AT_HREF, href });
    if (icon)
        shell_icon(html, icon, NULL);
    html_text(html, text);
    html_close(html, EL_A);
}

const char *
form_error(const FormError *errors, size_t n, const char *field)
{
    for (size_t i = 0; i < n; i++) {
        if (g_strcmp0(errors[i].field, field) == 0)
            return errors[i].text;
    }
    return NULL;
}

/* "Your number: please fill this in."; a label that asks has its mark already. */
static char *
error_text(const FormError *error)
{
    if (!error->label)
        return g_strdup(error->text);
    const bool asks = g_str_has_suffix(error->label, "?") || g_str_has_suffix(error->label, "\xd8\x9f" /* in Arabic */);

    return g_strdup_printf(asks ? "%s %s" : "%s: %s", error->label, error->text);
}

static void
write_error(Html *html, const FormError *error)
{
    g_autofree char *text = error_text(error);
    g_autofree char *href = error->field ? g_strconcat("#f-", error->field, NULL) : NULL;

    html_open(html, EL_LI);
    if (href)
        html_leaf(html, EL_A, text, { AT_HREF, href });
    else
        html_text(html, text);
    html_close(html, EL_LI);
}

void
form_errors(Html *html, const FormError *errors, size_t n)
{
    if (n == 0)
        return;
    html_open(html, EL_DIV, { AT_CLASS, "govuk-error-summary" }, { AT_ID, "errors" }, { AT_TABINDEX, "-1" },
              { AT_ROLE, "alert" }, { AT_ARIA_LABELLEDBY, "errors-title" });
    html_leaf(html, EL_H2, _("Please have another look"), { AT_CLASS, "u-h3" }, { AT_ID, "errors-title" });
    html_open(html, EL_UL, { AT_CLASS, "c-list c-errors" });
    for (size_t i = 0; i < n; i++)
        write_error(html, &errors[i]);
    html_close(html, EL_UL);
    html_close(html, EL_DIV);
}

/* The ids of what describes a field: its hint, its error, its counter. */
static char *
described_by(const char *id, const FormField *field, bool counts)
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

void
form_fault(Html *html, const char *text, const char *id)
{
    html_open(html, EL_P, { AT_CLASS, "c-error" }, { AT_ID, id });
    shell_icon(html, "alert", NULL);
    html_leaf(html, EL_SPAN, text);
    html_close(html, EL_P);
}

static void
write_label(Html *html, const char *id, const FormField *field)
{
    g_autofree char *hint = g_strconcat(id, "-hint", NULL);
    g_autofree char *error = g_strconcat(id, "-error", NULL);

    html_leaf(html, EL_LABEL, field->label,
              { AT_CLASS, field->small ? "govuk-label c-small" : "govuk-label govuk-label--s" }, { AT_FOR, id });
    if (field->hint)
        html_leaf(html, EL_P, field->hint, { AT_CLASS, "govuk-hint" }, { AT_ID, hint });
    if (field->error)
        form_fault(html, field->error, error);
}

static void
write_most(Html *html, size_t max)
{
    char number[I18N_NUMBER_SIZE];

    i18n_number(max, number);
    g_autofree char *text = i18n_format(i18n_plural("You can write %s character.", "You can write up to %s characters.", max), number);
    html_text(html, text);
}

static void
write_area(Html *html, const char *id, const FormField *field, const char *described)
{
    g_autofree char *rows = g_strdup_printf("%u", field->rows);
    g_autofree char *max = g_strdup_printf("%zu", field->max);
    g_autofree char *left = g_strconcat(id, "-left", NULL);

    /* No maxlength: what is pasted must not be cut off in silence; the counter says how much is over. */
    html_open(html, EL_TEXTAREA, { AT_CLASS, "govuk-textarea" }, { AT_DIR, "auto" }, { AT_ID, id }, { AT_NAME, field->name },
              { AT_ROWS, rows }, { AT_PLACEHOLDER, field->placeholder }, { AT_ARIA_DESCRIBEDBY, described }, { AT_DATA_MAX, field->max ? max : NULL },
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
    write_most(html, field->max);
    html_close(html, EL_P);
}

static void
write_line(Html *html, const char *id, const FormField *field, const char *described)
{
    g_autofree char *max = g_strdup_printf("%zu", field->max);

    html_void(html, EL_INPUT, { AT_CLASS, "govuk-input" }, { AT_DIR, "auto" }, { AT_ID, id }, { AT_NAME, field->name },
              { AT_TYPE, field->type ? field->type : "text" }, { AT_VALUE, field->value },
              { AT_MAXLENGTH, field->max ? max : NULL }, { AT_ARIA_DESCRIBEDBY, described },
              { AT_AUTOCOMPLETE, field->autocomplete }, { AT_INPUTMODE, field->inputmode },
              { AT_AUTOCAPITALIZE, field->capitals ? "characters" : NULL }, { AT_SPELLCHECK, field->no_words ? "false" : NULL },
              { AT_ARIA_INVALID, field->error ? "true" : NULL }, { AT_AUTOFOCUS, field->focus ? HTML_ON : NULL });
}

void
form_field(Html *html, const FormField *field)
{
    g_autofree char *id = field->id ? g_strdup(field->id) : g_strconcat("f-", field->name, NULL);
    g_autofree char *described = described_by(id, field, field->rows > 0 && field->max > 0);

    html_open(html, EL_DIV, { AT_CLASS, field->error ? "c-field c-field--error" : "c-field" });
    write_label(html, id, field);
    if (field->rows > 0)
        write_area(html, id, field, described);
    else
        write_line(html, id, field, described);
    html_close(html, EL_DIV);
}

static void
write_choice(Html *html, const char *name, const FormChoice *choice, size_t i, bool chosen)
{
    g_autofree char *id = i == 0 ? g_strconcat("f-", name, NULL) : g_strdup_printf("f-%s-%zu", name, i);

    html_open(html, EL_DIV, { AT_CLASS, "govuk-radios__item" });
    html_void(html, EL_INPUT, { AT_CLASS, "govuk-radios__input" }, { AT_ID, id }, { AT_NAME, name },
              { AT_TYPE, "radio" }, { AT_VALUE, choice->value }, { AT_CHECKED, chosen ? HTML_ON : NULL });
    html_leaf(html, EL_LABEL, choice->text, { AT_CLASS, "govuk-label govuk-radios__label" }, { AT_FOR, id },
              { AT_LANG, choice->lang });
    html_close(html, EL_DIV);
}

void
form_choices(Html *html, const char *name, const char *legend, const FormChoice *choices, size_t n, const char *chosen,
             const char *error)
{
    html_open(html, EL_FIELDSET, { AT_CLASS, "govuk-fieldset" });
    html_leaf(html, EL_LEGEND, legend, { AT_CLASS, "govuk-fieldset__legend govuk-fieldset__legend--s" });
    if (error)
        form_fault(html, error, NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-choices" });
    for (size_t i = 0; i < n; i++)
        write_choice(html, name, &choices[i], i, g_strcmp0(choices[i].value, chosen) == 0);
    html_close(html, EL_DIV);
    html_close(html, EL_FIELDSET);
}

void
form_select(Html *html, const FormSelect *select)
{
    g_autofree char *id = g_strconcat("f-", select->name, NULL);
    g_autofree char *fault = g_strconcat(id, "-error", NULL);

    html_open(html, EL_DIV, { AT_CLASS, select->error ? "c-field c-field--error" : "c-field" });
    html_leaf(html, EL_LABEL, select->label, { AT_CLASS, "govuk-label govuk-label--s" }, { AT_FOR, id });
    if (select->error)
        form_fault(html, select->error, fault);
    html_open(html, EL_SELECT, { AT_CLASS, "c-select" }, { AT_ID, id }, { AT_NAME, select->name },
              { AT_ARIA_DESCRIBEDBY, select->error ? fault : NULL }, { AT_ARIA_INVALID, select->error ? "true" : NULL });
    for (size_t i = 0; i < select->n; i++)
        html_leaf(html, EL_OPTION, select->choices[i].text, { AT_VALUE, select->choices[i].value }, { AT_LANG, select->choices[i].lang },
                  { AT_SELECTED, g_strcmp0(select->choices[i].value, select->chosen) == 0 ? HTML_ON : NULL });
    html_close(html, EL_SELECT);
    html_close(html, EL_DIV);
}

void
form_rows_open(Html *html)
{
    html_open(html, EL_DL, { AT_CLASS, "govuk-summary-list c-small" });
}

void
form_row(Html *html, const char *key, const char *value)
{
    html_open(html, EL_DIV, { AT_CLASS, "govuk-summary-list__row" });
    html_leaf(html, EL_DT, key, { AT_CLASS, "govuk-summary-list__key" });
    html_leaf(html, EL_DD, value, { AT_CLASS, "govuk-summary-list__value" });
    html_close(html, EL_DIV);
}

void
form_rows_close(Html *html)
{
    html_close(html, EL_DL);
}
