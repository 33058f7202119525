/* An idea with its comments. */
#pragma once
#include "room/pages/section.h"

typedef struct {
    CardView        card;
    bool            facilitator;        /* a note from a facilitator: text and day alone */
    unsigned        depth;              /* 0: on the idea; 1 and up: a reply to the one above with less */
} CommentView;

typedef struct {
    CardView           idea;
    const char        *section_slug, *section_title;
    const CommentView *comments;        /* in the order of reading: a comment, then its replies */
    size_t             n_comments;
    uint64_t           count;           /* of all comments */
    const char        *more;            /* path that shows more, or NULL */
    size_t             n_more;
    HiddenCounts       counts;
    const char        *reply;           /* id of the comment whose reply box is open, or NULL */
    Composer           composer;        /* of that box, or of the one for a comment */
    const char        *facilitate;      /* facilitators: path of this idea at their desk */
} IdeaView;

bool idea_page(const PageFrame *frame, const IdeaView *view, Page *ret_page, GError **error) MUST_CHECK;
