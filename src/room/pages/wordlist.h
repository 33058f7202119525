/* The facilitators' page of words that signals look for. */
#pragma once
#include "room/pages/section.h"

enum { WORDS_DISTRESS_MORE, WORDS_DISTRESS_LESS, WORDS_ABUSE_MORE, WORDS_ABUSE_LESS, WORDS__COUNT };

typedef struct {
    const char *text;                   /* in its box: a line each */
    const char *now, *sent;             /* as it stands, and as it came, where others were faster; NULL: the same */
} WordsBox;

typedef struct { const char *words, *text; bool off; } WordsStep;   /* "Added to the words that hurt by Facilitator 1 on Monday" */

typedef struct {
    WordsBox    boxes[WORDS__COUNT];
    int64_t     version;
    Composer    composer;               /* of what was added: it may name a colleague */
    const char *const *off;             /* would switch off what Candour knows itself, which is asked about */
    size_t      n_off;
    const char *off_text;               /* the same, a line each */
    bool        off_said;               /* and it was said yes to */
    bool        stale;                  /* others were faster: the boxes hold theirs and what was sent together */
    const char *typed;                  /* the text to be tried; NULL */
    bool        tried, distress, names, abuse;      /* and what would be noticed in it */
    const WordsStep *since, *steps;     /* what happened meanwhile, oldest first; all, newest first */
    size_t      n_since, n_steps, n_earlier;
} WordsView;

bool wordlist_page(const PageFrame *frame, const WordsView *view, Page *ret_page, GError **error) MUST_CHECK;
