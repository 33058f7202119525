/* One idea or comment as it stands in a list, on its own page or under an idea.
 *
 * A card in a list is the same for every reader who voted alike, so it can be kept: render it
 * once for each vote (and once more as one's own) and put the bytes into pages by
 * page_card_place().  Its buttons belong to forms of the page (`form="v"`, `form="g"`), which
 * card_forms() writes once: the card itself holds nothing of the page or the reader. */
#pragma once
#include "model/contribution.h"
#include "room/pages/page.h"

typedef enum {
    CARD_LISTED,        /* in a section */
    CARD_FOUND,         /* in search: says what it is, and its section */
    CARD_SHORT,         /* on the home page: says its section */
    CARD_ALONE,         /* on its own page, in big type, below an h1 that names it */
    CARD_COMMENT,
} CardPlace;

typedef struct {
    const char       *slug, *id;            /* of the conversation; of the contribution */
    const char       *idea;                 /* of a comment: the id of its idea */
    ContributionKind  kind;
    ContributionState state;
    const char       *into;                 /* merged: id of the one that took it up */
    const char *const *parts;               /* split: ids of the parts */
    size_t            n_parts;
    const SafeHtml   *text;
    const char       *excerpt;              /* up to about 60 characters: the card's name */
    const char       *lang;                 /* of the text; NULL: not known */
    const char       *day;                  /* "on Tuesday" */
    const char       *section, *section_lang;   /* title: CARD_SHORT and CARD_FOUND; lang as PageFrame.lang */
    bool              changed;              /* a facilitator edited it */
    const char       *theme;                /* one's own, once the report is out: "It went into theme 3: Rest"; NULL */
    const char       *report;               /* path of that theme in it */
    const char       *note;                 /* what was changed, in general words; NULL */
    bool              by_facilitators;      /* their own post, and marked so */
    bool              no_counts;            /* likes and dislikes are not for this reader yet */
    uint64_t          likes, dislikes, comments;
    Vote              vote;
    bool              voted;                /* just now, by a reader who hides such marks: the answer alone says so */
    bool              mine;
    const char       *pending;              /* "14:15": others see it from then */
    bool              open;                 /* votes and reports are taken */
    bool              votes_only;           /* but no comments and no changed words any more */
    bool              no_comments;          /* in this conversation */
} CardView;

void      card_write(Html *html, const CardView *card, CardPlace place);
/* The card on its own; caller owns. */
SafeHtml *card_fragment(const CardView *card, CardPlace place, GError **error) MUST_CHECK;
/* The forms that the cards' buttons belong to; once a page.  `back` is where a vote returns to; NULL: to what was voted on. */
void      card_forms(Html *html, const char *back);
