/* One conversation in memory: what pages are made from.  The store is the truth; the
 * board is loaded from it at start and changed only after a store call went well.
 *
 * Each item has two faces: what is so *now*, and what others have been *shown* since the
 * last slot (A6).  Its author, and staff who act on it, see `now`.
 *
 * Readers hold the hall's read lock; the writer thread alone changes anything, under the write lock. */
#pragma once
#include "domain/vote_table.h"
#include "domain/word_index.h"
#include "model/conversation.h"
#include "store/contribution_store.h"
#include "store/member_store.h"
#include <glib.h>

#define NO_ITEM UINT32_MAX
typedef struct {
    ContributionState state;
    unsigned section;                   /* index into about->sections */
    unsigned edited;                    /* 0 no, 1 by its author, 2 by a facilitator */
    char    *text;                      /* GRefString */
    const char *lang;                   /* atomic; of the text, for whoever has looked: a text that lasts; NULL: nobody has */
    uint32_t likes, dislikes;
    uint32_t comments;                  /* shown ones in the whole thread (ideas) or below (comments) */
} Face;

typedef struct {
    Id       id;
    uint32_t at;                        /* own index */
    uint32_t parent, idea;              /* indices; an idea's own; NO_ITEM */
    uint32_t target;                    /* merged into, or split from; NO_ITEM */
    uint32_t voice;                     /* 0: nobody, or unlinked */
    ContributionKind   kind; ContributionSource source;
    int64_t  slot;                      /* when others saw it first */
    uint32_t version;
    bool     public, dirty, indexed, in_care;   /* others have been shown it; now differs from shown; in the index; they worry about its author */
    Face     now, shown;
    uint32_t face_version;              /* grows whenever `shown` changes: for caches */
    uint32_t flags, flags_open;         /* reports in all, and not yet looked at */
    uint8_t  reasons, appeals, signals; /* of the open reports: bits by FlagReason; how often its author waits for another look; domain/signal.h */
    uint16_t asked;                     /* staff number of who would like a colleague to decide; 0: nobody */
    struct { uint32_t version, flags, answer; uint8_t reasons, appeals; } seen;  /* what facilitators know, see domain/concern.h */
    uint32_t looked_version, looked_answer;     /* a facilitator looked at this version and message; 0: never */
    int64_t  waits_since;               /* slot in which it began to wait for a facilitator; 0: not since the start */
    struct QueueKey { int64_t since; uint32_t flags; uint8_t why; } place;  /* in the queue, as last settled; since 0: none yet */
    uint32_t messages, answer;          /* in the talk with its author; number of the author's last; 0: none */
    int      views, views_kept;         /* atomic; as stored, the writer thread's */
    char    *folded;                    /* words of the text for search */
    GArray  *children, *leaving;        /* uint32_t; NULL: none.  `leaving` were moved, and are shown here until the slot turns */
    Face    *known;                     /* what staff see until the slot turns, where that is neither face; NULL */
    uint32_t known_version, shown_under;        /* of `known`, where staff made it; where it is `leaving`; NO_ITEM */
} Item;

typedef struct {
    Id      id;
    GArray *items;                      /* uint32_t: what this voice wrote; NULL: nothing */
    bool    stranger;                   /* one vote of somebody who has left; nobody to be counted */
} Voice;

typedef struct {
    Id       pseudonym;
    uint32_t voice;                     /* 0: has no return key yet */
    unsigned generation;
    bool     welcomed, answered, has_key;
    unsigned group;
    uint8_t  salt[16], hash[32];
    RemovalPlan plan;
    int64_t  post_window, vote_window;  /* rates: what happened in them (limits per badge, in memory only) */
    unsigned posts, votes;
} Member;
/* domain/order.h, domain/coding.h, domain/signal.h */
typedef struct SectionOrder SectionOrder; typedef struct CodingBook CodingBook; typedef struct SignalBook SignalBook;
/* Who may read it, as what, and where; its faces differ: look.  Whether it has a target; domain/similar.h. */
typedef struct { enum { LISTED_NOT, LISTED_IDEA, LISTED_COMMENT, LISTED_LOOK } as : 8; unsigned section : 8; bool points; uint8_t length; } Listed;
typedef struct {
    Conversation *about;
    unsigned      number;               /* event channel */
    uint64_t      serial;               /* random: another one with new settings, or loaded anew; for caches */
    uint32_t      version;              /* grows whenever others can see something new */
    SecretKey     key;
    GPtrArray    *items;                /* Item * */
    WordIndex    *index; GArray *listed;        /* of what is shown; Listed of each item, side by side */
    GHashTable   *by_id;                /* Id -> Item * */
    GArray       *voices;               /* Voice; [0] is nobody */
    GHashTable   *voice_by_id;          /* Id -> index */
    GHashTable   *members;              /* pseudonym -> Member * */
    GHashTable   *sanctions;            /* index of an item -> Sanction, domain/sanction.h; few */
    GHashTable   *ended;                /* tags of badges that have ended: Id */
    VoteTable    *votes;
    GArray       *dirty;                /* uint32_t: items whose faces differ */
    GArray       *concerned;            /* uint32_t: items with something to tell facilitators */
    GArray       *waiting, *waiting_noted;  /* what waits for them, in its order; uint32_t: whose place may have changed */
    GArray       *dirty_votes;          /* uint64_t voice << 32 | item: pairs that differ */
    CodingBook   *book;                 /* the analysts' work */
    SignalBook   *signals; struct NoticeBook *notices; struct Wordlist *words;   /* domain/notice.h, domain/wordlist.h */
    SectionOrder *orders;               /* one per section */
    uint32_t      epoch;                /* of the orders; grows with each arrangement */
    int64_t       turns_at;             /* when the next slot begins, or the next housekeeping is due */
    bool          orders_stale, fair_due;   /* faces changed since they were arranged; time to look at exposure again */
} Board;

Board *board_new(Conversation *about /* taken */, unsigned number, const SecretKey *key);
void   board_free(Board *board);
Board *board_emptied(Board *board /* taken */, int64_t now);    /* another with nothing in it, erased at `now` */
Scope  board_scope(const Board *board, Db *db);

/* Reads everything of the conversation; the board must be new. */
bool board_load(Board *board, Db *db, int64_t now, GError **error) MUST_CHECK;
/* Loaded anew while people read on: what they have been shown stays until the slot turns,
 * as `old` has it, and what facilitators have been told. */
void board_carry(Board *board, const Board *old);

Item    *board_find(const Board *board, const Id *id);          /* NULL */
Item    *board_at(const Board *board, uint32_t at);             /* NULL for NO_ITEM */
Member  *board_member(const Board *board, const Id *pseudonym); /* NULL */
/* The holder left at the desk: the badge is worth nothing any more (A13). */
bool     board_has_ended(const Board *board, const Id *pseudonym);
void     board_end(Board *board, const Id *tag);
Member  *board_member_make(Board *board, const Id *pseudonym);
uint32_t board_voice(const Board *board, const Id *voice);      /* 0: has said nothing yet */
uint32_t board_voice_make(Board *board, const Id *voice);
void     board_member_set_key(Board *board, Member *member);    /* after generation or key changed: binds its voice */

/* The face that this voice sees. */
const Face *item_face(const Item *item, uint32_t voice);
bool        item_mine(const Item *item, uint32_t voice);
/* Comments as everybody sees them: to its author too, others' are shown at slots only. */
uint32_t    item_comments(const Item *item);
/* For g_ptr_array_sort() of items: earlier slots first, within a slot by random id. */
int         item_by_slot(const void *a, const void *b);
uint32_t    item_version(const Item *item, uint32_t voice);     /* of the face that this voice sees */
/* Likes and dislikes as this voice sees them: others' as shown, its own as now. */
void        board_counts(const Board *board, const Item *item, uint32_t voice, uint32_t *ret_likes,
                         uint32_t *ret_dislikes, Vote *ret_mine);

/* Whether participants see no counts of what they have not voted on; and whether somebody who voted so sees them. */
bool        board_hides_counts(const Board *board, int64_t now);
bool        board_shows_counts(const Board *board, Vote vote, int64_t now);

/* ---- changes, after the store has them ---- */
void  board_mark(Board *board, Item *item);    /* faces differ; what follows does it by itself */
Item *board_add(Board *board, const ContributionRow *row, uint32_t voice);
void  board_set_text(Board *board, Item *item, const char *text, unsigned edited);
void  board_set_state(Board *board, Item *item, ContributionState state);
void  board_set_section(Board *board, Item *item, unsigned section);
void  board_set_vote(Board *board, uint32_t voice, Item *item, Vote vote);
void  board_set_parent(Board *board, Item *item, Item *parent);     /* with all below it; others see it at the slot */
void  board_forget_votes(Board *board, Item *item);                 /* all of one item; counts become 0 */
/* Row of the item as it is now, for contribution_update; borrowed strings. */
void  board_row(const Board *board, const Item *item, ContributionRow *ret_row);
