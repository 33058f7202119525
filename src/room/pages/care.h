/* Parts of a facilitator's and an author's pages: slowing down or pausing. */
#pragma once
#include "model/contribution.h"
#include "room/pages/parts.h"
#include "room/pages/section.h"

/* As its author reads it: "It points to a person". */
const char *reason_words(ActReason reason);
/* For a list to choose from; `choices` has REASON__COUNT places. */
void reason_choices(FormChoice *choices);

typedef struct {
    bool        open;               /* the conversation is: it can be set and taken back */
    const char *until;              /* one holds: "5 pm on Sunday 13 December 2026"; NULL: none */
    unsigned    hours;              /* of that: one post in so many; 0: none at all */
    const char *who;                /* who set it: "Facilitator 2" */
    bool        own;                /* the reader did, and may take it back */
    const char *every, *days, *reason, *note;   /* as typed before a refusal */
    bool        again;              /* there was one */
    int64_t     version;            /* of the words on the page */
} SanctionView;
/* On an item's page: what holds, or the form. */
void sanction_part(Html *html, const PageFrame *frame, const char *id, const SanctionView *view);

typedef struct {
    bool        sanction;           /* about a sanction, not an act */
    const char *number;             /* of it, as text */
    const char *what;               /* "Hidden by Facilitator 1 on Monday" */
    const char *text;               /* the author's */
    const char *day;                /* "on Monday" */
    const char *decided;            /* "Facilitator 2 on Tuesday: it stands"; NULL: open */
    const char *answer;             /* with the decision; NULL */
    bool        own;                /* the reader acted, so another decides */
    Composer    typed;              /* an answer that was refused */
    const char *chosen;             /* "stands" or "back" */
    int64_t     version;            /* of the words on the page */
} AppealView;
/* On an item's page: what the author asks, and the form to decide; `i` tells several apart. */
void appeal_part(Html *html, const PageFrame *frame, const char *id, const AppealView *view, size_t i);

/* /c/SLUG/i/ID/appeal, for its author alone. */
typedef struct {
    const char *id;
    bool        sanction;
    const char *excerpt;
    const char *what, *note;        /* what was done, in ready words, and what the facilitator wrote; NULL: nothing holds */
    const char *until;              /* until when one can ask; NULL: it is too late */
    const char *text;               /* one has asked: the words; NULL: not yet */
    const char *decided, *answer;   /* ready words; NULL: open */
    Composer    composer;
} AskView;
bool ask_page(const PageFrame *frame, const AskView *view, Page *ret_page, GError **error) MUST_CHECK;

typedef struct {
    bool        paused;             /* or only slowed */
    unsigned    hours;
    const char *until;              /* ready date */
    const char *id, *excerpt;       /* of the contribution it is about */
    const char *reason, *note;      /* reason: ready words; note: NULL: none */
    const char *appeal;             /* words of the link to ask for another look, or to its answer; NULL */
} RestraintView;
/* On My things. */
void restraint_part(Html *html, const PageFrame *frame, const RestraintView *view);
