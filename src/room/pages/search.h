/* Search: the words go by POST, so that they are in no address and no log (A7). */
#pragma once
#include "room/pages/home.h"

typedef struct {
    const char *q;                      /* what was searched for; NULL: nothing yet */
    const char *section;                /* slug, or NULL: everywhere */
    const SectionLine *sections;
    size_t      n_sections;
    uint64_t    found;
    const SafeHtml *const *cards;
    size_t      n_cards;
} SearchView;

bool search_page(const PageFrame *frame, const SearchView *view, Page *ret_page, GError **error) MUST_CHECK;
