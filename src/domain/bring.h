/* What facilitators bring in: ideas that came on paper forms, and posts of their own to start the talk.
 *
 * Neither is anybody's in the room: there is no author to be written to, asked to pause, or tied to it, and no return
 * key is needed.  What came on paper looks to everybody else like any other idea; a post of the facilitators is marked.
 *
 * Paper forms come late: they are taken while the conversation is open, and for LIMIT_PAPER_DAYS after it has closed as
 * long as no report is published.  Posts of the facilitators are taken while others may post, and before the
 * conversation opens: as nobody else can read then, they are there when it does. */
#pragma once
#include "domain/talk.h"

/* `draft->source` is SOURCE_PAPER or SOURCE_FACILITATOR.  TALK_TOO_MANY: the conversation is full, or has LIMIT_SEEDS. */
bool bring_idea(Hall *hall, Db *db, const Actor *actor, unsigned section, const Draft *draft, TalkOutcome *ret_outcome,
                Id *ret_id, GError **error) MUST_CHECK;
/* When others saw it first; of what facilitators prepared: when the conversation opened. */
int64_t item_since(const Board *board, const Item *item);
/* Whether it would be taken now; TALK_DONE: yes. */
TalkOutcome bring_may(const Board *board, ContributionSource source, int64_t now);
