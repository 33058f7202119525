#include "room/pages/welcome.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

static void
write_promise(Html *html, const char *icon, const char *text)
{
    html_open(html, EL_LI);
    html_open(html, EL_SPAN, { AT_CLASS, "c-tile" });
    shell_icon(html, icon, NULL);
    html_close(html, EL_SPAN);
    html_leaf(html, EL_P, text);
    html_close(html, EL_LI);
}

static void
write_promises(Html *html, const PageFrame *frame, const WelcomeView *view)
{
    g_autofree char *privacy = page_path(frame, "/p/privacy");
    g_autofree char *destroyed = i18n_format(
        i18n_plural("Your details are destroyed within %u day after the end, and we publish the proof.",
                    "Your details are destroyed within %u days after the end, and we publish the proof.",
                    view->erase_days), view->erase_days);

    html_open(html, EL_SECTION, { AT_CLASS, "c-card" }, { AT_ARIA_LABELLEDBY, "anonymous" });
    html_leaf(html, EL_H2, _("How we keep you anonymous"), { AT_ID, "anonymous" }, { AT_CLASS, "u-mb5" });
    html_open(html, EL_OL, { AT_CLASS, "c-four" });
    write_promise(html, "mask", _("Your name and your words are kept in two separate places that cannot look into each "
                                  "other."));
    write_promise(html, "people", _("No one can tell who wrote, liked or read anything, or which posts come from the "
                                    "same person."));
    write_promise(html, "mail", _("When we have a message for you, we write to a whole group at once, so a mail gives "
                                  "nobody away."));
    write_promise(html, "clock", destroyed);
    html_close(html, EL_OL);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet u-mt5" });
    shell_sentence(html, _("What can still give you away is what you write: your style, or something only you know. "
                           "[Read what we cannot protect you from]"), privacy, NULL);
    html_close(html, EL_P);
    html_close(html, EL_SECTION);
}

static void
write_rules(Html *html)
{
    html_open(html, EL_ASIDE, { AT_CLASS, "c-card c-card--apricot c-stack" }, { AT_ARIA_LABELLEDBY, "rules" });
    html_leaf(html, EL_H2, _("Two house rules"), { AT_ID, "rules" });
    html_open(html, EL_OL, { AT_CLASS, "c-rules" });
    html_open(html, EL_LI);
    part_bold(html, _("Talk about situations, not people."),
              _("Leave out names and anything that points to one person."));
    html_close(html, EL_LI);
    html_open(html, EL_LI);
    part_bold(html, _("Be kind, even when you disagree."), _("Say what is wrong and what would be better."));
    html_close(html, EL_LI);
    html_close(html, EL_OL);
    html_close(html, EL_ASIDE);
}

static void
write_question(Html *html, const PageFrame *frame, const QuestionView *question, unsigned smallest)
{
    g_autofree char *name = g_strconcat("q-", question->slug, NULL);
    g_autofree FormChoice *choices = g_new(FormChoice, MAX(question->n_options, 1));

    for (size_t i = 0; i < question->n_options; i++)
        choices[i] = (FormChoice){ question->options[i], question->options[i] };
    html_open(html, EL_DIV, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
    form_choices(html, name, question->text, choices, question->n_options, question->chosen, part_error(frame, name));
    html_close(html, EL_DIV);
    if (!question->groups)
        return;
    Figure n = figure(smallest);
    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    part_fill(html, _("The report may say what people with the same answer think, if there are %s or more of them. To be able to "
                      "count, we keep this one answer with your badge. You can take it back under “My things”."), n.text);
    html_close(html, EL_P);
}

static void
write_questions(Html *html, const PageFrame *frame, const WelcomeView *view)
{
    bool one = view->n_questions == 1;
    g_autofree char *counted = i18n_format(_("We only ever count answers in groups of %u or more."), view->k);

    if (view->n_questions == 0)
        return;
    html_open(html, EL_DIV);
    html_leaf(html, EL_H2, one ? _("A question about you")
                               : view->n_questions == 2 ? _("Two questions about you") : _("Questions about you"));
    html_open(html, EL_P, { AT_CLASS, "c-quiet" });
    html_text(html, one ? _("You can leave it out.") : view->n_questions == 2 ? _("You can leave both out.")
                                                                              : _("You can leave any of them out."));
    html_literal(html, " ");
    html_text(html, counted);
    html_close(html, EL_P);
    html_close(html, EL_DIV);
    for (size_t i = 0; i < view->n_questions; i++)
        write_question(html, frame, &view->questions[i], view->smallest_group);
}

/* On this page for everybody: whoever has nothing but the link cannot tell from it whether there is anything to return to. */
static void
write_return(Html *html, const PageFrame *frame)
{
    g_autofree char *href = page_path(frame, "/return");

    html_open(html, EL_P, { AT_CLASS, "c-small c-quiet" });
    shell_sentence(html, _("Been here before, on another device? [Type your five words]"), href, NULL);
    html_close(html, EL_P);
}

bool
welcome_page(const PageFrame *frame, const WelcomeView *view, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_NONE, PAGE_ORDINARY, _("Welcome"));
    g_autofree char *action = page_path(frame, "/welcome");
    Html *html = sheet.html;

    part_title(html, _("Welcome. You can speak freely here."),
               _("Read what others think, like what you agree with, and share ideas of your own. Do as much or as little "
                 "as you want."));
    write_promises(html, frame, view);
    if (view->small_circle)
        part_notice(html, "c-card--apricot u-mt5", "people", _("This is a small circle."),
                    _("Under 50 people are invited. In a small circle it is easier to guess who wrote something, so "
                      "leave out whatever only you could know."));
    html_open(html, EL_FORM, { AT_CLASS, "c-two c-two--flip u-mt5" }, { AT_METHOD, "post" }, { AT_ACTION, action });
    write_rules(html);
    html_open(html, EL_DIV, { AT_CLASS, "c-card c-stack--wide c-stack" });
    if (view->text) {
        html_open(html, EL_DIV, { AT_CLASS, "c-prose c-read" }, { AT_LANG, frame->lang }, { AT_DIR, frame->lang ? "auto" : NULL });
        html_safe(html, view->text);
        html_close(html, EL_DIV);
    }
    write_questions(html, frame, view);
    html_open(html, EL_P, { AT_CLASS, "c-row" });
    html_open(html, EL_BUTTON, { AT_CLASS, "govuk-button c-big" }, { AT_TYPE, "submit" });
    html_text(html, _("Continue"));
    shell_icon(html, "arrow", "c-icon--dir");
    html_close(html, EL_BUTTON);
    if (view->n_questions > 0)
        form_button(html, BUTTON_QUIET, view->n_questions == 1 ? _("Skip the question") : _("Skip the questions"),
                    (FormExtra){ .name = "skip", .value = "yes" });
    html_close(html, EL_P);
    write_return(html, frame);
    html_close(html, EL_DIV);
    html_close(html, EL_FORM);
    return page_end(&sheet, ret_page, error);
}
