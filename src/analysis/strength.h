/* Strength of opinion: what the votes on a contribution or a theme say, and how
 * sure one can be of it.  On plain arrays: nothing here knows a store. */
#pragma once
#include "base/error.h"
#include "num/proportion.h"
#include "num/votes.h"

/* ---- one contribution -------------------------------------------------------- */

enum { STRENGTH_CONTESTED_VOTERS = 20 };
#define STRENGTH_CONTESTED_SHARE 0.3

typedef struct {
    size_t likes, dislikes, voters; /* voters: passes too */
    int64_t net;                    /* likes less dislikes */
    bool has_share;                 /* false under k voters: then there is no bare percentage either */
    double share;                   /* likes of voters */
    NumInterval interval;           /* 95 %, Wilson; ranks go by its lower end */
    bool contested;                 /* over 30 % like it and over 30 % dislike it, of 20 voters or more */
} Strength;

Strength strength_of(size_t likes, size_t dislikes, size_t passes, size_t k);

/* Orders two strengths: the higher lower end of the interval first, then more
 * voters; those without a share come last, by net support.  For qsort(). */
int strength_compare(const void *a, const void *b);

/* ---- themes ------------------------------------------------------------------- */

#define STRENGTH_NOBODY   G_MAXUINT32 /* an author who has unlinked or is unknown */
#define STRENGTH_NO_GROUP G_MAXUINT32

/* What is known of all contributions; arrays belong to the caller. */
typedef struct {
    const NumVotes *votes;  /* by item, as num_votes_by_item() gives them */
    const guint32 *authors; /* per item: a person's number (of voters or not), or STRENGTH_NOBODY */
    const gint32 *days;     /* per item: days since 1970; NULL: not known */
    size_t n_people;        /* authors and voters are below this */
    const guint32 *groups;  /* per person, or STRENGTH_NO_GROUP; NULL: there are none */
    size_t n_groups;
    size_t k;
} StrengthInput;

typedef struct {
    guint32 group;
    size_t voters; /* at least k */
    double share;
} StrengthGroup;

typedef struct {
    gint32 day;
    size_t contributions;
} StrengthDay;

typedef struct {
    size_t contributions, contributors, voters; /* different ones */
    size_t votes, likes, dislikes;
    bool has_share; /* at least k voters */
    double share;   /* pooled: likes of votes */
    bool has_interval;
    NumInterval interval; /* 95 %, cluster bootstrap: a voter is a cluster */
    GArray *groups;       /* StrengthGroup: those that may be shown, by rising number */
    double spread;        /* greatest less smallest share of these; NAN with fewer than two */
    GArray *days;         /* StrengthDay, rising; days without a contribution are not in it */
} ThemeStrength;

void theme_strength_clear(void *theme); /* for GArray */

/* One ThemeStrength for each theme: theme t has the items
 * theme_items[theme_starts[t]] up to theme_items[theme_starts[t + 1]], each
 * once; an item may be in several themes.  The array clears its elements.
 * Fails only for want of memory. */
bool theme_strengths(const StrengthInput *input, const guint32 *theme_items, const size_t *theme_starts,
                     size_t n_themes, GArray **ret_themes, GError **error) MUST_CHECK;
