#include "base/i18n.h"
#include "base/when.h"
#include "report/compose.h"
#include "report/words.h"

static const char *
did_words(unsigned did)
{
    static const char *const words[DID__COUNT] = {
        [ACT_EDIT] = N_("Edited"),         [ACT_MOVE] = N_("Moved to another section"),
        [ACT_SPLIT] = N_("Split into several"), [ACT_MERGE] = N_("Merged"),
        [ACT_HIDE] = N_("Hidden"),         [ACT_REMOVE] = N_("Removed"),
        [ACT_RESTORE] = N_("Brought back"), [DID_SLOW] = N_("Authors asked to write less often"),
        [DID_PAUSE] = N_("Authors asked to pause"), [DID_BY_REPORTS] = N_("Hidden by reports until a facilitator looked"), [DID_MESSAGE] = N_("Messages to authors"),
        [DID_ANSWER] = N_("Answers by them"), [DID_TALK] = N_("Talks with an author"),
        [DID_STAND] = N_("Looked at again: it stands"), [DID_TAKE_BACK] = N_("Looked at again: taken back"),
        [DID_NOTICE] = N_("Notices pinned"),
    };

    return _(words[did]);
}

static const char *
why_words(ActReason reason)
{
    static const char *const words[REASON__COUNT] = {
        [REASON_ANONYMISE] = N_("It points to a person"),      [REASON_ABUSE] = N_("It is unkind or abusive"),
        [REASON_DUPLICATE] = N_("It says the same as another"), [REASON_OFF_TOPIC] = N_("It is about something else"),
        [REASON_SEVERAL_IDEAS] = N_("It holds several ideas"), [REASON_WRONG_SECTION] = N_("It fits another section better"),
        [REASON_OTHER] = N_("Something else"),
    };

    return _(words[reason]);
}

static void
write_cell(Table *table, const ReportCount *count, unsigned k)
{
    g_autofree char *text = words_count(count, k);

    if (count->shown)
        table_number(table, (double)count->n, text);
    else
        table_text(table, text);
}

static void
write_acts(Document *document, const Report *report)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Facilitation") }, _("What facilitators did"),
                                  TABLE_COLUMNS(_("What"), _("How often")));

    for (unsigned did = 0; did < DID__COUNT; did++) {
        table_text(table, did_words(did));
        write_cell(table, &report->facilitation.did[did], report->k);
    }
}

static void
write_reasons(Document *document, const Report *report)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Reasons of acts") }, _("Why they did it"),
                                  TABLE_COLUMNS(_("What"), _("Reason"), _("How often")));

    for (size_t i = 0; i < report->facilitation.n_reasons; i++) {
        const ReportDidWhy *why = &report->facilitation.reasons[i];

        table_text(table, did_words(why->did));
        table_text(table, why_words(why->reason));
        write_cell(table, &why->n, report->k);
    }
}

static void
write_days(Document *document, const Report *report)
{
    Table *table = document_table(document, &(TablePlace){ .sheet = _("Acts by day") }, _("Acts by day"),
                                  TABLE_COLUMNS(_("Day"), _("How often")));

    for (size_t i = 0; i < report->facilitation.n_days; i++) {
        table_text(table, report->facilitation.days[i].day);
        write_cell(table, &report->facilitation.days[i].n, report->k);
    }
}

/* "40 minutes", "3 hours", "2 days". */
static char *
wait_words(int64_t seconds)
{
    const uint64_t minutes = (uint64_t)MAX(seconds, 60) / 60;

    if (minutes < 120)
        return words_plural("%s minute", "%s minutes", minutes);
    if (minutes < 48 * 60)
        return words_plural("%s hour", "%s hours", minutes / 60);
    return words_plural("%s day", "%s days", minutes / (24 * 60));
}

void
compose_facilitation(Document *document, const Report *report)
{
    const ReportFacilitation *facilitation = &report->facilitation;
    g_autofree char *k = i18n_format("%u", report->k);
    g_autofree char *rounded = words_fill(_("Small numbers could tell of single people: what is under %s is held back, and "
                                            "the rest is rounded down."), k);

    document_heading(document, 2, "facilitation", _("What facilitators did"));
    write_acts(document, report);
    if (facilitation->n_reasons > 0)
        write_reasons(document, report);
    if (facilitation->n_days > 0)
        write_days(document, report);
    if (facilitation->usual_wait) {
        g_autofree char *wait = wait_words(facilitation->usual_wait);
        g_autofree char *text = words_fill(_("Half of all posts were looked at within %s."), wait);
        document_text(document, BLOCK_PARAGRAPH, text);
    }
    document_text(document, BLOCK_PARAGRAPH, rounded);
}
