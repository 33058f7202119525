/* Removing all that one wrote, each piece at a random slot of the next 72 hours (A13).
 *
 * The store has no list of what will go: a badge holder's row holds a sealed plan (since when, and a
 * random seed), and a keyed hash of seed and contribution says at which slot each one goes.  So no copy
 * of the store, and no two copies, tie contributions together.  When the 72 hours are over the plan
 * is emptied.  All run on the writer thread. */
#pragma once
#include "domain/talk.h"

#define REMOVAL_SECONDS (72 * 60 * 60)

/* What others have not seen yet goes at once.  Asking again changes nothing of what is planned. */
bool removal_plan(Hall *hall, Db *db, const Actor *actor, TalkOutcome *ret_outcome, GError **error) MUST_CHECK;
/* What has not gone yet stays. */
bool removal_take_back(Hall *hall, Db *db, const Actor *actor, TalkOutcome *ret_outcome, GError **error) MUST_CHECK;
/* Before a slot turns: what is due goes, and plans that are over are emptied.  The board may be loaded
 * anew by it: look it up again. */
bool removal_turn(Hall *hall, Board *board, Db *db, int64_t now, GError **error) MUST_CHECK;

/* When this contribution of the member's will go; 0: it is not planned. */
int64_t removal_due(const Board *board, const Member *member, const Item *item);
/* A plan of the present return key is under way. */
bool    removal_is_planned(const Member *member);

/* One's words out of the store, and then out of memory: also for a single deletion. */
bool removal_store(const Board *board, const Scope *scope, const Item *item, GError **error) MUST_CHECK;
void removal_apply(Board *board, Item *item);
