/* Receipts for contributions: asking for one, keeping it, and what its holder reads. */
#pragma once
#include "room/pages/section.h"

typedef struct {
    const char *id;
    bool        idea;                   /* or a comment */
    const char *excerpt;
    bool        shared;                 /* a shared computer: says so */
    const char *code;                   /* "K7QM-3XWD-9RTB-5HNE", shown this once; NULL: asks first */
    const char *address;                /* the page where it is typed */
} ReceiptView;

/* Says what a receipt is and what it can do to its holder: POST /c/SLUG/i/ID/receipt. */
bool receipt_page(const PageFrame *frame, const ReceiptView *view, Page *ret_page, GError **error) MUST_CHECK;

typedef struct { unsigned number; const char *name; const SafeHtml *decided; /* NULL: nothing yet */ } ReceiptThemeView;

typedef struct {
    const char *title, *section;        /* of the conversation; where it stands */
    bool        idea;
    ContributionState state;
    const SafeHtml *text;               /* what stands there now, or of what took it up; NULL */
    const SafeHtml *const *parts;       /* split */
    size_t      n_parts;
    bool        published;              /* the report */
    const ReceiptThemeView *themes;
    size_t      n_themes;
} ReceiptToldView;

/* The box to type a code into: POST /c/SLUG/receipt.  `slug` as in the path; `typed` as it was refused, or NULL. */
bool receipt_enter_page(const PageFrame *frame, const char *slug, const char *typed, Page *ret_page, GError **error) MUST_CHECK;
bool receipt_told_page(const PageFrame *frame, const ReceiptToldView *view, Page *ret_page, GError **error) MUST_CHECK;
/* "It went into theme 3: Rest", and what was decided; also for My things. */
void receipt_theme(Html *html, const ReceiptThemeView *theme, const char *report /* path; NULL: no link */);
