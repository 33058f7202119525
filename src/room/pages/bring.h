/* What facilitators bring in: ideas from paper forms, one after another, and posts of their own to start the talk. */
#pragma once
#include "room/pages/section.h"

typedef struct {
    const char *id, *excerpt;
    const char *section;            /* title */
    const char *state;              /* "Hidden"; NULL: it is shown */
    const char *from;               /* "14:15": others see it from then; NULL: they do already */
} BroughtLine;

typedef struct {
    bool        seeds;              /* their own; else from paper */
    const char *closed;             /* why nothing is taken any more; NULL: it is */
    const char *until;              /* from paper, after closing: "5 pm on Sunday 13 December 2026"; NULL */
    Composer    composer;
    const char *section;            /* slug of the one that is chosen; NULL */
    const SectionLine *sections;
    size_t      n_sections;
    const BroughtLine *latest;      /* what has just gone in; NULL */
    const SimilarIdea *similar;     /* to it */
    size_t      n_similar;
    const BroughtLine *lines;       /* all of their own posts, the latest first */
    size_t      n_lines;
} BringView;

bool bring_page(const PageFrame *frame, const BringView *view, Page *ret_page, GError **error) MUST_CHECK;
