/* A facilitator's form that was not taken: somebody has changed what it is about meanwhile, or its note may name
 * a colleague.  It is kept whole and can be sent again as it was. */
#pragma once
#include "room/pages/section.h"

typedef struct {
    const char       *action;           /* path to send it to; NULL: it cannot be sent again */
    const PageHidden *fields;
    size_t            n_fields;
} AgainView;

typedef struct { const char *text, *words; } SinceLine;         /* "Hidden by Facilitator 2 on Monday"; words that go with it, NULL */

typedef struct {
    AgainView   again;
    const char *saw, *now;              /* its words when the form was opened, and as they are */
    const SinceLine *since;             /* what others did meanwhile */
    size_t      n_since;
    const char *const *typed;           /* what the reader wrote */
    size_t      n_typed;
    const char *leave;                  /* path of the item as it is */
} StaleView;

/* In a form: what was on the page. */
void again_saw(Html *html, const char *name, int64_t value);
void stale_part(Html *html, const StaleView *view);
/* A note that may name a colleague, with a button that sends the whole form as it is; nothing where it names none. */
void again_names_part(Html *html, const Composer *note, const AgainView *again);
