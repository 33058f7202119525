/* How a handler writes: the connection sleeps, the use case runs on the writer thread,
 * and after its commit is on disk the handler goes on. */
#pragma once
#include "room/mention.h"
#include "room/slow.h"
#include "room/visitor.h"

typedef struct RoomWrite RoomWrite;

/* On the writer thread.  What was typed is borrowed from the request, which sleeps. */
typedef bool (*RoomRun)(RoomWrite *write, Db *db, GError **error);
/* Back on the server's thread.  Errors have been answered already. */
typedef void (*RoomThen)(HttpRequest *request, HttpReply *reply, RoomWrite *write);

struct RoomWrite {
    Room        *room;
    HttpRequest *request;
    Actor        actor;                 /* has_key where a return key came or was just made */
    RoomRun      run;
    RoomThen     then;
    TalkOutcome  outcome;               /* for run and then */
    Id           made;
    const Mentions *mentions;           /* for run and then: the text may name a colleague; NULL: no, or not asked */
    void        *data;                  /* the handler's own; g_free()d */
    /* inner */
    GError      *error;
    SlowJob      slow;
    MentionAsk  *ask;
    DbJobKind    kind;
    bool         gives_key;             /* the return key is made with this act */
    bool         key_made;
};

/* The handler's last act.  `data` NULL or g_malloc()ed. */
void room_write(HttpRequest *request, RoomRun run, RoomThen then, void *data);
/* The same for acts that need a return key: where the person has none yet, it is made on
 * the way and set as a cookie with the answer; where the browser lacks it, `run` sees
 * actor.has_key false and the use case says TALK_NO_KEY. */
void room_write_own(HttpRequest *request, RoomRun run, RoomThen then, void *data);
/* The same two for a text that others will read: the desk is asked first whether it names a
 * colleague.  `text` NULL: its author is sure, or did not ask for it. */
void room_write_text(HttpRequest *request, const char *text, RoomRun run, RoomThen then, void *data);
void room_write_own_text(HttpRequest *request, const char *text, RoomRun run, RoomThen then, void *data);
/* The same for a use case that is one statement at most, as a vote is: cheaper by a savepoint. */
void room_write_statement(HttpRequest *request, RoomRun run, RoomThen then, void *data);
/* With five new words in write->slow, hashed before `run`: for starting afresh. */
void room_write_hashed(HttpRequest *request, RoomRun run, RoomThen then, void *data);
/* Hands out five words of which the first act makes the return key; nothing is stored.  `badge` need
 * not be the visitor's own.  What was handed out before stays. */
void write_offer_key(HttpRequest *request, HttpReply *reply, const Badge *badge);
/* Sets the return key's cookies again where the answer that first set them was lost. */
void write_renew_key(HttpRequest *request, HttpReply *reply);
/* Sets the cookies of a return key; `words` NULL: the person knows them already. */
void write_set_key(HttpRequest *request, HttpReply *reply, const Badge *badge, unsigned generation, const ReturnWords *words);
