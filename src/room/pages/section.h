/* A section: composer, order of ideas, cards, the way on. */
#pragma once
#include "room/pages/home.h"

/* An idea that looks like what is typed. */
typedef struct { const char *id, *excerpt; uint64_t likes; bool no_counts; /* for the reader */ bool liked; /* by the reader */ } SimilarIdea;

/* A name that the check found, in bytes of `text`. */
typedef struct { size_t start, length; } NameSpan;

typedef struct {
    const char *text;               /* what was typed, kept after an error */
    const char *key;                /* makes sending twice post once; NULL: the script makes one */
    const char *turn;               /* of it and the place a key is made for browsers without the script: the present slot */
    const char *from;               /* "14:15": others will see it from then; NULL: at once */
    const NameSpan *names;          /* it may name a colleague: asks before taking it, by no error in the frame */
    size_t      n_names;
    const SimilarIdea *alike;       /* ideas that say nearly the same: asks before taking it, once */
    size_t      n_alike;
    bool        asked_alike;        /* it has been asked */
    const char *go_on;              /* the button that takes it as it is; NULL: "Share it as it is" */
    bool        paper;              /* offers facilitators "from a paper form" */
    bool        from_paper;         /* ... and it was ticked */
    bool        needs_key;          /* this browser has no return key: it is told of the five words */
} Composer;

/* Whether the reader sees likes and dislikes, or why not yet. */
typedef enum { SHOWN_COUNTS, HIDDEN_UNTIL_VOTED, HIDDEN_UNTIL_CLOSED } HiddenCounts;

typedef struct {
    const char *slug, *title, *prompt;
    bool        open;               /* votes are taken */
    bool        votes_only;         /* but no ideas any more */
    HiddenCounts counts;
    const NoticeView *notices;
    size_t      n_notices;
    Composer    composer;
    SortOrder   sort;
    uint64_t    ideas;
    bool        first;              /* the first page of the list */
    const char *after;              /* the cursor that this page was asked with, or NULL */
    const SafeHtml *const *cards;   /* CARD_LISTED; NULL with n_cards > 0: section_page_around() */
    size_t      n_cards;
    const char *more;               /* path of the next page, or NULL */
    size_t      n_more;             /* how many it will show */
    const char *stream;             /* path of the event stream, or NULL */
    const SectionLine *sections;
    size_t      n_sections;
} SectionView;

bool section_page(const PageFrame *frame, const SectionView *view, Page *ret_page, GError **error) MUST_CHECK;

/* The same page as two halves, to put kept cards between them without writing the page anew:
 * `ret_page` holds both, the first is *ret_cut bytes long.  The halves differ between readers
 * only by what `frame` and `view` hold. */
bool section_page_around(const PageFrame *frame, const SectionView *view, Page *ret_page, size_t *ret_cut,
                         GError **error) MUST_CHECK;

/* The box with ideas that look like the one being typed; empty when there are none.  The
 * answer to POST /c/SLUG/similar. */
bool similar_fragment(const char *slug, const SimilarIdea *ideas, size_t n, Page *ret_page, GError **error) MUST_CHECK;

/* What was typed and is not taken any more, to be copied by its writer; nothing where there is none. */
void composer_kept(Html *html, const Composer *composer);

/* Why there are no counts, where there are none. */
void section_counts_note(Html *html, HiddenCounts counts);

/* For the idea page: the text box with its notes, without <form>. */
void composer_names(Html *html, const Composer *composer);
/* The text alone, with the names marked. */
void composer_marked(Html *html, const Composer *composer);
void composer_from(Html *html, const Composer *composer);
/* The hidden field that makes sending twice post once; `place` is what the text goes to: a slug or an id. */
void composer_key(Html *html, const Composer *composer, const char *place);
