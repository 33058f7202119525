#include "room/pages/care.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "room/pages/again.h"

const char *
reason_words(ActReason reason)
{
    switch (reason) {
    case REASON_ANONYMISE:     return _("It points to a person");
    case REASON_ABUSE:         return _("It is unkind or abusive");
    case REASON_DUPLICATE:     return _("It says the same as another");
    case REASON_OFF_TOPIC:     return _("It is about something else");
    case REASON_SEVERAL_IDEAS: return _("It holds several ideas");
    case REASON_WRONG_SECTION: return _("It fits another section better");
    case REASON_OTHER:         return _("Something else");
    case REASON__COUNT:        break;
    }
    return "";
}

void
reason_choices(FormChoice *choices)
{
    for (int i = 0; i < REASON__COUNT; i++)
        choices[i] = (FormChoice){ act_reason_names[i], reason_words((ActReason)i) };
}

/* ---- for a facilitator ---- */

static void
write_holding(Html *html, const PageFrame *frame, const char *id, const SanctionView *view)
{
    g_autofree char *action = page_path(frame, "/facilitate/%s/unsanction", id);

    html_open(html, EL_P);
    if (view->hours == 0)
        part_fill(html, _("Its author is asked to pause until %s."), view->until);
    else
        part_fill(html, _("Its author is asked to write less often until %s."), view->until);
    html_close(html, EL_P);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("Set by %s. It ends by itself; until then only who set it can take it back, here."), view->who);
    html_close(html, EL_P);
    if (!view->own || !view->open)
        return;
    html_open(html, EL_FORM, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_button(html, BUTTON_SECOND, _("Take this back"), (FormExtra){ .icon = "undo" });
    html_close(html, EL_FORM);
}

static void
write_sanction_form(Html *html, const PageFrame *frame, const char *id, const SanctionView *view)
{
    const FormChoice every[] = {
        { "24", _("One post a day") },
        { "6", _("One post every 6 hours") },
        { "1", _("One post an hour") },
        { "pause", _("No posts at all") },
    };
    const FormChoice days[] = { { "1", _("1 day") }, { "3", _("3 days") }, { "7", _("7 days") } };
    g_autofree char *action = page_path(frame, "/facilitate/%s/sanction", id);
    FormChoice reasons[REASON__COUNT];

    reason_choices(reasons);
    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    again_saw(html, "version", view->version);
    html_leaf(html, EL_P, _("It works through this post alone. You do not learn who it is, which other posts are theirs, or whether "
                            "somebody else has asked them to pause already. They can read, like, and answer you all the while."),
              { AT_CLASS, "c-small c-quiet" });
    form_choices(html, "every", _("What may they still post?"), every, G_N_ELEMENTS(every), view->every, part_error(frame, "every"));
    form_select(html, &(FormSelect){ "days", _("For how long?"), days, G_N_ELEMENTS(days), view->days, NULL });
    form_select(html, &(FormSelect){ "sanction-reason", _("Why? The author reads it"), reasons, REASON__COUNT,
                view->reason ? view->reason : act_reason_names[REASON_ABUSE], NULL });
    form_field(html, &(FormField){ .name = "sanction-note", .label = _("In your own words, kindly"), .rows = 3, .max = LIMIT_NOTE,
                               .value = view->note, .error = part_error(frame, "sanction-note") });
    html_open(html, EL_P);
    form_button(html, BUTTON_WARNING, _("Ask the author to slow down"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

void
sanction_part(Html *html, const PageFrame *frame, const char *id, const SanctionView *view)
{
    if (!view->until && !view->open)
        return;
    html_open(html, EL_DETAILS, { AT_CLASS, "c-more" }, { AT_OPEN, view->until || view->again ? HTML_ON : NULL });
    html_leaf(html, EL_SUMMARY, _("Slow the author down, or have them pause"));
    html_open(html, EL_DIV, { AT_CLASS, "c-more__body c-stack" });
    if (view->until)
        write_holding(html, frame, id, view);
    else
        write_sanction_form(html, frame, id, view);
    html_close(html, EL_DIV);
    html_close(html, EL_DETAILS);
}

/* ---- for its author ---- */

static void
write_hours(Html *html, const RestraintView *view)
{
    if (view->hours == 24)
        html_text(html, _("You can post once a day for now."));
    else
        part_count(html, "You can post once every %s hour for now.", "You can post once every %s hours for now.", view->hours);
}

void
restraint_part(Html *html, const PageFrame *frame, const RestraintView *view)
{
    g_autofree char *href = page_path(frame, "/i/%s", view->id);

    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ARIA_LABELLEDBY, "restraint" });
    html_leaf(html, EL_H2, view->paused ? _("You are asked to pause") : _("You are asked to write less often"), { AT_ID, "restraint" });
    html_open(html, EL_P);
    if (!view->paused)
        write_hours(html, view);
    if (!view->paused)
        html_literal(html, " ");
    part_fill(html, view->paused ? _("You can post again from %s.") : _("Your next post is taken from %s."), view->until);
    html_close(html, EL_P);
    html_open(html, EL_P);
    html_text(html, _("A facilitator asked this because of:"));
    html_literal(html, " ");
    html_leaf(html, EL_A, view->excerpt, { AT_HREF, href });
    html_close(html, EL_P);
    part_bold(html, _("The reason:"), view->reason);
    if (view->note)
        html_leaf(html, EL_P, view->note, { AT_CLASS, "c-lines" });
    if (view->appeal) {
        g_autofree char *appeal = page_path(frame, "/i/%s/appeal?about=pause", view->id);

        html_open(html, EL_P);
        html_leaf(html, EL_A, view->appeal, { AT_HREF, appeal });
        html_close(html, EL_P);
    }
    html_leaf(html, EL_P, _("You can still read, like, report, and answer facilitators. Nothing else happens to you, and it ends by itself. "
                            "The facilitator does not know who you are, and nobody else is told."), { AT_CLASS, "c-small" });
    html_close(html, EL_SECTION);
}

/* ---- another look ---- */

static void
write_decision_form(Html *html, const PageFrame *frame, const char *id, const AppealView *view, size_t i)
{
    const FormChoice choices[] = { { "stands", _("It stands") }, { "back", _("Take it back") } };
    g_autofree char *action = page_path(frame, "/facilitate/%s/appeal", id);
    g_autofree char *box = g_strdup_printf("f-answer-%zu", i + 1);

    html_open(html, EL_FORM, { AT_CLASS, "c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "about", view->sanction ? "pause" : "act");
    form_hidden(html, "number", view->number);
    again_saw(html, "version", view->version);
    composer_names(html, &view->typed);
    form_choices(html, "decision", _("What do you decide?"), choices, G_N_ELEMENTS(choices), view->chosen,
                 part_error(frame, "decision"));
    form_field(html, &(FormField){ .name = "answer", .id = box, .label = _("Why, in words the author will read"), .rows = 3,
                               .max = LIMIT_MESSAGE, .value = view->typed.text, .error = part_error(frame, "answer") });
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Decide"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

void
appeal_part(Html *html, const PageFrame *frame, const char *id, const AppealView *view, size_t i)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    html_leaf(html, EL_H2, _("The author asks for another look"), { AT_CLASS, "u-h3" });
    html_leaf(html, EL_P, view->what, { AT_CLASS, "c-small c-quiet" });
    html_open(html, EL_DIV, { AT_CLASS, "c-said c-said--sunk" });
    html_leaf(html, EL_P, view->text, { AT_CLASS, "c-lines" }, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
    if (view->decided) {
        html_leaf(html, EL_P, view->decided, { AT_CLASS, "c-small" });
        html_leaf(html, EL_P, view->answer, { AT_CLASS, "c-small c-quiet c-lines" });
    } else if (view->own) {
        html_leaf(html, EL_P, _("You did this, so another facilitator decides. If there is no other, ask the organiser to have one added."));
    } else {
        write_decision_form(html, frame, id, view, i);
    }
    html_close(html, EL_DIV);
}

static void
write_ask_form(Html *html, const PageFrame *frame, const AskView *view)
{
    g_autofree char *action = page_path(frame, "/i/%s/appeal", view->id);

    html_open(html, EL_FORM, { AT_CLASS, "c-card c-stack" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    form_hidden(html, "about", view->sanction ? "pause" : "act");
    composer_names(html, &view->composer);
    form_field(html, &(FormField){ .name = "text", .label = _("What should somebody else look at?"), .rows = 5, .max = LIMIT_MESSAGE,
                               .hint = _("Say what you meant, or what was missed. Please leave out names, your own too."),
                               .value = view->composer.text, .error = part_error(frame, "text") });
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("You can ask once, until %s. A facilitator who did not do this decides. Neither of you learns who the other is."),
              view->until);
    html_close(html, EL_P);
    html_open(html, EL_P);
    form_button(html, BUTTON_FILLED, _("Ask for another look"), (FormExtra){ 0 });
    html_close(html, EL_P);
    html_close(html, EL_FORM);
}

static void
write_asked(Html *html, const AskView *view)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, "asked" });
    html_leaf(html, EL_H2, view->decided ? view->decided : _("Somebody else will look at it"), { AT_ID, "asked" });
    if (view->answer)
        html_leaf(html, EL_P, view->answer, { AT_CLASS, "c-lines" });
    html_leaf(html, EL_P, _("You wrote:"), { AT_CLASS, "c-small c-quiet" });
    html_leaf(html, EL_P, view->text, { AT_CLASS, "c-lines" });
    html_close(html, EL_SECTION);
}

bool
ask_page(const PageFrame *frame, const AskView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_MINE | PAGE_BELOW, PAGE_ORDINARY, _("Ask for another look"));
    g_autofree char *mine = page_path(frame, "/mine");
    Html *html = sheet.html;

    html_open(html, EL_DIV, { AT_CLASS, "u-wide c-stack" });
    part_back(html, mine, _("My things"));
    part_title(html, _("Ask for another look"), NULL);
    html_open(html, EL_DIV, { AT_CLASS, "c-said c-said--sunk" });
    html_leaf(html, EL_P, view->excerpt, { AT_DIR, "auto" });
    html_close(html, EL_DIV);
    if (view->what)
        html_leaf(html, EL_P, view->what);
    if (view->note)
        html_leaf(html, EL_P, view->note, { AT_CLASS, "c-quiet c-lines" });
    if (view->text)
        write_asked(html, view);
    else if (view->what && view->until)
        write_ask_form(html, frame, view);
    else
        html_leaf(html, EL_P, view->what ? _("It is too late to ask for another look at this.")
                                         : _("Nothing was done to this that somebody could look at again."));
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
