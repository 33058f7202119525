/* What every page has around its content, in the room and at the desk: head, skip link,
 * header, main navigation, <main>, footer.  No inline script and no style attribute. */
#pragma once
#include "html/html.h"

typedef struct {
    const char *href, *text;
    bool        current;        /* the page that is shown */
    bool        inside;         /* the page that is shown lies below this one */
    const char *lang;           /* of the link's text and its page; NULL: the page's own */
} ShellLink;

/* The style of all pages, or of those alone that it is enough for (web/build.mjs): fewer bytes on a first visit. */
typedef enum { SHELL_ALL_STYLE, SHELL_APP_STYLE, SHELL_DESK_STYLE } ShellStyle;
typedef enum { SHELL_PLAIN, SHELL_APP, SHELL_STAFF } ShellScripts;   /* STAFF has all of APP */

/* What an organisation changes of the look; each may be NULL. */
typedef struct { const char *style, *logo; unsigned logo_width, logo_height; } ShellBrand;

/* One button in the footer that changes a setting of this browser and leads back (POST with `back`). */
typedef struct { const char *action, *name, *value, *text, *icon; } ShellSetting;

/* A field of the form that made this page; where a page comes of a form, it is sent again to come back to it. */
typedef struct { const char *name, *value; } ShellField;

/* Everything is borrowed. NULL and zero leave a part out, except `title`, `name` and `home`.
 * The page is in the language that is spoken. */
typedef struct {
    const char      *title;             /* of the page, one line: "TITLE - NAME" in the tab */
    const char      *name;              /* beside the mark: the conversation, or "Candour" */
    const char      *organisation;      /* below the name */
    const char      *name_lang;         /* of both; NULL: the page's */
    ShellBrand       brand;             /* `logo` stands in the place of the mark */
    const char      *home;              /* where the mark leads */
    const char      *here;              /* the path of this page, to come back to from the choice of language */
    const ShellField *again;            /* what `here` was asked with; for pages that answer a form */
    size_t           n_again;
    const ShellSetting *setting;
    const char      *who;               /* "Facilitator 2" */
    const char      *sign_out;          /* path of the Sign out form (POST) */
    const char      *nav_name;          /* accessible name of the main navigation; NULL: "Main" */
    const ShellLink *nav;
    size_t           n_nav;
    const char      *support_email;
    const ShellLink *links;             /* in the footer */
    size_t           n_links;
    bool             wide;              /* staff: a wider page */
    bool             flush;             /* no space above the content */
    const char      *drafts;            /* whose drafts the browser keeps and shows: an opaque text; "off": nobody's, as on a
                                         * shared computer (A20, A21); NULL: it leaves them alone */
    ShellStyle       style;
    ShellScripts     scripts;
} Shell;

/* Opens the page up to and with <main>; the caller writes, then ends. */
Html *shell_begin(const Shell *shell, size_t limit);
void  shell_end(Html *html, const Shell *shell);

/* An icon of web/icons.svg by its name there ("like"); decoration, hidden from screen readers.
 * `extra` is a further class or NULL. */
void  shell_icon(Html *html, const char *icon, const char *extra);

/* A picture of web/icons.svg that is no icon ("art"), with its own class. */
void  shell_symbol(Html *html, const char *class_name, const char *symbol);

/* A translated sentence with one link in it: "Read [all rules] first." links the words in the
 * brackets; where `words` is given it stands in their place. */
void  shell_sentence(Html *html, const char *sentence, const char *href, const char *words);

/* Hidden fields of a form that comes back to this page: where it is, and what it was asked with. */
void  shell_back_fields(Html *html, const Shell *shell);
