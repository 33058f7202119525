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

static void
write_back(Html *html, const char *href, const char *text, const char *lang)
{
    html_open(html, EL_P, { AT_CLASS, "u-mb3" });
    html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-back" }, { AT_HREF, href });
    shell_icon(html, "back", "c-icon--dir");
    html_leaf(html, EL_SPAN, text, { AT_LANG, lang }, { AT_DIR, lang ? "auto" : NULL });
    html_close(html, EL_A);
    html_close(html, EL_P);
}

void
part_back(Html *html, const char *href, const char *text)
{
    write_back(html, href, text, NULL);
}

void
part_back_told(Html *html, const PageFrame *frame, const char *href, const char *text)
{
    write_back(html, href, text, frame->lang);
}

static void
write_title(Html *html, const char *title, const char *lead, const char *lang)
{
    const char *dir = lang ? "auto" : NULL;

    html_open(html, EL_DIV, { AT_CLASS, "c-read c-stack u-mb5" }, { AT_LANG, lang });
    html_leaf(html, EL_H1, title, { AT_DIR, dir });
    if (lead)
        html_leaf(html, EL_P, lead, { AT_CLASS, "c-lead" }, { AT_DIR, dir });
    html_close(html, EL_DIV);
}

void
part_title(Html *html, const char *title, const char *lead)
{
    write_title(html, title, lead, NULL);
}

void
part_title_told(Html *html, const PageFrame *frame, const char *title, const char *lead)
{
    write_title(html, title, lead, frame->lang);
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

const char *
part_error(const PageFrame *frame, const char *field)
{
    return form_error(frame->errors, frame->n_errors, field);
}

FormChoice *
part_sections(const PageFrame *frame, const SectionLine *sections, size_t n, const char *first)
{
    FormChoice *choices = g_new(FormChoice, n + 1);
    size_t at = 0;

    if (first)
        choices[at++] = (FormChoice){ "", first, NULL };
    for (size_t i = 0; i < n; i++)
        choices[at++] = (FormChoice){ sections[i].slug, sections[i].title, frame->lang };
    return choices;
}

const char *
part_section_icon(size_t index)
{
    static const char *const icons[] = { "compass", "heart", "cup", "link", "house", "bulb", "leaf", "people", "star" };

    return icons[index % G_N_ELEMENTS(icons)];
}
