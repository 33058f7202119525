/* Parts of a facilitator's and an author's pages: slowing down or pausing. */
#pragma once
#include "model/contribution.h"
#include "room/pages/parts.h"

/* As its author reads it: "It points to a person". */
const char *reason_words(ActReason reason);
/* For a list to choose from; `choices` has REASON__COUNT places. */
void reason_choices(Choice *choices);

typedef struct {
    bool        open;               /* the conversation is: it can be set and taken back */
    const char *until;              /* one holds: "5 pm on Sunday 13 December 2026"; NULL: none */
    unsigned    hours;              /* of that: one post in so many; 0: none at all */
    const char *who;                /* who set it: "Facilitator 2" */
    bool        own;                /* the reader did, and may take it back */
    const char *every, *days, *reason, *note;   /* as typed before a refusal */
    bool        again;              /* there was one */
} SanctionView;
/* On an item's page: what holds, or the form. */
void sanction_part(Html *html, const PageFrame *frame, const char *id, const SanctionView *view);

typedef struct {
    bool        paused;             /* or only slowed */
    unsigned    hours;
    const char *until;              /* ready date */
    const char *id, *excerpt;       /* of the contribution it is about */
    const char *reason, *note;      /* reason: ready words; note: NULL: none */
} RestraintView;
/* On My things. */
void restraint_part(Html *html, const PageFrame *frame, const RestraintView *view);
