#include "room/pages/analyse.h"
#include "base/i18n.h"
#include "room/pages/parts.h"
#include <string.h>

#define SWATCHES 6

void
analyse_tabs(Html *html, const PageFrame *frame, int here)
{
    g_autofree char *reading = page_path(frame, "/analyse");
    g_autofree char *codes = page_path(frame, "/analyse/codes");
    g_autofree char *themes = page_path(frame, "/analyse/themes");
    const ShellLink links[] = {
        { .href = reading, .text = _("Read and code"), .current = here == 0 },
        { .href = codes, .text = _("Coding frame"), .current = here == 1 },
        { .href = themes, .text = _("Themes and agreement"), .current = here == 2 },
    };

    part_tabs(html, _("Analysis"), links, G_N_ELEMENTS(links));
}

static void
bar_piece(Html *html, uint64_t from, uint64_t n, uint64_t of, const char *class_name)
{
    g_autofree char *x = g_strdup_printf("%.2f%%", of ? 100.0 * (double)from / (double)of : 0);
    g_autofree char *width = g_strdup_printf("%.2f%%", of ? 100.0 * (double)n / (double)of : 0);

    html_void(html, EL_RECT, { AT_CLASS, class_name }, { AT_X, x }, { AT_WIDTH, width }, { AT_HEIGHT, "16" });
}

static void
legend(Html *html, uint64_t n, const char *text)
{
    html_open(html, EL_LI);
    html_leaf(html, EL_STRONG, figure(n).text);
    html_literal(html, " ");
    html_text(html, text);
    html_close(html, EL_LI);
}

void
coverage_bar(Html *html, const Coverage *coverage)
{
    uint64_t of = coverage->coded + coverage->uncoded + coverage->unread;
    g_autofree char *label = i18n_format(_("%s coded, %s read without a code, %s unread"), figure(coverage->coded).text,
                                             figure(coverage->uncoded).text, figure(coverage->unread).text);
    g_autofree char *version = i18n_format(_("Frame version %u"), coverage->version);

    html_open(html, EL_DIV, { AT_CLASS, "c-bar" }, { AT_ROLE, "img" }, { AT_ARIA_LABEL, label });
    html_open(html, EL_SVG, { AT_WIDTH, "100%" }, { AT_HEIGHT, "16" }, { AT_ARIA_HIDDEN, "true" });
    bar_piece(html, 0, coverage->coded, of, "c-bar__coded");
    bar_piece(html, coverage->coded, coverage->uncoded, of, "c-bar__read");
    html_close(html, EL_SVG);
    html_close(html, EL_DIV);
    html_open(html, EL_UL, { AT_CLASS, "c-legend u-mt2" });
    legend(html, coverage->coded, _("coded"));
    legend(html, coverage->uncoded, _("read, no code fits"));
    legend(html, coverage->unread, _("unread"));
    html_leaf(html, EL_LI, version, { AT_CLASS, "c-quiet" });
    html_close(html, EL_UL);
}

static void
write_coverage(Html *html, const AnalyseView *view)
{
    const Coverage *c = &view->coverage;
    uint64_t read = c->coded + c->uncoded;
    g_autofree char *title =
        c->unread ? i18n_format(_("%s of %s read, %s to go"), figure(read).text, figure(read + c->unread).text,
                                    figure(c->unread).text)
                  : i18n_format(_("All %s read"), figure(read).text);

    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--sunk u-mb5" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between u-mb3" });
    html_leaf(html, EL_H1, title, { AT_CLASS, "u-h2" });
    part_keys(html, KEYS_READING);
    html_close(html, EL_DIV);
    coverage_bar(html, c);
    html_close(html, EL_DIV);
}

/* The byte at which a character begins. */
static const char *
at_character(const char *text, size_t character)
{
    return g_utf8_offset_to_pointer(text, (glong)MIN(character, (size_t)g_utf8_strlen(text, -1)));
}

/* The text with the coded words marked; a span inside another stays unmarked, it is listed below. */
static void
write_coded_text(Html *html, const AnalyseView *view)
{
    const char *at = view->text;

    for (size_t i = 0; i < view->n_codings; i++) {
        const CodingView *coding = &view->codings[i];
        const char *start = at_character(view->text, coding->start), *end = at_character(view->text, coding->end);
        if (coding->whole || start < at || end <= start)
            continue;
        g_autofree char *before = g_strndup(at, (size_t)(start - at));
        g_autofree char *words = g_strndup(start, (size_t)(end - start));

        html_text(html, before);
        html_leaf(html, EL_SPAN, words, { AT_CLASS, coding->colour % 2 ? "c-span c-span--b" : "c-span" },
                  { AT_TITLE, coding->name });
        at = end;
    }
    html_text(html, at);
}

static void
write_codings(Html *html, const AnalyseView *view)
{
    if (view->n_codings == 0)
        return;
    html_open(html, EL_UL, { AT_CLASS, "c-row c-list" }, { AT_ARIA_LABEL, _("Codes on this contribution") });
    for (size_t i = 0; i < view->n_codings; i++) {
        const CodingView *coding = &view->codings[i];
        g_autofree char *value = coding->whole ? g_strdup(coding->code)
                                               : g_strdup_printf("%s %zu %zu", coding->code, coding->start, coding->end);

        html_open(html, EL_LI, { AT_CLASS, "c-mark c-mark--leaf" });
        html_text(html, coding->name);
        html_open(html, EL_BUTTON, { AT_CLASS, "c-mark__drop" }, { AT_FORM, "codings" }, { AT_NAME, "drop" },
                  { AT_VALUE, value });
        html_leaf(html, EL_SPAN, "×", { AT_ARIA_HIDDEN, "true" });
        html_open(html, EL_SPAN, { AT_CLASS, "c-vh" });
        part_fill(html, _("Take %s off"), coding->name);
        html_close(html, EL_SPAN);
        html_close(html, EL_BUTTON);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
}

static void
write_reading(Html *html, const PageFrame *frame, const AnalyseView *view)
{
    g_autofree char *title = i18n_format(view->kind == KIND_IDEA ? _("Contribution %s, an idea in %s")
                                                                     : _("Contribution %s, a comment in %s"),
                                             figure(view->number).text, view->section_title);
    g_autofree char *href = page_path(frame, "/i/%s#i-%s", view->idea, view->id);

    html_open(html, EL_ARTICLE, { AT_CLASS, "c-said c-said--lead" }, { AT_ARIA_LABELLEDBY, "reading-title" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between c-small c-quiet" });
    html_leaf(html, EL_H2, title, { AT_ID, "reading-title" }, { AT_CLASS, "c-small" });
    html_open(html, EL_A, { AT_HREF, href });
    part_count(html, "%s like", "%s likes", view->likes);
    html_text(html, _(", "));
    part_count(html, "%s dislike", "%s dislikes", view->dislikes);
    html_text(html, _(", "));
    part_count(html, "%s comment", "%s comments", view->comments);
    html_close(html, EL_A);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text" });
    html_open(html, EL_P, { AT_CLASS, "c-lines" }, { AT_ID, "reading" }, { AT_LANG, view->lang }, { AT_DIR, "auto" });
    write_coded_text(html, view);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_leaf(html, EL_P, NULL, { AT_ID, "marked" }, { AT_CLASS, "c-small c-quiet" }, { AT_HIDDEN, HTML_ON },
              { AT_DATA_TEXT, _("The next code goes on: “#”") });
    write_codings(html, view);
    html_close(html, EL_ARTICLE);
}

static void
write_suggestion(Html *html, const Suggestion *suggestion)
{
    g_autofree char *fits = i18n_format(_("Fits about %u times in 10"), suggestion->tenths);

    html_open(html, EL_LI, { AT_CLASS, "c-row c-row--between" });
    html_open(html, EL_SPAN);
    html_leaf(html, EL_STRONG, suggestion->name);
    html_void(html, EL_BR);
    html_leaf(html, EL_SPAN, fits, { AT_CLASS, "c-small" });
    html_close(html, EL_SPAN);
    form_button(html, BUTTON_SECOND, _("Accept"), (FormExtra){ .name = "add", .value = suggestion->code,
                                                                 .unseen = suggestion->name });
    html_close(html, EL_LI);
}

static void
write_suggestions(Html *html, const AnalyseView *view, const char *action)
{
    if (view->n_suggestions == 0)
        return;
    html_open(html, EL_SECTION, { AT_CLASS, "c-suggest" }, { AT_ARIA_LABELLEDBY, "suggested" });
    html_open(html, EL_H2, { AT_ID, "suggested" }, { AT_CLASS, "c-row u-body u-mb1" });
    shell_icon(html, "bulb", NULL);
    html_text(html, _("Suggested by the program"));
    html_close(html, EL_H2);
    html_leaf(html, EL_P, _("Worked out on this machine, from your codings and the words of the codes. It counts only when you accept it."),
              { AT_CLASS, "c-small u-mb4" });
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_open(html, EL_UL, { AT_CLASS, "c-items" });
    for (size_t i = 0; i < view->n_suggestions; i++)
        write_suggestion(html, &view->suggestions[i]);
    html_close(html, EL_UL);
    html_close(html, EL_FORM);
    html_close(html, EL_SECTION);
}

static void
write_onward(Html *html, const PageFrame *frame, const AnalyseView *view)
{
    g_autofree char *action = page_path(frame, "/analyse/%s/read", view->id);

    html_open(html, EL_FORM, { AT_CLASS, "c-acts" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_button(html, BUTTON_FILLED, _("Read, next"), (FormExtra){ .name = "read", .value = "yes", .shortcut = "j" });
    if (view->back) {
        html_open(html, EL_A, { AT_CLASS, "govuk-button govuk-button--secondary" }, { AT_HREF, view->back },
                  { AT_DATA_SHORTCUT, "k" });
        html_text(html, _("Back"));
        part_key(html, "k");
        html_close(html, EL_A);
    }
    if (view->skip)
        form_link_button(html, BUTTON_QUIET, _("Leave it for later"), view->skip, NULL);
    if (view->read)
        form_button(html, BUTTON_QUIET, _("Mark as unread"), (FormExtra){ .name = "read", .value = "no" });
    html_close(html, EL_FORM);
}

static void
write_apart(Html *html, const AnalyseView *view)
{
    if (view->apart_of == 0)
        return;
    g_autofree char *title = i18n_format(_("Coding apart: %s of %s"), figure(view->apart).text,
                                             figure(view->apart_of).text);

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--flat c-card--clear c-notice" }, { AT_ARIA_LABELLEDBY, "apart" });
    shell_icon(html, "people", NULL);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, title, { AT_ID, "apart" }, { AT_CLASS, "u-h3" });
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("This contribution is in the sample that you and %s code without seeing each other. You will see both "
                      "side by side when both are done."), view->apart_with ? view->apart_with : _("another analyst"));
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_SECTION);
}

static void
write_code(Html *html, const CodeLine *code)
{
    g_autofree char *swatch = g_strdup_printf("c-swatch c-swatch--%u", code->colour % SWATCHES);

    html_open(html, EL_BUTTON, { AT_CLASS, "c-tree__code" }, { AT_FORM, "codings" }, { AT_NAME, code->on ? "drop" : "add" },
              { AT_VALUE, code->id }, { AT_ARIA_PRESSED, code->on ? "true" : "false" });
    html_leaf(html, EL_SPAN, NULL, { AT_CLASS, swatch });
    html_text(html, code->name);
    html_literal(html, " ");
    html_leaf(html, EL_SPAN, figure(code->count).text, { AT_CLASS, "c-num" });
    html_close(html, EL_BUTTON);
}

static size_t
write_tree(Html *html, const AnalyseView *view, size_t from, unsigned depth)
{
    size_t i = from;

    html_open(html, EL_UL, { AT_CLASS, depth == 0 ? "c-tree" : NULL });
    while (i < view->n_codes && view->codes[i].depth >= depth) {
        html_open(html, EL_LI);
        write_code(html, &view->codes[i++]);
        if (i < view->n_codes && view->codes[i].depth > depth)
            i = write_tree(html, view, i, depth + 1);
        html_close(html, EL_LI);
    }
    html_close(html, EL_UL);
    return i;
}

static void
write_frame(Html *html, const PageFrame *frame, const AnalyseView *view, const char *action)
{
    g_autofree char *codes = page_path(frame, "/analyse/codes");

    html_open(html, EL_ASIDE, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "frame" });
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between" });
    html_leaf(html, EL_H2, _("Coding frame"), { AT_ID, "frame" });
    html_open(html, EL_A, { AT_CLASS, "c-quietbtn c-quietbtn--edge" }, { AT_HREF, codes });
    shell_icon(html, "plus", NULL);
    html_text(html, _("New code"));
    html_close(html, EL_A);
    html_close(html, EL_DIV);
    html_open(html, EL_FORM, { AT_ID, "codings" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, "start" }, { AT_ID, "f-start" }, { AT_VALUE, "" });
    html_void(html, EL_INPUT, { AT_TYPE, "hidden" }, { AT_NAME, "end" }, { AT_ID, "f-end" }, { AT_VALUE, "" });
    html_close(html, EL_FORM);
    html_open(html, EL_DIV, { AT_CLASS, "c-field c-scriptonly" });
    html_leaf(html, EL_LABEL, _("Find a code"), { AT_CLASS, "govuk-label c-small" }, { AT_FOR, "find-code" });
    html_void(html, EL_INPUT, { AT_CLASS, "govuk-input" }, { AT_ID, "find-code" }, { AT_TYPE, "search" },
              { AT_AUTOCOMPLETE, "off" }, { AT_DATA_SHORTCUT, "c" });
    html_close(html, EL_DIV);
    if (view->n_codes == 0)
        part_empty(html, "leaf", _("The frame is empty. Start it with a first code."), NULL);
    else
        write_tree(html, view, 0, 0);
    html_close(html, EL_ASIDE);
}

bool
analyse_page(const PageFrame *frame, const AnalyseView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_ANALYSE, PAGE_WIDE, _("Read and code"));
    g_autofree char *action = page_path(frame, "/analyse/%s/codings", view->id ? view->id : "");
    Html *html = sheet.html;

    analyse_tabs(html, frame, 0);
    write_coverage(html, view);
    if (!view->id) {
        part_empty(html, "tick", _("Everything is read. New contributions appear here."), NULL);
        return page_end(&sheet, ret_page, error);
    }
    html_open(html, EL_DIV, { AT_CLASS, "c-desk c-desk--analyse" });
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    write_reading(html, frame, view);
    write_suggestions(html, view, action);
    write_onward(html, frame, view);
    quote_form(html, frame, view);
    write_apart(html, view);
    part_all_keys(html);
    html_close(html, EL_DIV);
    write_frame(html, frame, view, action);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
