/* Pages with hardly anything on them but words: the organisation's texts, what facilitators
 * did, errors, the list of conversations, the way out. */
#pragma once
#include "room/pages/page.h"

/* /c/SLUG/p/NAME; `text` is the organisers', with its own headings from h2 down; `more` is ours below it, or NULL. */
bool text_page(const PageFrame *frame, PageAt at, const char *title, const SafeHtml *text, const SafeHtml *more, Page *ret_page,
               GError **error) MUST_CHECK;

/* /c/SLUG/p/support: words and numbers that help; `call` leads to the desk. */
bool support_page(const PageFrame *frame, const SafeHtml *text, const char *call, Page *ret_page, GError **error) MUST_CHECK;

/* /c/SLUG/p/ledger: what facilitators did, in numbers (N9).  Figures are ready words: "40", or "under 10". */
typedef struct { const char *what, *figure; } LedgerLine;
typedef struct { const char *what, *why, *figure; } LedgerReason;
typedef struct {
    uint64_t posts;                     /* ideas and comments so far: what the numbers are of */
    const LedgerLine *lines, *days;     /* days: newest first */
    size_t   n_lines, n_days;
    const LedgerReason *reasons;        /* those that may be shown */
    size_t   n_reasons;
    uint64_t waiting;                   /* not yet looked at */
    unsigned k;                         /* smaller numbers are withheld, others rounded down to its multiples */
    const char *usual_wait;             /* "under 30 minutes", or NULL */
    const char *as_of;                  /* "14:15": the numbers change at slots only */
} LedgerView;
bool ledger_page(const PageFrame *frame, const LedgerView *view, Page *ret_page, GError **error) MUST_CHECK;

/* What happened and what to do, by status: 403 404 405 409 410 413 422 429 503, others as 500.
 * `detail` is a translated sentence in the place of ours, or NULL; `way_in` the desk's page that sends a new link, or NULL. */
bool error_page(const PageFrame *frame, unsigned status, const char *detail, const char *way_in, Page *ret_page,
                GError **error) MUST_CHECK;

/* / : the conversations of this badge. */
typedef struct { const char *slug, *title, *state; bool open; } ConversationLine;
bool landing_page(const PageFrame *frame, const ConversationLine *lines, size_t n, const char *code_path,
                  Page *ret_page, GError **error) MUST_CHECK;

/* After signing out at the desk: the room is left too. */
bool sign_out_page(const PageFrame *frame, Page *ret_page, GError **error) MUST_CHECK;
bool signed_out_page(const PageFrame *frame, Page *ret_page, GError **error) MUST_CHECK;
/* The conversation is completed or erased: nothing is here any more. */
bool ended_page(const PageFrame *frame, const char *title, bool erased, Page *ret_page, GError **error) MUST_CHECK;
