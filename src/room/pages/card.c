#include "room/pages/card.h"
#include "base/i18n.h"
#include "room/pages/parts.h"

#define FRAGMENT_LIMIT (64 * 1024)

static bool
may_comment(const CardView *card)
{
    return card->open && !card->votes_only && !card->no_comments;
}

static void
write_vote(Html *html, const CardView *card, Vote vote, const char *action)
{
    bool like = vote == VOTE_LIKE, pressed = card->vote == vote;

    html_open(html, EL_BUTTON, { AT_CLASS, "c-vote" }, { AT_FORM, "v" }, { AT_FORMACTION, action },
              { AT_NAME, "vote" }, { AT_VALUE, pressed ? "none" : like ? "like" : "dislike" },
              { AT_ARIA_PRESSED, pressed ? "true" : "false" });
    shell_icon(html, pressed ? "tick" : "like", !pressed && !like ? "c-icon--down" : NULL);
    html_text(html, like ? _("Like") : _("Dislike"));
    if (!card->no_counts) {
        html_literal(html, " ");
        html_leaf(html, EL_B, figure(like ? card->likes : card->dislikes).text);
        part_unseen(html, _(" so far"));
    }
    html_close(html, EL_BUTTON);
}

static void
write_counts(Html *html, const CardView *card)
{
    html_open(html, EL_P, { AT_CLASS, "c-said__note" });
    part_count(html, "%s like", "%s likes", card->likes);
    html_text(html, _(", "));
    part_count(html, "%s dislike", "%s dislikes", card->dislikes);
    html_close(html, EL_P);
}

static void
write_votes(Html *html, const CardView *card)
{
    if (!card->open) {
        write_counts(html, card);
        return;
    }
    g_autofree char *action = g_strdup_printf("/c/%s/i/%s/vote", card->slug, card->id);

    html_open(html, EL_DIV, { AT_CLASS, "c-votes" });
    write_vote(html, card, VOTE_LIKE, action);
    write_vote(html, card, VOTE_DISLIKE, action);
    html_close(html, EL_DIV);
}

static void
write_page_button(Html *html, const CardView *card, const char *rest, const char *icon, const char *text, bool push)
{
    g_autofree char *action = g_strdup_printf("/c/%s/i/%s%s", card->slug, card->id, rest);

    html_open(html, EL_BUTTON, { AT_CLASS, push ? "c-quietbtn c-push" : "c-quietbtn" }, { AT_FORM, "g" },
              { AT_FORMACTION, action });
    shell_icon(html, icon, NULL);
    html_text(html, text);
    html_close(html, EL_BUTTON);
}

static void
write_reply(Html *html, const CardView *card)
{
    g_autofree char *action = g_strdup_printf("/c/%s/i/%s#reply", card->slug, card->idea);

    html_open(html, EL_BUTTON, { AT_CLASS, "c-quietbtn" }, { AT_FORM, "g" }, { AT_FORMACTION, action },
              { AT_NAME, "reply" }, { AT_VALUE, card->id });
    shell_icon(html, "talk", NULL);
    html_text(html, _("Reply"));
    html_close(html, EL_BUTTON);
}

static void
write_comments_link(Html *html, const CardView *card)
{
    g_autofree char *href = g_strdup_printf("/c/%s/i/%s", card->slug, card->id);

    html_open(html, EL_A, { AT_CLASS, "c-quietbtn" }, { AT_HREF, href });
    shell_icon(html, "talk", NULL);
    if (card->comments == 0)
        html_text(html, may_comment(card) ? _("Read and comment") : _("Open"));
    else
        part_count(html, "%s comment", "%s comments", card->comments);
    html_close(html, EL_A);
}

static void
write_more(Html *html, const CardView *card, CardPlace place)
{
    html_open(html, EL_DIV, { AT_CLASS, "c-said__more" });
    if (place == CARD_LISTED || place == CARD_FOUND || place == CARD_SHORT)
        write_comments_link(html, card);
    else if (place == CARD_COMMENT && may_comment(card))
        write_reply(html, card);
    if (card->mine && card->open && !card->votes_only)
        write_page_button(html, card, "/edit", "pencil", _("Edit or delete"), true);
    else if (card->mine && card->open)
        write_page_button(html, card, "/delete", "bin", _("Delete"), true);
    else if (!card->mine && place != CARD_SHORT && card->open)
        write_page_button(html, card, "/flag", "flag", _("Report this"), true);
    html_close(html, EL_DIV);
}

static void
write_meta(Html *html, const CardView *card, CardPlace place)
{
    html_open(html, EL_P, { AT_CLASS, "c-said__meta" });
    if (card->by_facilitators)
        part_mark(html, "surface", "shield", _("Posted by the facilitators"));
    if (card->mine)
        part_mark(html, "mine", "pencil", _("Yours: only you can tell"));
    if (card->changed)
        part_mark(html, "apricot", "shield", _("Changed to protect someone"));
    if (card->pending) {
        html_open(html, EL_SPAN, { AT_CLASS, "c-mark" });
        shell_icon(html, "clock", NULL);
        part_fill(html, _("Others will see it from %s"), card->pending);
        html_close(html, EL_SPAN);
    }
    if (place == CARD_FOUND)
        html_leaf(html, EL_SPAN, card->kind == KIND_IDEA ? _("An idea") : _("A comment"));
    if (place == CARD_SHORT || place == CARD_FOUND)
        html_leaf(html, EL_SPAN, card->section, { AT_LANG, card->section_lang }, { AT_DIR, card->section_lang ? "auto" : NULL });
    if (place != CARD_SHORT && place != CARD_ALONE && card->day) {
        html_open(html, EL_SPAN);
        part_fill(html, _("Shared %s"), card->day);
        html_close(html, EL_SPAN);
    }
    html_close(html, EL_P);
}

/* The line about one's own vote is there in any case: a vote in place fills it. */
static void
write_note(Html *html, const CardView *card, CardPlace place)
{
    if (card->note)
        html_leaf(html, EL_P, card->note, { AT_CLASS, "c-said__note" });
    if (card->mine && card->theme) {
        html_open(html, EL_P, { AT_CLASS, "c-said__note" });
        html_leaf(html, EL_A, card->theme, { AT_HREF, card->report });
        html_close(html, EL_P);
    }
    if (!card->open)
        return;
    html_leaf(html, EL_P, card->voted              ? _("Your vote is in. It is not shown, because you hide your marks.")
                          : card->vote == VOTE_LIKE      ? _("You like this. Press again to take it back.")
                          : card->vote == VOTE_DISLIKE ? _("You dislike this. Press again to take it back.")
                                                       : NULL,
              { AT_CLASS, "c-said__note c-said__vote" });
    if (place == CARD_ALONE)
        html_leaf(html, EL_P, _("Nobody can see how you voted."), { AT_CLASS, "c-said__note" });
}

static void
write_body(Html *html, const CardView *card, CardPlace place)
{
    if (place != CARD_ALONE || card->mine || card->changed || card->pending || card->by_facilitators)
        write_meta(html, card, place);
    html_open(html, EL_DIV, { AT_CLASS, "c-said__text" }, { AT_LANG, card->lang }, { AT_DIR, "auto" });
    html_safe(html, card->text);
    html_close(html, EL_DIV);
    write_note(html, card, place);
    html_open(html, EL_DIV, { AT_CLASS, "c-said__acts" });
    write_votes(html, card);
    write_more(html, card, place);
    html_close(html, EL_DIV);
}

/* One wording for what an author and what a facilitator took away (A9). */
static const char *
gone_title(const CardView *card)
{
    bool idea = card->kind == KIND_IDEA;

    if (card->state == STATE_MERGED)
        return idea ? _("This idea was joined with another that says the same.")
                    : _("This comment was joined with another that says the same.");
    if (card->state == STATE_SPLIT)
        return _("This post held several ideas. Each now stands on its own.");
    return idea ? _("This idea was removed.") : _("This comment was removed.");
}

static void
write_gone_link(Html *html, const CardView *card, const char *id, const char *text)
{
    g_autofree char *href = g_strdup_printf("/c/%s/i/%s", card->slug, id);

    html_leaf(html, EL_A, text, { AT_HREF, href });
}

static void
write_gone_why(Html *html, const CardView *card)
{
    html_open(html, EL_P, { AT_CLASS, card->state == STATE_SPLIT ? "c-small c-row" : "c-small" });
    if (card->state == STATE_MERGED && card->into) {
        write_gone_link(html, card, card->into, _("Open the joined one"));
    } else if (card->state == STATE_SPLIT) {
        for (size_t i = 0; i < card->n_parts; i++) {
            g_autofree char *text = i18n_format(_("Open part %zu"), i + 1);
            write_gone_link(html, card, card->parts[i], text);
        }
    } else {
        g_autofree char *ledger = g_strdup_printf("/c/%s/p/ledger", card->slug);

        html_text(html, _("By its author, or because it broke the house rules: we never say which."));
        html_literal(html, " ");
        html_leaf(html, EL_A, _("What facilitators did, in numbers"), { AT_HREF, ledger });
    }
    html_close(html, EL_P);
}

static void
write_gone(Html *html, const CardView *card)
{
    bool away = card->state != STATE_MERGED && card->state != STATE_SPLIT;

    html_open(html, EL_DIV, { AT_CLASS, "c-notice" });
    shell_icon(html, away ? "eyeoff" : card->state == STATE_MERGED ? "link" : "split", NULL);
    html_open(html, EL_DIV);
    html_open(html, EL_P);
    html_leaf(html, EL_STRONG, gone_title(card));
    html_close(html, EL_P);
    write_gone_why(html, card);
    html_close(html, EL_DIV);
    html_close(html, EL_DIV);
}

static const char *
card_classes(const CardView *card, CardPlace place)
{
    if (card->state != STATE_SHOWN)
        return "c-said c-said--gone";
    if (card->by_facilitators)
        return place == CARD_ALONE ? "c-said c-said--lead c-said--staff" : "c-said c-said--staff";
    if (place == CARD_ALONE)
        return card->mine ? "c-said c-said--lead c-said--mine" : "c-said c-said--lead";
    return card->mine ? "c-said c-said--mine" : "c-said";
}

void
card_write(Html *html, const CardView *card, CardPlace place)
{
    g_autofree char *id = g_strconcat("i-", card->id, NULL);
    bool gone = card->state != STATE_SHOWN;

    html_open(html, EL_ARTICLE, { AT_CLASS, card_classes(card, place) }, { AT_ID, id },
              { AT_ARIA_LABEL, gone ? gone_title(card) : card->excerpt });
    if (gone)
        write_gone(html, card);
    else
        write_body(html, card, place);
    html_close(html, EL_ARTICLE);
}

SafeHtml *
card_fragment(const CardView *card, CardPlace place, GError **error)
{
    g_autoptr(Html) html = html_new(FRAGMENT_LIMIT);

    card_write(html, card, place);
    return html_finish_fragment(html, error);
}

void
card_forms(Html *html, const char *back)
{
    html_open(html, EL_FORM, { AT_ID, "v" }, { AT_METHOD, "post" });
    form_hidden(html, "back", back);
    html_close(html, EL_FORM);
    html_open(html, EL_FORM, { AT_ID, "g" }, { AT_METHOD, "get" });
    html_close(html, EL_FORM);
}
