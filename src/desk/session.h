/* The desk's own cookie: sealed, nothing of it is stored.  The room accepts none of it (A18). */
#pragma once
#include "desk/desk.h"

#define SESSION_COOKIE "desk"
#define SESSION_PERSON_SECONDS (30 * 60)
#define SESSION_SHARED_SECONDS (15 * 60)

typedef enum {
    SESSION_NONE,
    SESSION_PERSON,             /* came in by link or code: may see what is held and leave */
    SESSION_STAFF_HALF,         /* the link was right, the second factor is still asked for */
    SESSION_STAFF,
} SessionKind;

typedef struct {
    SessionKind kind;
    Id       conversation;      /* SESSION_PERSON */
    Id       person;            /* or of staff */
    int64_t  expires;
    uint32_t generation;        /* of staff: signing out ends all sessions before */
    bool     shared_computer;
} Session;

/* Caller frees. */
char *session_seal(const Desk *desk, const Session *session);
/* False: no cookie, not ours, changed, or over. */
bool  session_open(const Desk *desk, const char *cookie, int64_t now, Session *ret_session);
