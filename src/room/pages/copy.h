/* A copy of one's own things as a page to keep: it stands alone, and loads nothing. */
#pragma once
#include "room/pages/mine.h"

typedef struct {
    const char *id, *section, *text;
    const char *state;                  /* in words, or NULL: it is shown */
    const char *day;                    /* "3 March 2027" */
    bool        idea;                   /* or a comment */
} CopiedPost;

typedef struct { const char *excerpt; bool like; } CopiedVote;

typedef struct {
    const char       *title, *organisation, *group;     /* group: NULL: counted in none */
    const CopiedPost *posts;
    size_t            n_posts;
    const CopiedVote *votes;
    size_t            n_votes;
    const TalkView   *talks;
    size_t            n_talks;
} CopyView;

bool copy_page(const CopyView *view, Page *ret_page, GError **error) MUST_CHECK;
