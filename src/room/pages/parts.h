/* The small parts that pages are put together from.  Texts given here are translated. */
#pragma once
#include "base/i18n.h"
#include "room/pages/page.h"

/* "12,345"; the text lives in `buffer`. */
typedef struct { char text[I18N_NUMBER_SIZE]; } Figure;
Figure figure(uint64_t number);

/* A translated text with a value in the place of its one %s. */
void part_fill(Html *html, const char *text, const char *value);
/* One of two forms with %s in it, by the number: part_count(html, "%s idea", "%s ideas", n). */
void part_count(Html *html, const char *one, const char *many, uint64_t n);

void part_back(Html *html, const char *href, const char *text);
/* Title and lead at the head of a page; lead NULL: none. */
void part_title(Html *html, const char *title, const char *lead);
void part_mark(Html *html, const char *tint /* "apricot", or NULL */, const char *icon, const char *text);
/* A card with an icon: bold words, then text (either may be NULL). */
void part_notice(Html *html, const char *tint_class, const char *icon, const char *bold, const char *text);
void part_empty(Html *html, const char *icon, const char *text, const char *small);
void part_key(Html *html, const char *key);                 /* the hint of a single-letter key */
void part_hidden(Html *html, const char *name, const char *value);
/* A paragraph: bold words, then the rest. */
void part_bold(Html *html, const char *bold, const char *rest);
/* Text that screen readers alone get. */
void part_unseen(Html *html, const char *text);

typedef enum { BUTTON_FILLED, BUTTON_BIG, BUTTON_SECOND, BUTTON_WARNING, BUTTON_QUIET, BUTTON_EDGE } ButtonKind;
typedef struct { const char *name, *value, *formaction, *shortcut, *icon, *unseen; } ButtonExtra;
void part_button(Html *html, ButtonKind kind, const char *text, ButtonExtra extra);
/* A link that looks like a button. */
void part_link_button(Html *html, ButtonKind kind, const char *text, const char *href, const char *icon);

/* A labelled text box.  Its id is "f-NAME" (or `id`), for the error summary. */
typedef struct {
    const char *name, *id, *label, *hint, *value;
    unsigned    rows;                   /* 0: one line */
    size_t      max;                    /* characters; shown with a counter where it has rows */
    const char *error;
    const char *draft;                  /* key under which the browser keeps a draft, or NULL */
    const char *similar;                /* path that is asked for similar ideas while typing, or NULL */
    const char *type;                   /* "search", "email"; NULL: text */
    const char *autocomplete;
    const char *compare;                /* the text as it was: the script shows the change beside it */
    bool        focus, small, optional;
} Field;
void part_field(Html *html, const Field *field);
/* What the error of a field says; NULL: it has none. */
const char *part_error(const PageFrame *frame, const char *field);

/* Radios as pills.  `chosen` is a value or NULL: nothing is chosen beforehand. */
typedef struct { const char *value, *text; } Choice;
void part_choices(Html *html, const char *name, const char *legend, const Choice *choices, size_t n,
                  const char *chosen, const char *error);
void part_select(Html *html, const char *name, const char *label, const Choice *choices, size_t n,
                 const char *chosen);

typedef struct { const char *name, *text; } Template;

/* A row of a summary list; part_rows_open/close around. */
void part_rows_open(Html *html);
void part_row(Html *html, const char *key, const char *value);
void part_rows_close(Html *html);

/* Links between pages of one kind; the one that is shown is marked. */
void part_tabs(Html *html, const char *name, const ShellLink *links, size_t n);

/* Staff: single-letter keys, a line of the chief ones and a list of all, with a way to switch them off. */
typedef enum { KEYS_QUEUE, KEYS_READING } KeySet;
void part_keys(Html *html, KeySet set);
void part_all_keys(Html *html);

/* Ready texts that the script puts into the box with the id `target`. */
void part_templates(Html *html, const char *target, const Template *templates, size_t n);

/* The icon of a section by its place. */
const char *part_section_icon(size_t index);
