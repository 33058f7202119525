/* For facilitate*.c alone: one act under way. */
#pragma once
#include "domain/concern.h"
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
    bool            reopens;            /* the look before is taken back, in the place of looking once more */
    Reopened        reopened;
    bool            unlooked;           /* nobody looked: the program acts by itself */
} Task;

FacilitateOutcome task_enter(Hall *hall, Db *db, const Actor *actor, const Id *id, Task *ret_task);
/* Whether what the order is about is still as it was seen. */
FacilitateOutcome task_may(const Task *task, const ActOrder *order);
/* The last round of looking in the store, and what it leaves open; false in *ret_done: there is none to take back.
 * The last round was an act that made `made` versions; `version` is what the item will have. */
bool task_store_reopened(const Task *task, unsigned made, uint32_t version, bool *ret_done, Reopened *ret_reopened, GError **error) MUST_CHECK;

/* The last act that a restore takes back, if the item is still as it left it; NULL: none. */
const ActRow *task_last_act(const DbRows *rows /* ActRow */, const Item *item);

/* What the facilitator sees. Where the author has changed it since the slot began, the act is taken like any other: no
 * refusal, and nothing that looks otherwise than expected, may tell of that before the slot does (A6). */
const Face *task_seen(const Item *item);
/* The state that an act leads to: what its author took away since stays away, whatever staff do to what they still see. */
ContributionState task_state(const Item *item, ContributionState state);

/* The items that have this one as their target, in their order: the next one from *at on, which moves behind it; NULL: no more. */
Item *task_next_pointing(const Board *board, const Item *target, uint32_t *at);

/* ---- storing; nothing in memory changes ---- */
/* The act with what it changed, under the item's next version; what it takes back; that it was looked at. */
bool task_note_act(Task *task, const Item *item, Act act, const Undo *undo, GError **error) MUST_CHECK;
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
void task_did(const Task *task, Item *item, const Face *seen);
void task_did_state(const Task *task, Item *item, ContributionState state);       /* where it changed that alone */
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
