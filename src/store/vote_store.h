/* Votes: a compact table, and a small log of those that others don't see yet. */
#pragma once
#include "model/contribution.h"
#include "store/scope.h"

typedef struct { Id contribution, tag, mask; int64_t vote; } VoteRow;

/* Into the log, over an earlier vote of the same voice on the same contribution. */
bool vote_log(const Scope *scope, const Id *contribution, const Id *voice, Vote vote, GError **error) MUST_CHECK;
/* The log into the table.  Votes on what an author wrote and others are shown only from the slot `before` on stay
 * in the log. */
#define VOTE_FOLD_ALL INT64_MAX         /* for `before`: nothing stays */
bool vote_fold(const Scope *scope, int64_t before, GError **error) MUST_CHECK;
bool vote_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;      /* VoteRow */
bool vote_log_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
Id   vote_voice(const Scope *scope, const VoteRow *row);
/* A voter that nobody is, for one vote of somebody who has left: random, and known by the key alone. */
Id   vote_stranger(const SecretKey *key);
bool vote_is_stranger(const SecretKey *key, const Id *voice);
/* Takes the voter out of one vote and keeps the vote, in table and log. */
bool vote_unlink(const Scope *scope, const Id *contribution, const Id *voice, const Id *stranger, GError **error) MUST_CHECK;
bool vote_delete_all(const Scope *scope, const Id *contribution, GError **error) MUST_CHECK;
