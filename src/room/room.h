/* The room: what all its handlers share. */
#pragma once
#include "base/config.h"
#include "db/group.h"
#include "domain/hall.h"
#include "http/server.h"
#include "http/stream.h"

typedef struct RoomDesk RoomDesk;               /* room/desk_link.h: the wire to the desk */

typedef struct {
    Config     *config;
    Keyring    *keys;
    SecretKey   badge_key, return_key, words_key;
    VerifyKey   desk_pub;
    Hall       *hall;
    HttpServer *pages;                          /* while it serves */
    DbGroup    *group;                          /* the writer */
    Db         *reader;                         /* for what is not in memory; under reader_lock */
    GMutex      reader_lock;
    HttpHub    *hub;
    struct CardCache *cards;                    /* room/cards.h */
    struct ShellCache *shells;                  /* room/section_fast.h */
    struct OpenedCache *opened;                 /* room/opened.h */
    struct Claims *claims;                      /* room/claims.h */
    struct Insights *insights;                  /* room/insight.h */
    struct MentionLine *mentions;               /* room/mention.h */
    struct SlowPool *slow;                      /* one thread: slow hashes */
    GThreadPool *reports;                       /* one thread: waits for the worker */
    struct DecidedFiles *decided;               /* room/decided_files.h */
    struct RoomWorker *worker;                  /* room/worker_link.h */
    GHashTable *used_tickets;                   /* serial -> expires_ms; under tickets_lock */
    GMutex      tickets_lock;
    SecretKey   receipt_key;
    unsigned    guesses;                        /* of receipts, in guess_minute; under reader_lock */
    int64_t     guess_minute;
    SecretKey   token_key;
    GArray     *tokens;                         /* of Token, domain/token.h; under tokens_lock */
    GMutex      tokens_lock;
    int64_t     started_ms;
    RoomDesk   *desk;                           /* NULL while the desk is away; under desk_lock */
    GMutex      desk_lock;
} Room;

/* Opens keys, store and hall of config->dir; serves nothing yet. */
Room *room_open(Config *config /* taken */, GError **error) MUST_CHECK;
void  room_free(Room *room);                    /* ends the writer first */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Room, room_free)

/* Takes the read-only tokens from the store. */
bool room_load_tokens(Room *room, GError **error) MUST_CHECK;

/* Makes keys and an empty store: `candour init`. */
bool room_init(const Config *config, const VerifyKey *desk_pub, GError **error) MUST_CHECK;
