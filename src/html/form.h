/* The parts of a form, in the room and at the desk alike.  Texts given here are translated. */
#pragma once
#include "html/html.h"
#include <stdbool.h>

void form_hidden(Html *html, const char *name, const char *value);      /* NULL: nothing is written */

typedef enum { BUTTON_FILLED, BUTTON_BIG, BUTTON_SECOND, BUTTON_WARNING, BUTTON_QUIET, BUTTON_EDGE } FormButton;
typedef struct {
    const char *name, *value, *formaction, *shortcut, *icon;
    const char *unseen;                 /* further words for screen readers */
    bool        onward;                 /* an arrow behind the words: it leads on */
} FormExtra;
void form_button(Html *html, FormButton kind, const char *text, FormExtra extra);
/* A link that looks like a button. */
void form_link_button(Html *html, FormButton kind, const char *text, const char *href, const char *icon);

/* What was wrong with a form, as the head of its page lists it: `field` leads there; NULL: it is about the whole.
 * `label` stands before a text that does not say of what it speaks; NULL: none. */
typedef struct { const char *field, *text, *label; } FormError;
void form_errors(Html *html, const FormError *errors, size_t n);        /* n 0: nothing is written */
/* What the error of a field says; NULL: it has none. */
const char *form_error(const FormError *errors, size_t n, const char *field);
/* That text beside its field; `id` where something is described by it, or NULL. */
void form_fault(Html *html, const char *text, const char *id);

/* A labelled text box.  Its id is "f-NAME" (or `id`), for the list of errors. */
typedef struct {
    const char *name, *id, *label, *hint, *value;
    unsigned    rows;                   /* 0: one line */
    size_t      max;                    /* characters; shown with a counter where it has rows */
    const char *error;
    const char *draft;                  /* key under which the browser keeps a draft, or NULL */
    const char *similar;                /* path that is asked for similar ideas while typing, or NULL */
    const char *type;                   /* "search", "email"; NULL: text */
    const char *autocomplete, *inputmode;
    const char *placeholder;            /* " ": styles can tell an empty box */
    const char *compare;                /* the text as it was: the script shows the change beside it */
    bool        focus, small;
    bool        no_words;               /* a code, a name, an address: spelling is not looked at */
    bool        capitals;               /* a keyboard on the screen starts with them */
} FormField;
void form_field(Html *html, const FormField *field);

/* Radios as pills.  `chosen` is a value or NULL: nothing is chosen beforehand. */
typedef struct { const char *value, *text, *lang /* of the text; NULL: the page's */; } FormChoice;
void form_choices(Html *html, const char *name, const char *legend, const FormChoice *choices, size_t n,
                  const char *chosen, const char *error);
typedef struct {
    const char       *name, *label;
    const FormChoice *choices;
    size_t            n;
    const char       *chosen;           /* a value, or NULL */
    const char       *error;
} FormSelect;
void form_select(Html *html, const FormSelect *select);

/* A row of a summary list; form_rows_open/close around. */
void form_rows_open(Html *html);
void form_row(Html *html, const char *key, const char *value);
void form_rows_close(Html *html);
