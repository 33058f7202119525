#include "room/pages/queue.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

static const struct { const char *tint, *icon, *text; } whys[WHY__COUNT] = {
    [WHY_DISTRESS] = { "rose", "heart", N_("May be in distress") },
    [WHY_FLAGGED] = { "apricot", "flag", N_("Reported") },
    [WHY_NAMES] = { "apricot", "people", N_("May name someone") },
    [WHY_ABUSE] = { "apricot", "flag", N_("May be abuse") },
    [WHY_APPEAL] = { "sky", "undo", N_("The author asks for another look") },
    [WHY_ANSWERED] = { "sky", "mail", N_("The author has answered") },
    [WHY_SIMILAR] = { "sky", "link", N_("Much like another") },
    [WHY_NEW] = { NULL, "dots", N_("Not yet looked at") },
    [WHY_DONE] = { "leaf", "tick", N_("Looked at") },
};

char *
queue_why_text(QueueWhy why, unsigned number)
{
    if (why == WHY_FLAGGED && number > 0)
        return i18n_format(i18n_plural("Reported %u time", "Reported %u times", number), number);
    if (why == WHY_SIMILAR && number > 0)
        return i18n_format(i18n_plural("Much like %u other", "Much like %u others", number), number);
    return g_strdup(i18n_text(whys[why].text));
}

void
queue_mark(Html *html, QueueWhy why, unsigned number)
{
    g_autofree char *text = queue_why_text(why, number);

    part_mark(html, whys[why].tint, whys[why].icon, text);
}

static void
write_line(Html *html, const PageFrame *frame, const QueueLine *line, bool current)
{
    g_autofree char *href = page_path(frame, "/facilitate/%s", line->id);

    html_open(html, EL_LI);
    html_open(html, EL_A, { AT_HREF, href }, { AT_ARIA_CURRENT, current ? "true" : NULL });
    html_open(html, EL_SPAN, { AT_CLASS, "c-queue__meta" });
    queue_mark(html, line->why, line->number);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_SPAN, line->excerpt, { AT_CLASS, "c-queue__text" }, { AT_DIR, "auto" });
    html_open(html, EL_SPAN, { AT_CLASS, "c-queue__meta" });
    if (line->waited) {
        html_open(html, EL_SPAN);
        part_fill(html, _("Waiting %s"), line->waited);
        html_close(html, EL_SPAN);
    }
    if (line->last)
        html_leaf(html, EL_SPAN, line->last);
    if (line->holder) {
        html_open(html, EL_SPAN);
        part_fill(html, _("%s has it open"), line->holder);
        html_close(html, EL_SPAN);
    }
    html_close(html, EL_SPAN);
    html_close(html, EL_A);
    html_close(html, EL_LI);
}

void
queue_list(Html *html, const PageFrame *frame, const QueueView *view, const char *current)
{
    html_open(html, EL_NAV, { AT_ARIA_LABEL, view->done ? _("Looked at") : _("Queue") },
              { AT_CLASS, current ? "c-desk__side" : NULL });
    html_open(html, EL_OL, { AT_CLASS, "c-queue" });
    for (size_t i = 0; i < view->n_lines; i++)
        write_line(html, frame, &view->lines[i], g_strcmp0(view->lines[i].id, current) == 0);
    html_close(html, EL_OL);
    if (view->more) {
        html_open(html, EL_P, { AT_CLASS, "u-mt4" });
        part_link_button(html, BUTTON_SECOND, _("Show more"), view->more, NULL);
        html_close(html, EL_P);
    }
    html_close(html, EL_NAV);
}

void
queue_tabs(Html *html, const PageFrame *frame, int here)
{
    g_autofree char *queue = page_path(frame, "/facilitate");
    g_autofree char *done = page_path(frame, "/facilitate?list=done");
    g_autofree char *ledger = page_path(frame, "/p/ledger");
    g_autofree char *guide = page_path(frame, "/facilitate/guide");
    const ShellLink links[] = {
        { .href = queue, .text = _("Queue"), .current = here == 0 },
        { .href = done, .text = _("Looked at"), .current = here == 1 },
        { .href = guide, .text = _("What to do"), .current = here == 2 },
        { .href = ledger, .text = _("What facilitators did") },
    };

    part_tabs(html, _("Facilitation"), links, G_N_ELEMENTS(links));
}

static void
write_title(Html *html, const QueueView *view)
{
    html_open(html, EL_DIV);
    html_open(html, EL_H1);
    if (view->done)
        html_text(html, _("Looked at"));
    else if (view->total == 0)
        html_text(html, _("All looked at"));
    else
        part_fill(html, _("%s to look at"), figure(view->total).text);
    html_close(html, EL_H1);
    if (view->longest && !view->done) {
        html_open(html, EL_P, { AT_CLASS, "c-quiet" });
        part_fill(html, _("The longest has waited %s. Most urgent first."), view->longest);
        html_close(html, EL_P);
    }
    html_close(html, EL_DIV);
}

static void
write_promise(Html *html, const PageFrame *frame)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-card--flat c-card--clear c-notice" });
    shell_icon(html, "shield", NULL);
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, _("You cannot find out who wrote something"), { AT_CLASS, "u-h3" });
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Nor should you try, or ask. Every step you take is recorded as %s and counted, in public, under "
                      "“What facilitators did”."), frame->who);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

bool
queue_page(const PageFrame *frame, const QueueView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE, PAGE_WIDE, view->done ? _("Looked at") : _("Queue"));
    Html *html = sheet.html;

    queue_tabs(html, frame, view->done ? 1 : 0);
    html_open(html, EL_DIV, { AT_CLASS, "c-row c-row--between u-mb5" });
    write_title(html, view);
    part_keys(html, KEYS_QUEUE);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-desk c-desk--list" });
    if (view->n_lines > 0)
        queue_list(html, frame, view, NULL);
    else
        part_empty(html, "tick", view->done ? _("What facilitators have looked at appears here.")
                                            : _("Nothing waits. New posts appear here every quarter of an hour."), NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    write_promise(html, frame);
    part_all_keys(html);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
