/* A hall with one open conversation on an empty store, in a temporary folder; the clock is
 * moved by its environment variable. */
#pragma once
#include "domain/hall.h"
#include "domain/talk.h"

typedef struct {
    char    *dir;
    Keyring *keys;
    Db      *db;
    Hall    *hall;
    Id       conversation;
    unsigned slot_minutes;
} Fixture;

Fixture *fixture_new(unsigned slot_minutes);
void     fixture_free(Fixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

Board *fixture_board(Fixture *fixture);
/* Somebody new with a return key. */
Actor  fixture_person(Fixture *fixture);
Id     fixture_idea(Fixture *fixture, const Actor *actor, unsigned section, const char *text);
Id     fixture_comment(Fixture *fixture, const Actor *actor, const Id *parent, const char *text);
void   fixture_vote(Fixture *fixture, const Actor *actor, const Id *id, Vote vote);
Item  *fixture_item(Fixture *fixture, const Id *id);
/* So many seconds later, with the slot turned if one has begun. */
void   fixture_later(Fixture *fixture, int seconds);
void   fixture_clock(int seconds);      /* the time alone: nothing ran meanwhile */
void   fixture_reload(Fixture *fixture);
/* Everything that people can see or that is stored, as one text: to compare before and after. */
char  *fixture_state(Fixture *fixture);
