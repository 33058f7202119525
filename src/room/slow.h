/* Slow hashes of return keys, on a thread of their own: 18 ms each must hold up neither
 * pages nor writes. */
#pragma once
#include "domain/member.h"
#include "room/room.h"

#define WORDS_IN_KEY 5

/* Places in the list of 2,048: five make 55 bits.  The salt is that of their slow hash. */
typedef struct { uint16_t at[WORDS_IN_KEY]; uint8_t salt[16]; } ReturnWords;

void  words_random(ReturnWords *ret_words);
/* "five words like these here", in any case, with blanks or hyphens between; false: not five known words.
 * The salt is left alone. */
bool  words_read(const char *typed, ReturnWords *ret_words);
char *words_text(const ReturnWords *words);                     /* caller frees */
/* The cookie that carries them from the door until they have been shown: first as an offer that is
 * stored nowhere, then as the key that was made of it. */
char *words_seal(const Room *room, const ReturnWords *words, const Id *pseudonym);
bool  words_open(const Room *room, const char *text, const Id *pseudonym, ReturnWords *ret_words);

typedef struct SlowJob SlowJob;
struct SlowJob {
    ReturnWords words;
    Id          pseudonym;
    uint8_t     salt[16];               /* filled beforehand */
    /* Results, when `done` is called on the slow thread. */
    bool        ok;
    ReturnHash  result;
    void      (*done)(SlowJob *job);
    void       *data;
};

typedef struct SlowPool SlowPool;
SlowPool *slow_pool_new(Room *room);
/* Those that wait are done first. */
void      slow_pool_free(SlowPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SlowPool, slow_pool_free)
/* `job` lives until done.  False: so many of this badge wait already that others would have to. */
bool      slow_start(SlowPool *pool, SlowJob *job) MUST_CHECK;
