/* Mail cohorts (A8): whoever is written to, a whole cohort gets the same mail.  Each has at
 * least `smallest` people (everybody where there are fewer), all of one group, drawn at random. */
#pragma once
#include "base/ids.h"
#include <glib.h>

typedef struct { Id person; uint32_t group, cohort; } CohortMember;

/* Shuffles the members and gives each a cohort, counted up from *next, which moves on. A group of fewer than
 * `smallest` gets one cohort of its own where `even_small`, else none (0). */
void cohort_assign(GArray *members /* CohortMember */, size_t smallest, bool even_small, uint32_t *next);
/* Any order is as likely as any other. */
void cohort_shuffle(GArray *members);
