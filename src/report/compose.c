#include "report/compose.h"
#include "base/i18n.h"
#include "base/when.h"
#include "report/words.h"

/* ---- opening ---- */

static void
write_dates(Document *document, const Report *report)
{
    g_autofree char *opens = when_date(report->opens, report->timezone);
    g_autofree char *closes = when_date(report->closes, report->timezone);
    g_autofree char *text = i18n_format(_("The conversation was open from %s to %s."), opens, closes);

    document_text(document, BLOCK_PARAGRAPH, text);
}

static void
write_opening(Document *document, const Report *report)
{
    g_autofree char *made = when_date(report->made, report->timezone);
    g_autofree char *of = report->organisation
                              ? g_strdup_printf("%s. %s, %s", report->title, report->organisation, made)
                              : g_strdup_printf("%s. %s", report->title, made);

    document_heading(document, 1, "report", _("What you told us"));
    document_text(document, BLOCK_PARAGRAPH, of);
    if (report->preview)
        document_note(document, _("A preview."), _("Only staff can see this until the organiser publishes it."));
    document_text(document, BLOCK_LEAD, report->lead);
}

static void
write_sections(Document *document, const Report *report)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Sections") }, _("Sections of the conversation"),
                                  TABLE_COLUMNS(_("Section"), _("What was asked"), _("Ideas")));

    for (size_t i = 0; i < report->n_sections; i++) {
        const ReportSection *section = &report->sections[i];
        g_autofree char *ideas = words_number(section->ideas);

        table_text(table, section->title);
        table_text(table, section->prompt);
        table_number(table, (double)section->ideas, ideas);
    }
}

static void
write_question(Document *document, const Report *report)
{
    document_heading(document, 2, "asked", _("What was asked"));
    document_text(document, BLOCK_PARAGRAPH, report->summary);
    write_dates(document, report);
    if (report->n_sections > 0)
        write_sections(document, report);
}

/* ---- who took part ---- */

static void
write_people(Document *document, const char *what, const ReportCount *count, unsigned k)
{
    g_autofree char *text = words_count(count, k);

    document_item(document, BLOCK_FIGURES, what, text);
}

static void
write_number(Document *document, const char *what, uint64_t n)
{
    g_autofree char *text = words_number(n);

    document_item(document, BLOCK_FIGURES, what, text);
}

static void
write_figures(Document *document, const ReportParticipation *people, unsigned k)
{
    if (people->known) {
        write_people(document, _("people invited"), &people->invited, k);
        write_people(document, _("came in"), &people->came, k);
    }
    write_people(document, _("wrote something"), &people->wrote, k);
    write_people(document, _("voted"), &people->voted, k);
    write_number(document, _("ideas"), people->ideas);
    write_number(document, _("comments"), people->comments);
    write_number(document, _("likes and dislikes"), people->likes + people->dislikes);
}

static void
write_count(Table *table, const ReportCount *count, unsigned k)
{
    g_autofree char *text = words_count(count, k);

    if (count->shown)
        table_number(table, (double)count->n, text);
    else
        table_text(table, text);
}

static void
write_groups(Document *document, const ReportParticipation *people, unsigned k)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Groups") }, _("People by group"),
                                  TABLE_COLUMNS(_("Group"), _("Invited"), _("Came in")));

    for (size_t i = 0; i < people->n_groups; i++) {
        table_text(table, people->groups[i].label);
        write_count(table, &people->groups[i].invited, k);
        write_count(table, &people->groups[i].came, k);
    }
}

/* Not always because so few gave it: others may be held back so that these cannot be worked out. */
static void
write_answer(Table *table, const ReportCount *count)
{
    g_autofree char *text = count->shown ? words_number(count->n) : g_strdup(_("held back"));

    if (count->shown)
        table_number(table, (double)count->n, text);
    else
        table_text(table, text);
}

static void
write_answers(Document *document, const Report *report)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Answers") }, _("What people said of themselves"),
                                  TABLE_COLUMNS(_("Question"), _("Answer"), _("People")));

    for (size_t i = 0; i < report->n_questions; i++)
        for (size_t a = 0; a < report->questions[i].n_answers; a++) {
            table_text(table, report->questions[i].text);
            table_text(table, report->questions[i].answers[a].text);
            write_answer(table, &report->questions[i].answers[a].people);
        }
    document_text(document, BLOCK_PARAGRAPH,
                  _("Everybody was free to answer. Answers are counted for all together: they are tied to nobody, and to nothing that anybody wrote."));
}

/* "2026-12-13" -> "Sunday 13 December 2026" */
static char *
day_text(const char *day)
{
    g_autofree char *noon = g_strconcat(day, "T12:00:00Z", NULL);
    int64_t at;

    return when_parse(noon, &at) ? when_date(at, "UTC") : g_strdup(day);
}

/* Too few on paper to be told of are passed over: most conversations have no forms at all. */
static void
write_origin(Document *document, const ReportParticipation *people)
{
    if (people->on_paper.shown && people->on_paper.n > 0) {
        g_autofree char *paper = words_plural("%s contribution or more came on paper and was typed in by a facilitator.",
                                              "%s contributions or more came on paper and were typed in by facilitators.",
                                              people->on_paper.n);
        document_text(document, BLOCK_PARAGRAPH, paper);
    }
    if (people->seeds > 0) {
        g_autofree char *seeds = words_plural("%s post was written by the facilitators, to start the talk. It is not counted here.",
                                              "%s posts were written by the facilitators, to start the talk. They are not counted here.",
                                              people->seeds);
        document_text(document, BLOCK_PARAGRAPH, seeds);
    }
}

static void
write_participation(Document *document, const Report *report)
{
    const ReportParticipation *people = &report->people;

    document_heading(document, 2, "people", _("Who took part"));
    write_figures(document, people, report->k);
    if (people->counted) {
        g_autofree char *day = day_text(people->counted);
        g_autofree char *counted = words_fill(_("People were counted on %s."), day);
        document_text(document, BLOCK_PARAGRAPH, counted);
    }
    write_origin(document, people);
    if (people->n_groups > 0)
        write_groups(document, people, report->k);
    if (report->n_questions > 0)
        write_answers(document, report);
    if (people->started_afresh.shown && people->started_afresh.n > 0) {
        g_autofree char *afresh = words_plural(
            "%s person started afresh and may have been counted twice.",
            "%s people started afresh and may have been counted twice.", people->started_afresh.n);
        document_text(document, BLOCK_PARAGRAPH, afresh);
    }
}

/* ---- close ---- */

static void
write_digest(Document *document, const char *digest)
{
    g_autofree char *text = words_fill(
        _("All editions of this report are made from the same data. Its fingerprint (SHA-256 of the JSON edition) is %s."),
        digest);

    document_heading(document, 2, "digest", _("One report, several editions"));
    document_text(document, BLOCK_PARAGRAPH, text);
}

Document *
compose(const Report *report, const char *digest)
{
    Document *document = document_new(report->title, report->organisation, report->language, report->made);

    document->brand = brand_ref((Brand *)(uintptr_t)report->brand);
    write_opening(document, report);
    write_question(document, report);
    write_participation(document, report);
    if (report->n_themes > 0) {
        compose_strength(document, report);
        compose_themes(document, report);
    }
    compose_common(document, report);
    compose_method(document, report);
    compose_facilitation(document, report);
    write_digest(document, digest);
    return document;
}
