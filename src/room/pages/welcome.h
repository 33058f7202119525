/* The welcome, shown once: what this is, anonymity in four sentences, two rules, questions. */
#pragma once
#include "room/pages/page.h"

typedef struct { const char *slug, *text; const char *const *options; size_t n_options; const char *chosen;
                 bool groups; /* likes are counted by its answers */ } QuestionView;

typedef struct {
    const SafeHtml *text;           /* welcome.md, or NULL: our own opening words */
    const QuestionView *questions;
    size_t      n_questions;
    unsigned    k;                  /* answers are counted in groups of at least this many */
    unsigned    smallest_group;     /* by an answer that groups are made of */
    unsigned    erase_days;         /* details are destroyed within this many days after the end */
    bool        small_circle;
} WelcomeView;

bool welcome_page(const PageFrame *frame, const WelcomeView *view, Page *ret_page, GError **error) MUST_CHECK;
