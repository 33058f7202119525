/* What all pages of the room share.  Pages are pure: a view goes in, a page comes out; they
 * know no clock, no store and no rights.  Everything in a view is borrowed, in UTF-8, and
 * already decided; a NULL or a zero leaves its part out.  Days are ready text as it stands in
 * a sentence ("on Tuesday", "yesterday"), times likewise ("14:15"), ids are ready text too. */
#pragma once
#include "html/form.h"
#include "html/shell.h"

/* Staff pages that the navigation offers; bits. */
typedef enum { PAGE_FACILITATES = 1, PAGE_ANALYSES = 2, PAGE_ORGANISES = 4 } PageRoles;

typedef enum {
    PAGE_AT_NONE, PAGE_AT_HOME, PAGE_AT_MINE, PAGE_AT_SEARCH, PAGE_AT_HELP,
    PAGE_AT_FACILITATE, PAGE_AT_ANALYSE, PAGE_AT_ORGANISE, PAGE_AT_REPORT,
    PAGE_BELOW = 32,                /* added: not that page itself, but one below it */
} PageAt;

typedef struct { const char *name, *value; } PageHidden;    /* a field of a form that people do not see */

typedef struct {
    const char *lang;               /* of the organiser's texts, "en" or the like, where the page speaks another; NULL: as the page's */
    const char *here;               /* the path of this page; NULL: no choice of language */
    const ShellField *again;        /* as in Shell: what it was asked with */
    size_t      n_again;
    const char *slug;               /* NULL: outside a conversation */
    const char *title;              /* of the conversation; NULL: "Candour" */
    const char *organisation;
    ShellBrand  brand;              /* its colour and logo */
    const char *support_email;
    const char *who;                /* "Facilitator 2", or NULL for a participant */
    unsigned    roles;              /* PageRoles */
    bool        signed_in;          /* Sign out and the navigation are shown */
    const char *drafts;             /* as in Shell: whose drafts the browser keeps */
    bool        marks_hidden;       /* the reader's own is not marked, nor are their votes, by their wish */
    bool        report;             /* the report is published */

    /* Notes at the top of the content. */
    const char *done;               /* what has just happened: "Your idea is in." */
    const char *done_href;          /* leads to it: "#i-ID", or a path */
    const char *done_key;           /* the key of the form that was taken: its draft can go */
    bool        keep_words;         /* and the five words to find it again have not been written down yet */
    const char *undo;               /* staff: the path that takes it back (POST), with these fields */
    const PageHidden *undo_fields;
    size_t      n_undo_fields;
    const char *hold;               /* why erasing waits (A14) */
    const SafeHtml *signpost;       /* words and numbers for someone who may be in distress */
    const char *signpost_lang;      /* their language, as `lang` */
    const char *call;               /* beside it: the desk's page where one can ask to be called; NULL */
    const FormError *errors;        /* what was wrong with a form */
    size_t      n_errors;
} PageFrame;

/* A section, as home lists it and forms offer it. */
typedef struct { const char *slug, *title, *prompt; uint64_t ideas; } SectionLine;

/* A finished page; the caller owns `bytes` (g_free). */
typedef struct { char *bytes; size_t length; } Page;
void page_clear(Page *page);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Page, page_clear)

/* ---- for the page families alone ---- */

typedef enum { PAGE_ORDINARY, PAGE_WIDE /* staff */, PAGE_FLUSH /* the notes come later */ } PageShape;

typedef struct { Html *html; const PageFrame *frame; PageAt at; PageShape shape; } PageSheet;

/* Opens shell and notes; `title` is the tab's. */
PageSheet page_begin(const PageFrame *frame, PageAt at, PageShape shape, const char *title);
void      page_notes(Html *html, const PageFrame *frame);
bool      page_end(PageSheet *sheet, Page *ret_page, GError **error) MUST_CHECK;
/* "/c/SLUG" and what follows; caller frees. */
char     *page_path(const PageFrame *frame, const char *format, ...) G_GNUC_PRINTF(2, 3);
