/* The small parts that pages are put together from.  Texts given here are translated. */
#pragma once
#include "base/i18n.h"
#include "html/form.h"
#include "room/pages/page.h"

/* "12,345"; the text lives in `buffer`. */
typedef struct { char text[I18N_NUMBER_SIZE]; } Figure;
Figure figure(uint64_t number);

/* A translated text with a value in the place of its one %s. */
void part_fill(Html *html, const char *text, const char *value);
/* One of two forms with %s in it, by the number: part_count(html, "%s idea", "%s ideas", n). */
void part_count(Html *html, const char *one, const char *many, uint64_t n);

void part_back(Html *html, const char *href, const char *text);
void part_back_told(Html *html, const PageFrame *frame, const char *href, const char *text);     /* to what organisers named */
/* Title and lead at the head of a page; lead NULL: none. */
void part_title(Html *html, const char *title, const char *lead);
/* The same in the organisers' words. */
void part_title_told(Html *html, const PageFrame *frame, const char *title, const char *lead);
void part_mark(Html *html, const char *tint /* "apricot", or NULL */, const char *icon, const char *text);
/* A card with an icon: bold words, then text (either may be NULL). */
void part_notice(Html *html, const char *tint_class, const char *icon, const char *bold, const char *text);
void part_empty(Html *html, const char *icon, const char *text, const char *small);
void part_key(Html *html, const char *key);                 /* the hint of a single-letter key */
/* A paragraph: bold words, then the rest. */
void part_bold(Html *html, const char *bold, const char *rest);
/* Text that screen readers alone get. */
void part_unseen(Html *html, const char *text);

/* What the error of a field says; NULL: it has none. */
const char *part_error(const PageFrame *frame, const char *field);

typedef struct { const char *name, *text; } Template;

/* Links between pages of one kind; the one that is shown is marked. */
void part_tabs(Html *html, const char *name, const ShellLink *links, size_t n);

/* Staff: single-letter keys, a line of the chief ones and a list of all, with a way to switch them off. */
typedef enum { KEYS_QUEUE, KEYS_READING } KeySet;
void part_keys(Html *html, KeySet set);
void part_all_keys(Html *html);

/* Ready texts that the script puts into the box with the id `target`. */
void part_templates(Html *html, const char *target, const Template *templates, size_t n);

/* The sections to choose from, `first` ("All sections") before them where it is not NULL; the caller frees. */
FormChoice *part_sections(const PageFrame *frame, const SectionLine *sections, size_t n, const char *first);
/* The icon of a section by its place. */
const char *part_section_icon(size_t index);
