/* The facilitators' queue. */
#pragma once
#include "room/pages/again.h"
#include "room/pages/mine.h"
#include "room/pages/parts.h"
#include "room/pages/section.h"

/* Most urgent first; WHY__COUNT: of any sort. */
typedef enum { WHY_CARE, WHY_HIDDEN, WHY_MAY_DISTRESS, WHY_MAY_NAME, WHY_MAY_ABUSE, WHY_DISTRESS, WHY_FLAGGED, WHY_NAMES, WHY_ABUSE, WHY_APPEAL, WHY_ANSWERED, WHY_OPINION, WHY_SIMILAR, WHY_NEW, WHY_DONE, WHY__COUNT } QueueWhy;

typedef struct {
    const char *id, *excerpt;
    QueueWhy    why;
    unsigned    number;             /* how many reports, or how many are like it */
    const char *waited;             /* "30 minutes", "under 15 minutes" */
    const char *holder;             /* "Facilitator 1": has it open; NULL */
    const char *last;               /* WHY_DONE: "Edited by Facilitator 1 on Monday" */
    const char *version;            /* of the words, sent along when many are treated alike */
    const char *section, *section_lang;     /* title; lang as PageFrame.lang */
    const char *alike;              /* WHY_SIMILAR: path of the list of all that are alike; NULL */
    const char *asks;               /* "Facilitator 1": would like a second opinion; NULL */
} QueueLine;

/* One sort of what waits. */
typedef struct { const char *href; QueueWhy why; uint64_t n; bool current; } QueueChip;
/* What can be asked for besides; the values are those of the address, "" any. */
typedef struct {
    const char   *why;              /* kept; NULL: any */
    const FormChoice *sections, *kinds /* three */, *waits;
    size_t        n_sections, n_waits;
    const char   *section, *kind, *wait;
    bool          free;             /* without what others have open */
    uint64_t      n_free, n_asked;
    bool          asked;            /* colleagues would like a second opinion */
    const char   *words;            /* looked for; NULL */
} QueueFilterView;
typedef struct { const char *id, *excerpt, *text; } QueueRefusal;

typedef struct {
    const QueueLine *lines;
    size_t      n_lines;
    uint64_t    total, all;         /* what is asked for, and all that waits */
    const char *query;              /* "?why=new": what is asked for, for links; "" */
    const char *here;               /* path of the list */
    const char *longest;            /* "45 minutes"; NULL: nothing waits */
    const char *next;               /* cursor of the next page */
    const char *more;               /* its path, or NULL */
    bool        done;               /* the list of what has been looked at */
    const QueueChip *chips;         /* the first is for all */
    size_t      n_chips;
    QueueFilterView filter;
    /* Many at once. */
    const SectionLine *sections;    /* to move to; NULL: nothing is done to many here */
    size_t      n_sections;
    bool        first;              /* the first page: it is said when more comes */
    bool        all_chosen;
    const char *const *chosen;      /* ids, NULL at the end; after a refusal, like the next three */
    const char *reason, *note, *section;
    Composer    noted;              /* a note to many that may name a colleague; */
    AgainView   again;              /* and the whole form that it came with */
    const QueueRefusal *refused;    /* of the last act on many */
    size_t      n_refused;
} QueueView;

bool queue_page(const PageFrame *frame, const QueueView *view, Page *ret_page, GError **error) MUST_CHECK;

/* The links between the facilitators' pages; `here`: the one that is shown, or -1. */
enum { QUEUE_TAB_QUEUE, QUEUE_TAB_DONE, QUEUE_TAB_GUIDE, QUEUE_TAB_NOTICES, QUEUE_TAB_SEEDS, QUEUE_TAB_PAPER, QUEUE_TAB_WORDS };
void queue_tabs(Html *html, const PageFrame *frame, int here);
/* `current`: the item that it stands beside; NULL: it is the page, and much can be done to many. */
void queue_list(Html *html, const PageFrame *frame, const QueueView *view, const char *current);
void queue_mark(Html *html, QueueWhy why, unsigned number);
char *queue_why_text(QueueWhy why, unsigned number);
/* What of the queue is asked for, and ways to ask for something else. */
void queue_filter(Html *html, const PageFrame *frame, const QueueView *view);
/* What can be done to the lines that are chosen; within their form. */
void queue_bulk(Html *html, const PageFrame *frame, const QueueView *view);
/* What was not done, and why. */
void queue_refused(Html *html, const PageFrame *frame, const QueueView *view);
