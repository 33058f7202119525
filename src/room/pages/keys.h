/* The return key: five words, shown once, typed on another device; or a fresh start. */
#pragma once
#include "room/pages/page.h"

typedef struct {
    const char *typed;              /* words that did not fit, kept */
    const char *back;               /* path where the reader wanted to go */
} ReturnView;

bool return_page(const PageFrame *frame, const ReturnView *view, Page *ret_page, GError **error) MUST_CHECK;
/* Asks before starting afresh: what was written stays out of reach. */
bool afresh_page(const PageFrame *frame, Page *ret_page, GError **error) MUST_CHECK;

/* Another person's badge is in this browser: asks before replacing it. `ticket` goes back by POST. */
bool replace_page(const PageFrame *frame, const char *action, Page *ret_page, GError **error) MUST_CHECK;

/* A card with the words and "I have written them down". */
void key_words(Html *html, const PageFrame *frame, const char *const words[5]);
/* Beside a form in a browser without the key: the way to the words. */
void key_hint(Html *html, const PageFrame *frame);
/* The box to type them, and the way to start afresh. */
void key_forms(Html *html, const PageFrame *frame, const char *typed);
