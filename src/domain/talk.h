/* Posting, commenting, editing, deleting, voting, flagging: what participants do.
 * All run on the writer thread, see domain/hall.h. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

/* Ordinary endings of all of them. */
typedef enum {
    TALK_DONE = 1,
    TALK_REPEATED,          /* the same idempotency key and text: nothing new, the first one is returned */
    TALK_NOT_FOUND,         /* no such contribution or conversation, or nothing this reader can see */
    TALK_GONE,              /* it was removed, merged or split meanwhile */
    TALK_CLOSED,            /* not open */
    TALK_VOTES_ONLY,        /* open for votes, and nothing new is said any more */
    TALK_NO_COMMENTS,       /* not in this conversation */
    TALK_NO_KEY,            /* the badge came without its return key */
    TALK_NOT_YOURS,
    TALK_NAMING,            /* it may name a colleague: its author is asked first */
    TALK_PAUSED,            /* a facilitator had them pause, see domain/sanction.h */
    TALK_SLOWED,            /* one post in some hours, and these are not over */
    TALK_TOO_FAST,          /* posts-per-hour, votes-per-minute */
    TALK_TOO_MANY,          /* a thread or a conversation is full */
} TalkOutcome;

typedef struct {
    const char *text;       /* trimmed, within its limit: typed input has seen to that */
    const char *key;        /* idempotency key; NULL: none */
    ContributionSource source;
    bool        naming;     /* a name was found in it, and its author has not been asked yet */
} Draft;

/* What facilitators bring in, by `source`, needs no return key: see domain/bring.h. */
bool talk_post_idea(Hall *hall, Db *db, const Actor *actor, unsigned section, const Draft *draft,
                    TalkOutcome *ret_outcome, Id *ret_id, GError **error) MUST_CHECK;
/* On an idea, or on a comment (a reply; below LIMIT_REPLY_DEPTH it joins the last level). */
bool talk_post_comment(Hall *hall, Db *db, const Actor *actor, const Id *parent, const Draft *draft,
                       TalkOutcome *ret_outcome, Id *ret_id, GError **error) MUST_CHECK;
/* Of `draft` the text and `naming` alone. */
bool talk_edit(Hall *hall, Db *db, const Actor *actor, const Id *id, const Draft *draft,
               TalkOutcome *ret_outcome, GError **error) MUST_CHECK;
/* The words go from the store at once, and what others were shown of them when the slot turns; a tombstone stays where there are replies. */
bool talk_delete(Hall *hall, Db *db, const Actor *actor, const Id *id, TalkOutcome *ret_outcome, GError **error) MUST_CHECK;
bool talk_vote(Hall *hall, Db *db, const Actor *actor, const Id *id, Vote vote,
               TalkOutcome *ret_outcome, GError **error) MUST_CHECK;
bool talk_flag(Hall *hall, Db *db, const Actor *actor, const Id *id, FlagReason reason, const char *note,
               TalkOutcome *ret_outcome, GError **error) MUST_CHECK;

/* Whether this voice may see the item at all, and read its words (else a tombstone). */
bool item_visible(const Item *item, uint32_t voice);
bool item_readable(const Item *item, uint32_t voice);
/* The same for facilitators and analysts: they see what staff did at once, and what authors
 * do with everybody else, at the slot. */
bool        item_staff_visible(const Item *item, uint32_t voice);
const Face *item_staff_face(const Item *item, uint32_t voice);
/* Its version, for knowing later whether it has changed. */
uint32_t    item_staff_version(const Item *item);
/* Before its author changes it: what staff did since the slot began stays as they saw it. */
void        item_keep_known(Item *item);
/* The voice index of the actor on this board; 0 without a return key. */
uint32_t actor_voice(const Board *board, const Actor *actor);
