/* Who is asking: the principal of a request, found by the guard before anything else. */
#pragma once
#include "domain/talk.h"
#include "room/badge.h"
#include "room/room.h"

/* Zero refuses. */
typedef enum {
    GUARD_ANYONE = 1,       /* no badge needed; a good one is opened */
    GUARD_BADGE,            /* a badge of this conversation, while it may be read */
    GUARD_FACILITATOR,
    GUARD_ANALYST,
    GUARD_ORGANISER,
    GUARD_REPORTER,         /* analyst or organiser: who makes the report */
    GUARD_REPORT,           /* a badge, and the report: published, or analyst or organiser */
} Guard;

typedef struct {
    Room *room;
    bool  has_badge;        /* of a conversation that is here, not expired; or a token, in the place of one */
    bool  has_token;        /* a program that may read only, and is nobody */
    Badge badge;
    Actor actor;            /* zero without a badge */
    bool  offer_fits;       /* the words cookie holds the very words of the return key */
    bool  by_offer;         /* has_key by them alone: the answer that made the key was lost */
    bool  hides_marks;      /* pages do not show which things are this reader's own, nor their votes */
    unsigned generation;    /* of the return key; 0 without one */
    const char *language;   /* that this browser has chosen; NULL: none */
    uint64_t reader;        /* keys the fair order of what is listed */
    uint64_t holder;        /* of the badge in this browser, or the token: counts its event streams */
    int64_t  now;           /* when the request came */
} Visitor;

/* Whoever asks, even where no route was found and nobody admitted them; under hall_read(). */
const Visitor *visitor_open(HttpRequest *request, Room *room);
HttpAdmit   visitor_admit(HttpRequest *request, HttpReply *reply, const HttpRoute *route, void *room);
const char *visitor_guard_name(unsigned guard);          /* for the OpenAPI document */

Room          *request_room(const HttpRequest *request);
const Visitor *request_visitor(const HttpRequest *request);
bool           visitor_is(const Visitor *visitor, Role role);
/* Staff see likes and dislikes whatever the conversation's rules are for others. */
bool           visitor_sees_counts(const Visitor *visitor);

/* This browser has no return key, so it is told how to come back as the same person; under hall_read().  Of participants
 * whether or not they have one: a link must not tell its holder whether its person has been in (A17). */
bool           visitor_lacks_key(const Visitor *visitor, const Board *board);
/* Whether this browser holds the return key of a badge that is just being handed to it; under hall_read(). */
bool           visitor_returns(const HttpRequest *request, const Badge *badge);

/* The address of a page of the desk, with the language that was chosen here; caller frees. */
char          *visitor_desk_url(const Visitor *visitor, const char *path);

/* The board of the visitor's badge; under hall_read(). NULL without a badge only: of what was
 * erased meanwhile an empty board is left. */
Board *visitor_board(const Visitor *visitor);
