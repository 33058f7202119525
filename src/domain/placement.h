/* Into which themes of the published report each contribution went, and what was decided because of them.  Frozen
 * with the report.  Whoever asks says which contribution: only its author does, or who holds its receipt. */
#pragma once
#include "base/error.h"
#include "db/db.h"
#include <glib.h>

#define PLACEMENT_FORMAT "places"           /* the release's file: {"themes": [{"name", "contributions": [ids]}]} */
#define PLACEMENT_MOST   8                  /* themes told of one contribution */

typedef struct {
    char    *name;
    char    *decided;                       /* Markdown; NULL: nothing yet */
    unsigned steps;                         /* how often that was written */
} PlacedTheme;

typedef struct {
    GPtrArray *themes;                      /* PlacedTheme *, as the report numbers them from 1 on */
    GArray    *places;                      /* sorted pairs, see placement_of() */
} Placement;

/* *ret_placement NULL: no report is published.  Caller frees. */
bool placement_read(Db *db, const Id *conversation, Placement **ret_placement, GError **error) MUST_CHECK;
void placement_free(Placement *placement);  /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Placement, placement_free)

/* Indices of themes, rising; how many.  `placement` may be NULL. */
size_t placement_of(const Placement *placement, const Id *contribution, unsigned ret_themes[static PLACEMENT_MOST]);
const PlacedTheme *placement_theme(const Placement *placement, unsigned theme);
