/* Acts, talks with authors, and what has been looked at. */
#pragma once
#include "store/scope.h"

typedef struct {
    Id      contribution;
    int64_t version, act, reason, staff, slot, undone;
    char   *note, *undo;
} ActRow;

typedef struct {
    Id      contribution;
    int64_t number, sender, kind, staff, slot;
    char   *text;
} MessageRow;

typedef struct { Id contribution; int64_t number, sender; } MessagePlace;
typedef struct {
    Id      contribution;
    int64_t version, answer;
    int64_t slot;                       /* of the first look; 0: not known */
    int64_t round;                      /* how often it was looked at; to be put: 1 a look, 0 only an answer was read */
    int64_t was_version, was_answer;    /* before the last round; -1: that was taken back already */
} LookedRow;
typedef struct { int64_t seconds; } LookWait;
typedef struct { int64_t act, reason, by_itself /* of no facilitator */, n; } ActCount;
typedef struct { int64_t slot, n; } ActSlot;

enum { SENDER_FACILITATOR = 1, SENDER_AUTHOR = 2 };
enum { MESSAGE_MODERATION = 1, MESSAGE_QUESTION, MESSAGE_SUPPORT, MESSAGE_ANSWER };

bool act_add(const Scope *scope, const ActRow *row, GError **error) MUST_CHECK;
bool act_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* ActRow */, GError **error) MUST_CHECK;
/* Newest slot first. */
bool act_latest(const Scope *scope, size_t limit, DbRows *ret_rows /* ActRow */, GError **error) MUST_CHECK;
bool act_set_undone(const Scope *scope, const Id *contribution, int64_t version, GError **error) MUST_CHECK;
bool act_counts(const Scope *scope, DbRows *ret_rows /* ActCount */, GError **error) MUST_CHECK;
/* Those of slots before this one. */
bool act_counts_before(const Scope *scope, int64_t slot, DbRows *ret_rows /* ActCount */, GError **error) MUST_CHECK;

/* How many by slot, before this one, oldest first. */
bool act_slots_before(const Scope *scope, int64_t slot, DbRows *ret_rows /* ActSlot */, GError **error) MUST_CHECK;

/* How often it was merged into another, or another into it, taken back or not.  Reads all acts. */
bool act_count_merges(const Scope *scope, int64_t merge /* the act */, const Id *contribution, int64_t *ret_n, GError **error) MUST_CHECK;

/* Whose votes a merge put onto its target, as sealed tags of a use of their own. */
typedef struct { Id tag; } MergedVoteRow;
Id   merged_vote_tag(const Scope *scope, const Id *contribution, const Id *voice);
bool merged_vote_add(const Scope *scope, const Id *contribution, const Id *voice, GError **error) MUST_CHECK;
bool merged_vote_all(const Scope *scope, const Id *contribution, DbRows *ret_rows, GError **error) MUST_CHECK;
bool merged_vote_clear(const Scope *scope, const Id *contribution, GError **error) MUST_CHECK;
/* The vote stays carried, under a voice that nobody is. */
bool merged_vote_unlink(const Scope *scope, const Id *contribution, const Id *voice, const Id *stranger,
                        GError **error) MUST_CHECK;

bool message_add(const Scope *scope, const MessageRow *row, GError **error) MUST_CHECK;
bool message_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* MessageRow */, GError **error) MUST_CHECK;
/* How many of a sender stand in slots before this one. */
bool message_count_before(const Scope *scope, int64_t sender, int64_t slot, int64_t *ret_n, GError **error) MUST_CHECK;
/* Without the texts. */
bool message_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;      /* MessagePlace */

/* The slot of the first look stays. */
bool looked_put(const Scope *scope, const LookedRow *row, GError **error) MUST_CHECK;
bool looked_of(const Scope *scope, const Id *contribution, DbRows *ret_rows /* LookedRow */, GError **error) MUST_CHECK;
/* The last round of `row`, as it was read, is taken back: it was looked at up to `version`, 0: never. */
bool looked_take_back(const Scope *scope, const LookedRow *row, int64_t version, GError **error) MUST_CHECK;
bool looked_each(const Scope *scope, DbEach each, void *data, GError **error) MUST_CHECK;
/* How long what people wrote waited for its first look, shortest first; of looks in slots before this one. */
bool looked_waits(const Scope *scope, int64_t slot, DbRows *ret_rows /* LookWait */, GError **error) MUST_CHECK;
