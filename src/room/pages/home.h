/* The home page of a conversation, and what stands there once it has closed. */
#pragma once
#include "room/pages/card.h"

/* Pinned by the facilitators, without votes. */
typedef struct { const SafeHtml *text; const char *lang, *day; } NoticeView;

typedef enum { HOME_BEFORE, HOME_OPEN, HOME_CLOSED, HOME_REPORTED } HomePhase;

typedef struct {
    const char *question;               /* in big type: the summary */
    HomePhase   phase;
    unsigned    days_left, days;        /* of how many: the row of dots (up to 31 days) */
    const char *until;                  /* "5 pm on Sunday 13 December"; before: when it opens */
    const char *posting_until;          /* new ideas are taken until then, votes until the end; NULL: no such date */
    bool        votes_only;             /* that was before now */
    const char *next;                   /* what happens with this, in a sentence or two; NULL: a standard text */
    const char *results_by;             /* "in January": when the report is to be expected; NULL */
    const SectionLine *sections;
    size_t      n_sections;
    const SafeHtml *const *few_seen;    /* cards, CARD_SHORT */
    size_t      n_few_seen;
    const char *others;                 /* path that shows three others */
    const NoticeView *notices;
    size_t      n_notices;
    bool        message;                /* a facilitator has written to the reader, who has not answered */
    bool        small_circle;           /* under 50 people: says that it protects less */
} HomeView;

bool home_page(const PageFrame *frame, const HomeView *view, Page *ret_page, GError **error) MUST_CHECK;

/* The sections as a card with a list, as it stands beside other pages; `here` is a slug or NULL. */
void section_list(Html *html, const PageFrame *frame, const SectionLine *sections, size_t n, const char *here);
