/* What facilitators do to contributions: edit, hide, remove, restore, move, split, merge.
 *
 * Every act works in the open and in the closed phase, gets a row in the history, and marks
 * what was reported as looked at.  Hiding, removing, splitting and merging are taken back
 * exactly by a restore; an edit and a move by another one.
 *
 * Merging: the votes are united and a person who voted on both counts once, with the vote
 * on the target; comments go along.  Splitting: the parts have the same unknown author and
 * start without votes, or with the original's; comments go to the first part.  Taking a split
 * back unites the votes given to the parts meanwhile with the original's, in the same way:
 * copied ones are there already.
 *
 * Where a merge could tell how single people voted, a second facilitator has to do it too: the
 * first one proposes it, as a second opinion that is asked for (domain/second.h).
 *
 * All run on the writer thread, see domain/hall.h. */
#pragma once
#include "base/limits.h"
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum {
    FACILITATE_DONE = 1,
    FACILITATE_NOT_FOUND,
    FACILITATE_OVER,            /* completed */
    FACILITATE_STALE,           /* it has changed since the version that the facilitator saw */
    FACILITATE_GONE,            /* its state does not allow this: deleted, merged, already hidden... */
    FACILITATE_NOTHING,         /* nothing to restore */
    FACILITATE_ENTANGLED,       /* a later merge or split stands in the way: that one first */
    FACILITATE_DELETED,         /* its author deleted a part meanwhile: the words stay gone */
    FACILITATE_ONLY_IDEAS,      /* comments can't be moved, split or merged */
    FACILITATE_NO_SECTION,
    FACILITATE_NO_TARGET,       /* to merge into: not an idea of this conversation */
    FACILITATE_TARGET_GONE,     /* it is not shown any more */
    FACILITATE_ITSELF,
    FACILITATE_FULL,            /* the conversation is full */
    FACILITATE_ASKED,           /* who acts has asked for a second opinion: somebody else decides */
    FACILITATE_PROPOSED,        /* a second facilitator has to merge it too, and has been asked */
    FACILITATE_BUSY,            /* ... and cannot be asked: something else is asked about it, or too much was */
    FACILITATE_LOOKED,          /* it does not wait any more: somebody has looked at it meanwhile */
} FacilitateOutcome;

typedef struct { const char *section /* slug */, *text; } SplitPart;

/* Texts are trimmed and within their limits: typed input has seen to that. */
typedef struct {
    Act              act;
    ActReason        reason;
    const char      *note;              /* NULL: none */
    uint32_t         version;           /* that the facilitator saw; 0: whichever it is */
    const char      *text;              /* ACT_EDIT */
    const char      *section;           /* ACT_MOVE: slug */
    const SplitPart *parts;             /* ACT_SPLIT: two or more */
    size_t           n_parts;
    bool             copy_votes;        /* ACT_SPLIT: each part starts with the votes of the original */
    Id               into;              /* ACT_MERGE */
    bool             waiting;           /* only while it waits for a look: for many at once */
    bool             reopens;           /* inner: the look that the act before it was is taken back too */
} ActOrder;

typedef struct { Id parts[LIMIT_SPLIT_PARTS]; size_t n_parts; } ActMade;

bool facilitate_act(Hall *hall, Db *db, const Actor *actor, const Id *id, const ActOrder *order,
                    FacilitateOutcome *ret_outcome, ActMade *ret_made, GError **error) MUST_CHECK;
/* Takes back the last act whatever it was, with nothing having changed since: a restore, an
 * edit or a move, with its own row in the history.  FACILITATE_NOTHING: there is none. */
bool facilitate_undo(Hall *hall, Db *db, const Actor *actor, const Id *id, FacilitateOutcome *ret_outcome,
                     GError **error) MUST_CHECK;
/* The same, and it waits again for whatever it waited for before.  `version` is as in ActOrder. */
bool facilitate_take_back(Hall *hall, Db *db, const Actor *actor, const Id *id, uint32_t version,
                          FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
/* Looked at and kept as it is; no row in the history.  Of `order` only `version` and `waiting`; NULL: neither. */
bool facilitate_keep(Hall *hall, Db *db, const Actor *actor, const Id *id, const ActOrder *order,
                     FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
/* Takes the last look back, if nothing was done since. */
bool facilitate_unkeep(Hall *hall, Db *db, const Actor *actor, const Id *id, uint32_t version,
                       FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;

/* When a slot turns: what enough people have reported is hidden until a facilitator has looked (hide-after-flags), as the
 * act of no facilitator: staff 0.  It waits before all else. */
bool facilitate_by_reports(Hall *hall, Board *board, Db *db, GError **error) MUST_CHECK;
/* Nothing has changed since this version was on a facilitator's page, as far as staff may know (A6). */
bool facilitate_is_fresh(const Item *item, uint32_t version);

/* The parts that an item was split into; up to LIMIT_SPLIT_PARTS.  Looks at every item: for
 * the rare reader of a tombstone. */
size_t item_parts(const Board *board, const Item *item, uint32_t ret_items[LIMIT_SPLIT_PARTS]);
