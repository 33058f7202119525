/* My things, and messages with facilitators. */
#pragma once
#include "base/limits.h"
#include "room/pages/care.h"
#include "room/pages/receipt.h"

typedef struct {
    bool        mine;                   /* written by the reader */
    const char *who;                    /* "Facilitator 2" */
    const char *text;                   /* plain; line breaks stand */
    const char *day;                    /* "on Tuesday" */
} TalkLine;

typedef struct {
    const char     *id, *excerpt;       /* of the contribution it is about */
    bool            idea;
    const TalkLine *lines;
    size_t          n_lines;
    bool            answered;           /* the last line is the reader's */
    bool            open;               /* an answer is taken */
    const char     *call;               /* support was offered: where one can ask to be called; NULL */
    const char     *typed;              /* an answer that was refused, kept */
    const NameSpan *names;              /* what may name a colleague in it */
    size_t          n_names;
} TalkView;

typedef struct { const char *what, *reason, *why; } FateEarlier;        /* sentence, plain words, the note; the last two or NULL */
/* What a facilitator did to a contribution, and where it is now. */
typedef struct {
    const char *what;                   /* a sentence */
    const char *reason;                 /* in plain words; NULL: the sentence says it */
    bool        joined;                 /* `ids` is the one that took it up; else the parts */
    const char *ids[LIMIT_SPLIT_PARTS];
    size_t      n_ids;
    const FateEarlier *earlier;         /* what was done before, newest first */
    size_t      n_earlier;
} FateView;

typedef struct {
    const char *id, *idea;              /* idea: the page that it stands on */
    const char *excerpt;
    bool        is_idea;
    ContributionState state;
    bool        no_counts;              /* for this reader yet */
    uint64_t    likes, dislikes, comments;
    const char *pending;                /* "14:15" */
    const char *leaving;                /* it is being deleted: shown as such */
    bool        open;                   /* may be edited and deleted */
    bool        votes_only;             /* ... or only deleted */
    const FateView *fate;               /* NULL: nothing was done to it */
    const char *before, *after;         /* a facilitator changed it: the words that went and that came; NULL */
    const ReceiptThemeView *themes;  /* of the report, that it went into */
    size_t      n_themes;
    bool        receipt;                /* one may be asked for */
    const char *appeal;                 /* words of the link to ask for another look, or to its answer; NULL */
    const char *why;                    /* what the facilitator wrote to the author about it; NULL */
} OwnView;

typedef struct { const char *id, *excerpt; } LikedView;

typedef struct {
    const RestraintView *restraint;     /* what facilitators asked of the reader; NULL */
    const char *const *words;           /* five, shown this once; NULL: not now */
    bool        has_key;                /* this browser holds the return key; without it little is shown */
    const TalkView *talks;
    size_t      n_talks;
    const OwnView *own;
    size_t      n_own;
    const LikedView *liked;
    size_t      n_liked;
    const char *group;                  /* the label counted with the reader, or NULL */
    bool        answered;               /* it is an answer given at the welcome: declined here, and not at the desk */
    unsigned    k;                      /* no count is shown for fewer people */
    bool        open;                   /* all that the reader wrote may be removed */
    bool        removing;               /* it is being removed, piece by piece */
    const char *copy;                   /* path of a copy of what is here, or NULL */
    const char *desk_me;                /* address of /me at the desk, or NULL */
    const char *desk_language;          /* to bring along there, or NULL */
    const char *desk_call;              /* where one can ask to be called, or NULL */
} MineView;

bool mine_page(const PageFrame *frame, const MineView *view, Page *ret_page, GError **error) MUST_CHECK;

/* Asks once more before all that one wrote is removed. */
bool remove_page(const PageFrame *frame, Page *ret_page, GError **error) MUST_CHECK;

/* /c/SLUG/messages: the talks alone. */
bool messages_page(const PageFrame *frame, const TalkView *talks, size_t n, Page *ret_page, GError **error) MUST_CHECK;

/* One talk; for facilitators too, who call the lines marked `mine` "The author". */
void talk_lines(Html *html, const TalkLine *lines, size_t n, const char *mine);
