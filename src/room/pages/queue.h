/* The facilitators' queue, and one item of it with everything that can be done. */
#pragma once
#include "room/pages/mine.h"
#include "room/pages/parts.h"
#include "room/pages/section.h"

/* Most urgent first. */
typedef enum { WHY_DISTRESS, WHY_FLAGGED, WHY_NAMES, WHY_ABUSE, WHY_APPEAL, WHY_ANSWERED, WHY_SIMILAR, WHY_NEW, WHY_DONE, WHY__COUNT } QueueWhy;

typedef struct {
    const char *id, *excerpt;
    QueueWhy    why;
    unsigned    number;             /* how many reports, or how many are like it */
    const char *waited;             /* "30 minutes", "under 15 minutes" */
    const char *holder;             /* "Facilitator 1": has it open; NULL */
    const char *last;               /* WHY_DONE: "Edited by Facilitator 1 on Monday" */
} QueueLine;

typedef struct {
    const QueueLine *lines;
    size_t      n_lines;
    uint64_t    total;
    const char *longest;            /* "45 minutes"; NULL: nothing waits */
    const char *more;               /* path of the next page, or NULL */
    bool        done;               /* the list of what has been looked at */
} QueueView;

bool queue_page(const PageFrame *frame, const QueueView *view, Page *ret_page, GError **error) MUST_CHECK;

typedef struct { char kind; const char *words; } DiffPiece;     /* kind: ' ' in both, '-' went, '+' came */
typedef struct {
    const char      *text;          /* "Moved here from Anything else by Facilitator 1 on Monday" */
    const char      *note;          /* the words to the author, or NULL */
    const DiffPiece *pieces;        /* of an edit */
    size_t           n_pieces;
    bool             undone;
} HistoryLine;

typedef struct { const char *reason, *note, *day; } ReportLine; /* reason: ready words */

typedef struct {
    const char *id, *idea;          /* idea: the page it stands on */
    ContributionKind kind;
    ContributionState state;
    QueueWhy    why;
    unsigned    number;
    const char *section;            /* slug */
    const char *section_title;
    const SectionLine *sections;    /* to move to */
    size_t      n_sections;
    const char *text;               /* as written; plain */
    const char *lang;
    const NameSpan *marks;          /* what may name someone, in bytes of `text` */
    size_t      n_marks;
    uint64_t    likes, dislikes, comments;
    int64_t     version;
    const char *holder;             /* another facilitator has it open */
    const ReportLine *reports;
    size_t      n_reports;
    const SimilarIdea *similar;     /* to merge into */
    size_t      n_similar;
    const HistoryLine *history;
    size_t      n_history;
    const TalkLine *talk;           /* `mine` is the author's */
    size_t      n_talk;
    bool        may_write;          /* the author may be written to (A9: the same for all) */
    const char *mail_at;            /* "17:00": when the author is told; NULL: within a minute */
    SanctionView sanction;
    const AppealView *appeals;      /* for another look, in the order of asking */
    size_t      n_appeals;
    const Template *templates;
    size_t      n_templates;
    /* After a refusal. */
    const char *typed, *typed_note; /* what was typed */
    Composer    message;            /* to the author, and what may name a colleague in it */
    const char *message_kind;
    const char *reason;             /* what was chosen */
    bool        stale;              /* somebody changed it meanwhile: `text` is theirs, `typed` is mine */
    QueueView   queue;              /* at its side on wide screens; `id` is the current one */
} ItemView;

bool item_page(const PageFrame *frame, const ItemView *view, Page *ret_page, GError **error) MUST_CHECK;

/* The links between the facilitators' pages; `here`: 0 queue, 1 done. */
void queue_tabs(Html *html, const PageFrame *frame, int here);
void queue_list(Html *html, const PageFrame *frame, const QueueView *view, const char *current);
void queue_mark(Html *html, QueueWhy why, unsigned number);
char *queue_why_text(QueueWhy why, unsigned number);
