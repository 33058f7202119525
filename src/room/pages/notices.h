/* Notices of the facilitators: as everybody sees them, and the page where they are pinned. */
#pragma once
#include "room/pages/section.h"

/* Above ideas, or on the first page; nothing where there are none. */
void notices_part(Html *html, const NoticeView *notices, size_t n);

typedef struct {
    const char *id, *text;              /* as written */
    const char *section;                /* title; NULL: the first page */
    bool        pinned, first;
    const char *from;                   /* "14:15": others see it so from then; NULL: they do already */
    unsigned    version;
    const char *const *steps;           /* "Pinned by Facilitator 1 on Monday", the latest first */
    size_t      n_steps;
    const Composer *typed;              /* what was typed in its place, and not taken; NULL */
    bool        stale;                  /* because somebody changed it meanwhile */
} NoticeLine;

typedef struct {
    Composer    composer;               /* of a new one */
    const char *section;                /* chosen for it: a slug, or "" */
    const SectionLine *sections;
    size_t      n_sections;
    const NoticeLine *lines;            /* pinned ones first */
    size_t      n_lines;
} NoticesView;

bool notices_page(const PageFrame *frame, const NoticesView *view, Page *ret_page, GError **error) MUST_CHECK;
