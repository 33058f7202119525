/* The talk between facilitators and an unknown author about one contribution.  Neither
 * learns who the other is; a message to nobody's contribution is taken like any other (A9). */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum { MESSAGE_FOR_MODERATION = 1, MESSAGE_A_QUESTION, MESSAGE_OF_SUPPORT, MESSAGE_AN_ANSWER, MESSAGE_KIND__COUNT } MessageKind;
extern const char *const message_kind_names[MESSAGE_KIND__COUNT + 1];   /* "" "moderation" "question" "support" "answer" NULL */

typedef enum {
    MESSAGE_SENT = 1,
    MESSAGE_NOT_FOUND,          /* no such contribution, or not this reader's */
    MESSAGE_OVER,               /* completed */
    MESSAGE_NO_KEY,             /* an author's browser without the return key */
    MESSAGE_NOTHING_YET,        /* an answer to nothing: no facilitator has written or acted */
    MESSAGE_FULL,               /* LIMIT_MESSAGES */
    MESSAGE_NAMING,             /* it may name a colleague: its writer is asked first */
} MessageOutcome;

/* On the writer thread.  *ret_pseudonym: whose mail cohort to mark (A8); zero: nobody's. */
bool message_to_author(Hall *hall, Db *db, const Actor *actor, const Id *id, MessageKind kind, const char *text,
                       MessageOutcome *ret_outcome, Id *ret_pseudonym, GError **error) MUST_CHECK;
/* On the writer thread.  Facilitators see it from the next slot on. */
bool message_answer(Hall *hall, Db *db, const Actor *actor, const Id *id, const char *text, MessageOutcome *ret_outcome,
                    GError **error) MUST_CHECK;

/* The pseudonym of an item's author, for marking its mail cohort; zero: nobody's. */
Id   message_cohort(const Board *board, const Item *item);
/* The same for an act just done, where its note has words for the author.  On the writer thread. */
Id   message_cohort_of_act(const Hall *hall, const Actor *actor, const Id *id, const char *note);

typedef struct {
    bool        from_author;
    MessageKind kind;
    unsigned    staff;
    int64_t     at;                     /* slot time */
    char       *text;
} Message;

/* A talk as one side may see it now, oldest first.  GArray of Message, which clears its
 * elements; caller unrefs. */
bool message_talk(Db *db, const Id *conversation, const Id *contribution, bool for_author, GArray **ret_messages,
                  GError **error) MUST_CHECK;
