#include "room/pages/queue.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

static const struct { const char *tint, *icon, *text; } whys[WHY__COUNT] = {
    [WHY_HIDDEN] = { "rose", "flag", N_("Hidden by reports") },
    [WHY_MAY_DISTRESS] = { "rose", "heart", N_("Possible distress, by its words") },
    [WHY_MAY_NAME] = { "apricot", "people", N_("Possibly names someone") },
    [WHY_MAY_ABUSE] = { "apricot", "flag", N_("Possibly hurtful words") },
    [WHY_CARE] = { "rose", "heart", N_("Somebody may need help: open") },
    [WHY_DISTRESS] = { "rose", "heart", N_("May be in distress") },
    [WHY_FLAGGED] = { "apricot", "flag", N_("Reported") },
    [WHY_NAMES] = { "apricot", "people", N_("May name someone") },
    [WHY_ABUSE] = { "apricot", "flag", N_("May be abuse") },
    [WHY_APPEAL] = { "sky", "undo", N_("The author asks for another look") },
    [WHY_ANSWERED] = { "sky", "mail", N_("The author has answered") },
    [WHY_OPINION] = { "sky", "people", N_("A second opinion is asked for") },
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
write_meta(Html *html, const QueueLine *line)
{
    html_open(html, EL_SPAN, { AT_CLASS, "c-queue__meta" });
    if (line->waited) {
        html_open(html, EL_SPAN);
        part_fill(html, _("Waiting %s"), line->waited);
        html_close(html, EL_SPAN);
    }
    if (line->section)
        html_leaf(html, EL_SPAN, line->section, { AT_LANG, line->section_lang });
    if (line->last)
        html_leaf(html, EL_SPAN, line->last);
    if (line->asks) {
        html_open(html, EL_STRONG);
        part_fill(html, _("%s asks for a second opinion"), line->asks);
        html_close(html, EL_STRONG);
    }
    if (line->holder) {
        html_open(html, EL_STRONG);
        part_fill(html, _("%s has it open"), line->holder);
        html_close(html, EL_STRONG);
    }
    html_close(html, EL_SPAN);
}

static bool
is_chosen(const QueueView *view, const QueueLine *line)
{
    for (size_t i = 0; view->chosen && view->chosen[i]; i++)
        if (g_str_equal(view->chosen[i], line->id))
            return true;
    return view->all_chosen;
}

static void
write_box(Html *html, const QueueView *view, const QueueLine *line)
{
    g_autofree char *name = g_strconcat("item-", line->id, NULL), *id = g_strconcat("c-", line->id, NULL);

    html_open(html, EL_LABEL, { AT_CLASS, "c-queue__box" }, { AT_FOR, id });
    html_void(html, EL_INPUT, { AT_TYPE, "checkbox" }, { AT_ID, id }, { AT_NAME, name }, { AT_VALUE, line->version },
              { AT_CHECKED, is_chosen(view, line) ? HTML_ON : NULL });
    html_open(html, EL_SPAN, { AT_CLASS, "c-vh" });
    part_fill(html, _("Choose: %s"), line->excerpt);
    html_close(html, EL_SPAN);
    html_close(html, EL_LABEL);
}

static void
write_line(Html *html, const PageFrame *frame, const QueueView *view, const QueueLine *line, const char *current)
{
    g_autofree char *href = page_path(frame, "/facilitate/%s%s", line->id, view->query ? view->query : "");
    const bool here = g_strcmp0(line->id, current) == 0;

    html_open(html, EL_LI, { AT_DATA_KEY, line->id });
    if (!current && view->sections && line->version)
        write_box(html, view, line);
    html_open(html, EL_A, { AT_HREF, href }, { AT_ARIA_CURRENT, here ? "true" : NULL });
    html_open(html, EL_SPAN, { AT_CLASS, "c-queue__meta" });
    queue_mark(html, line->why, line->number);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_SPAN, line->excerpt, { AT_CLASS, "c-queue__text" }, { AT_DIR, "auto" });
    write_meta(html, line);
    html_close(html, EL_A);
    if (line->alike && !current) {
        html_open(html, EL_A, { AT_CLASS, "c-queue__alike" }, { AT_HREF, line->alike });
        part_count(html, "Choose it and the other", "Choose it and the %s others", line->number);
        html_close(html, EL_A);
    }
    html_close(html, EL_LI);
}

/* What was looked for by its words stands in no address: the next page is asked for by a button. */
static void
write_more(Html *html, const PageFrame *frame, const QueueView *view)
{
    g_autofree char *find = page_path(frame, "/facilitate/find%s", view->query ? view->query : "");

    if (!view->more)
        return;
    if (!view->filter.words) {
        html_open(html, EL_P, { AT_CLASS, "u-mt4" });
        form_link_button(html, BUTTON_SECOND, _("Show more"), view->more, NULL);
        html_close(html, EL_P);
        return;
    }
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, find }, { AT_CLASS, "u-mt4" });
    form_hidden(html, "words", view->filter.words);
    form_hidden(html, "after", view->next);
    form_button(html, BUTTON_SECOND, _("Show more"), (FormExtra){ 0 });
    html_close(html, EL_FORM);
}

static void
write_lines(Html *html, const PageFrame *frame, const QueueView *view, const char *current)
{
    html_open(html, EL_OL, { AT_CLASS, "c-queue" });
    for (size_t i = 0; i < view->n_lines; i++)
        write_line(html, frame, view, &view->lines[i], current);
    html_close(html, EL_OL);
}

void
queue_list(Html *html, const PageFrame *frame, const QueueView *view, const char *current)
{
    g_autofree char *action = page_path(frame, "/facilitate/bulk%s", view->query ? view->query : "");
    const bool bulk = !current && view->sections && !view->done;

    html_open(html, EL_NAV, { AT_ARIA_LABEL, view->done ? _("Looked at") : _("Queue") },
              { AT_CLASS, current ? "c-desk__side" : NULL });
    if (bulk) {
        html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action }, { AT_ID, "bulk" });
        queue_bulk(html, frame, view);
    }
    write_lines(html, frame, view, current);
    if (bulk)
        html_close(html, EL_FORM);
    write_more(html, frame, view);
    html_close(html, EL_NAV);
}

void
queue_tabs(Html *html, const PageFrame *frame, int here)
{
    g_autofree char *queue = page_path(frame, "/facilitate");
    g_autofree char *done = page_path(frame, "/facilitate?list=done");
    g_autofree char *ledger = page_path(frame, "/p/ledger");
    g_autofree char *guide = page_path(frame, "/facilitate/guide");
    g_autofree char *notices = page_path(frame, "/facilitate/notices");
    g_autofree char *seeds = page_path(frame, "/facilitate/seeds");
    g_autofree char *paper = page_path(frame, "/facilitate/paper");
    g_autofree char *words = page_path(frame, "/facilitate/words");
    const ShellLink links[] = {
        { .href = queue, .text = _("Queue"), .current = here == 0 },
        { .href = done, .text = _("Looked at"), .current = here == 1 },
        { .href = notices, .text = _("Notices"), .current = here == QUEUE_TAB_NOTICES },
        { .href = seeds, .text = _("Our posts"), .current = here == QUEUE_TAB_SEEDS },
        { .href = paper, .text = _("Paper forms"), .current = here == QUEUE_TAB_PAPER },
        { .href = words, .text = _("Words to look for"), .current = here == QUEUE_TAB_WORDS },
        { .href = guide, .text = _("What to do"), .current = here == QUEUE_TAB_GUIDE },
        { .href = ledger, .text = _("What facilitators did") },
    };

    part_tabs(html, _("Facilitation"), links, G_N_ELEMENTS(links));
}

static const char *
empty_text(const QueueView *view)
{
    if (view->done)
        return _("What facilitators have looked at appears here.");
    return view->all > 0 ? _("Nothing of this sort waits.") : _("Nothing waits. New posts appear here every quarter of an hour.");
}

/* Filled by the script, which asks now and then; nothing that is read moves. */
static void
write_news(Html *html, const QueueView *view)
{
    g_autofree char *forms = i18n_forms("1 more waits. Show it", "# more wait. Show them");

    html_open(html, EL_DIV, { AT_ID, "waits" }, { AT_ROLE, "status" }, { AT_DATA_FORMS, forms });
    html_open(html, EL_P, { AT_CLASS, "c-new" }, { AT_HIDDEN, HTML_ON });
    html_leaf(html, EL_A, _("Show more"), { AT_HREF, view->here });
    html_close(html, EL_P);
    html_close(html, EL_DIV);
}

static void
write_title(Html *html, const QueueView *view)
{
    html_open(html, EL_DIV);
    html_open(html, EL_H1);
    if (view->done)
        html_text(html, _("Looked at"));
    else if (view->all == 0)
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
    if (!view->done && view->all > 0)
        queue_filter(html, frame, view);
    html_open(html, EL_DIV, { AT_CLASS, "c-desk c-desk--list" });
    html_open(html, EL_DIV);
    again_names_part(html, &view->noted, &view->again);
    queue_refused(html, frame, view);
    if (view->first && !view->filter.words)
        write_news(html, view);
    if (view->n_lines > 0)
        queue_list(html, frame, view, NULL);
    else
        part_empty(html, "tick", empty_text(view), NULL);
    html_close(html, EL_DIV);
    html_open(html, EL_DIV, { AT_CLASS, "c-aside" });
    write_promise(html, frame);
    part_all_keys(html);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
