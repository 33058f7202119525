/* Reading and coding: coverage, the reading pane, suggestions, the coding frame. */
#pragma once
#include "room/pages/card.h"

typedef struct {
    const char *id, *name, *definition;
    unsigned    depth;                  /* 0: a theme; 1 and up: below the one above with less */
    unsigned    colour;                 /* of its theme: any number */
    uint64_t    count;                  /* contributions that carry it */
    bool        on;                     /* on the one that is read */
} CodeLine;

typedef struct { const char *code, *name; unsigned colour; size_t start, end; bool whole; } CodingView;   /* characters */
typedef struct { const char *code, *name; unsigned tenths; } Suggestion;    /* fits about so many times in 10 */
typedef struct { uint64_t coded, uncoded, unread; unsigned version; } Coverage;   /* version: of the frame */

typedef struct {
    Coverage    coverage;
    const char *id, *idea;              /* NULL: everything is read */
    uint64_t    number;
    ContributionKind kind;
    const char *section_title, *text, *lang;
    uint64_t    likes, dislikes, comments;
    bool        read;
    const CodingView *codings;
    size_t      n_codings;
    const Suggestion *suggestions;
    size_t      n_suggestions;
    const CodeLine *codes;
    size_t      n_codes;
    bool        quoted;                 /* it is chosen for the report */
    const char *quote_words, *typed_words;      /* shortened: as kept, as just typed; NULL */
    const char *const *quote_steps;     /* who chose it and took it off */
    size_t      n_quote_steps;
    const char *back, *skip;            /* paths of the one before and of the next; NULL */
    uint64_t    apart, apart_of;        /* double coding: so many of so many; 0: not in the sample */
    const char *apart_with;             /* "Analyst 2" */
} AnalyseView;

bool analyse_page(const PageFrame *frame, const AnalyseView *view, Page *ret_page, GError **error) MUST_CHECK;

/* /c/SLUG/analyse/codes: the frame, to change it. */
typedef struct { const char *text, *undo; } FrameStep;      /* undo: id of the code that it can bring back; NULL */
typedef struct {
    const CodeLine *codes;
    size_t      n_codes;
    unsigned    version;
    const char *edit;                   /* id of the code whose form is open, or NULL */
    const char *parent;                 /* its parent's id, or NULL */
    const char *typed_name, *typed_definition;
    const FrameStep *steps;             /* ready lines of the history, newest first */
    size_t      n_steps;
} CodesView;

bool codes_page(const PageFrame *frame, const CodesView *view, Page *ret_page, GError **error) MUST_CHECK;

/* Links between the analysts' pages: 0 reading, 1 frame, 2 themes. */
void analyse_tabs(Html *html, const PageFrame *frame, int here);
/* The form that makes what is read a quotation in the report. */
void quote_form(Html *html, const PageFrame *frame, const AnalyseView *view);
void coverage_bar(Html *html, const Coverage *coverage);
