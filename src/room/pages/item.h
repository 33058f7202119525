/* One item of the queue, with everything that can be done to it. */
#pragma once
#include "room/pages/again.h"
#include "room/pages/queue.h"

typedef struct { char kind; const char *words; } DiffPiece;     /* kind: ' ' in both, '-' went, '+' came */
typedef struct {
    const char      *text;          /* "Moved here from Anything else by Facilitator 1 on Monday" */
    const char      *note;          /* the words to the author, or NULL */
    const DiffPiece *pieces;        /* of an edit */
    size_t           n_pieces;
    bool             undone;
    int64_t          version;
    const char      *before;        /* the words, where they changed; NULL */
} HistoryLine;

typedef struct { const char *reason, *note, *day; } ReportLine; /* reason: ready words */

/* An idea that this one could be merged into: its words as they are, and the title of its section. */
typedef struct { const char *id, *text, *lang, *place; uint64_t likes, dislikes, comments; } MergeLine;

/* A colleague is to decide. */
typedef struct {
    bool        may;                /* it can be asked for */
    const char *who;                /* "Facilitator 1" has asked; NULL: nobody */
    const char *note;               /* for the reader */
    bool        own;                /* it is the reader who asked */
    const char *into, *into_text;   /* it is proposed to merge it into this idea: its id, and its words; NULL */
    const char *typed;              /* a note that was refused */
} SecondView;

/* Steps taken because somebody may need help. */
typedef struct { const char *text, *note; } SafeguardLine;
typedef struct {
    const SafeguardLine *lines;
    size_t      n_lines;
    bool        open;
    const char *closing;            /* "Facilitator 2" said that nothing more is to be done; NULL */
    bool        own;                /* the reader did */
    bool        again;              /* after a refusal, with what was chosen and typed */
    const char *step;
    Composer    note;
} SafeguardView;

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
    const char *from;               /* its place in the queue; NULL: it does not wait */
    const char *holder;             /* another facilitator has it open */
    const ReportLine *reports;
    size_t      n_reports;
    const MergeLine *similar;       /* to merge into */
    size_t      n_similar;
    const HistoryLine *history;
    size_t      n_history;
    const TalkLine *talk;           /* `mine` is the author's */
    size_t      n_talk;
    const char *origin;             /* that it came on paper, or is the facilitators' own; NULL */
    bool        may_write;          /* the author may be written to (A9: the same for all who wrote here themselves) */
    const char *mail_at;            /* "17:00": when the author is told; NULL: within a minute */
    SanctionView sanction;
    SecondView  second;
    SafeguardView safeguard;
    const AppealView *appeals;      /* for another look, in the order of asking */
    size_t      n_appeals;
    const Template *templates;
    size_t      n_templates;
    /* After a refusal. */
    const char *typed, *typed_note; /* what was typed */
    const DiffPiece *change;        /* from the text to what was typed; n_change 0: it is the same, or not shown */
    size_t      n_change;
    Composer    message;            /* to the author, and what may name a colleague in it */
    const char *message_kind;
    const char *help[LIMIT_HELP];   /* lines that can go with it */
    bool        help_chosen[LIMIT_HELP];
    size_t      n_help;
    const char *preview;            /* how it will look to the author; NULL */
    bool        asks_who;           /* it seems to ask who the author is */
    const char *reason;             /* what was chosen */
    const char *chosen_section, *into, *address;    /* to move or merge to */
    const char *parts[LIMIT_SPLIT_PARTS], *parts_at[LIMIT_SPLIT_PARTS];     /* to split into */
    StaleView   stale;              /* somebody changed it meanwhile; no `leave`: nobody did */
    Composer    note;               /* a note that may name a colleague; */
    AgainView   again;              /* and the whole form that it came with */
    QueueView   queue;              /* at its side on wide screens; `id` is the current one */
} ItemView;

bool item_page(const PageFrame *frame, const ItemView *view, Page *ret_page, GError **error) MUST_CHECK;

/* That somebody may need help, at the top while it is open; else the way to say so. */
void safeguard_notice(Html *html, const PageFrame *frame, const ItemView *item);
void safeguard_form(Html *html, const PageFrame *frame, const ItemView *item);
/* To write to the author. */
void message_part(Html *html, const PageFrame *frame, const ItemView *view);
/* The notice that a colleague is asked to decide, and the way to ask. */
void second_notice(Html *html, const PageFrame *frame, const ItemView *view);
void second_form(Html *html, const PageFrame *frame, const ItemView *view);
