/* For facilitate*.c alone: one act under way. */
#pragma once
#include "domain/facilitate.h"
#include "domain/undo.h"
#include "store/facilitation_store.h"

typedef struct {
    Hall           *hall;
    Board          *board;
    Scope           scope;
    Item           *item;
    const ActOrder *order;
    unsigned        staff;
    int64_t         now;
    int64_t         takes_back;         /* version of the act that a restore takes back; 0: no restore */
    ActMade        *made;
} Task;

/* The last act that a restore takes back, if the item is still as it left it; NULL: none. */
const ActRow *task_last_act(const DbRows *rows /* ActRow */, const Item *item);

/* What the facilitator sees. Where the author has changed it since the slot began, the act is taken like any other: no
 * refusal, and nothing that looks otherwise than expected, may tell of that before the slot does (A6). */
const Face *task_seen(const Item *item);
/* Nothing has changed since this version was on the page, as far as staff may know. */
bool task_is_fresh(const Item *item, uint32_t version);

/* ---- storing; nothing in memory changes ---- */
/* The act with what it changed, under the item's next version; what it takes back; that it was looked at. */
bool task_note_act(const Task *task, const Item *item, Act act, const Undo *undo, GError **error) MUST_CHECK;
bool task_store_looked(const Task *task, const Item *item, uint32_t version, GError **error) MUST_CHECK;
/* The row under its next version. */
bool task_store_row(const Task *task, ContributionRow *row, GError **error) MUST_CHECK;
/* A comment and all below it, to another idea. */
bool task_store_comment(const Task *task, const Item *comment, const Id *idea, const char *section, GError **error) MUST_CHECK;
/* All comments of an idea. */
bool task_store_comments(const Task *task, const Item *from, const Id *idea, const char *section, GError **error) MUST_CHECK;
void task_note_comments(const Task *task, const Item *from, Undo *undo);

/* ---- memory; cannot fail ---- */
/* Next version, looked at, and seen so by staff: `seen` is task_seen() with what the act changed; borrowed. */
void task_did(Item *item, const Face *seen);
void task_did_state(Item *item, ContributionState state);       /* where it changed that alone */
void task_move_comments(const Task *task, Item *from, Item *onto);

/* ---- votes ---- */
typedef struct { uint32_t voice; Vote vote; } Cast;
GArray *task_votes(const Board *board, const Item *item);                           /* Cast; caller unrefs */
/* Those of `from` by people who have not voted on `onto`, nor are in `taken` (NULL is fine). */
GArray *task_votes_to_carry(const Board *board, const Item *from, const Item *onto, GHashTable *taken /* voices */);
bool    task_store_votes(const Task *task, const Item *item, const GArray *casts, bool take_back, GError **error) MUST_CHECK;
void    task_set_votes(const Task *task, Item *item, const GArray *casts, bool take_back);

/* ---- the larger acts; `item` may be split or merged, see facilitate.c ---- */
bool task_merge(Task *task, FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
bool task_unmerge(Task *task, const Undo *undo, FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
bool task_split(Task *task, FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
bool task_unsplit(Task *task, const Undo *undo, FacilitateOutcome *ret_outcome, GError **error) MUST_CHECK;
