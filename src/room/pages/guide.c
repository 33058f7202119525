#include "room/pages/guide.h"
#include "base/i18n.h"
#include "room/pages/parts.h"
#include "room/pages/queue.h"

#define MOST_STEPS 5

typedef struct { const char *id, *question, *steps[MOST_STEPS]; } Turn;

/* In the order in which they are asked: the first that is answered with yes counts. */
static const Turn turns[] = {
    { "danger", N_("Does somebody seem to be in danger now: the author, or another?"),
      { N_("Write an offer of support at once. Use the template, in your own voice."),
        N_("Ask a second facilitator to look too. Do not wait for their answer before you write."),
        N_("Tell your safeguarding lead that there is such a post, and what it says. You cannot say by whom, and need not guess."),
        N_("Leave the post where it is, unless it tells how to do harm, or names somebody."),
        N_("Write each step down on the post, under “I worry about whoever wrote this”. It stays on top of the queue until two of you close it.") } },
    { "distress", N_("Does it sound as if the author has a hard time?"),
      { N_("Write an offer of support the same day. Say that somebody would be glad to call, and that they need not say which words "
           "were theirs."),
        N_("Do not ask who they are, where they work, or what happened. Ask at most how they are."),
        N_("Write each step down on the post, under “I worry about whoever wrote this”."),
        N_("If they answer, read it the same day.") } },
    { "told", N_("Does it tell of harm to somebody else: a patient, a child, a colleague?"),
      { N_("Take out what names a person. Keep what happened."),
        N_("Tell your safeguarding lead what it says. They follow the organisation’s way for concerns without a name."),
        N_("Ask the author through a message whether they have told somebody who can act, and where they could.") } },
    { "threat", N_("Does it threaten somebody?"),
      { N_("Remove it as abuse. Its words are kept where facilitators can read them."),
        N_("Tell your safeguarding lead at once, so that who is threatened can be warned."),
        N_("You may have the author pause for some days.") } },
    { "names", N_("Does it name a person, or is it plain who is meant?"),
      { N_("Change as little as you can: take out the name or the detail, and keep the point."),
        N_("If nothing is left without it, hide it, and say why.") } },
    { "unkind", N_("Is it unkind, or meant to hurt?"),
      { N_("Take out the hurtful words, or hide it, and say which house rule it breaks."),
        N_("If it goes on, slow the author down or have them pause. It works through one post, and you do not learn which others are "
           "theirs.") } },
    { "unsure", N_("Are you not sure?"),
      { N_("Leave it where it is, and ask a second facilitator."),
        N_("What you have done can be taken back. What somebody has read cannot.") } },
};

static void
write_turn(Html *html, const Turn *turn)
{
    html_open(html, EL_SECTION, { AT_CLASS, "c-card c-stack" }, { AT_ARIA_LABELLEDBY, turn->id });
    html_leaf(html, EL_H2, i18n_text(turn->question), { AT_ID, turn->id }, { AT_CLASS, "u-h3" });
    html_open(html, EL_UL, { AT_CLASS, "c-plain" });
    for (size_t i = 0; i < MOST_STEPS && turn->steps[i]; i++)
        html_leaf(html, EL_LI, i18n_text(turn->steps[i]));
    html_close(html, EL_UL);
    html_close(html, EL_SECTION);
}

bool
guide_page(const PageFrame *frame, Page *ret_page, GError **error)
{
    PageSheet sheet = page_begin(frame, PAGE_AT_FACILITATE | PAGE_BELOW, PAGE_WIDE, _("What to do"));
    g_autofree char *support = page_path(frame, "/p/support");
    Html *html = sheet.html;

    queue_tabs(html, frame, 2);
    html_open(html, EL_DIV, { AT_CLASS, "u-wide c-stack" });
    part_title(html, _("What to do"),
               _("Ask yourself these questions in their order. The first that you answer with yes says what comes first."));
    html_open(html, EL_P);
    shell_sentence(html, _("Nobody can find out who wrote something, not for a good reason either. So help goes to the words. These are "
                           "the [numbers that authors are shown]."), support, NULL);
    html_close(html, EL_P);
    html_open(html, EL_DIV, { AT_CLASS, "c-stack" });
    for (size_t i = 0; i < G_N_ELEMENTS(turns); i++)
        write_turn(html, &turns[i]);
    html_close(html, EL_DIV);
    html_leaf(html, EL_P, _("It can weigh on you to read such things. Talk about it with the other facilitators, and take a break when you "
                            "need one."), { AT_CLASS, "c-quiet" });
    html_close(html, EL_DIV);
    return page_end(&sheet, ret_page, error);
}
