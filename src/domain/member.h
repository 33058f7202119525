/* Badge holders: the return key, the welcome, starting afresh, leaving. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"

typedef enum { MEMBER_DONE = 1, MEMBER_HAS_KEY, MEMBER_AFRESH_USED, MEMBER_ANSWERED, MEMBER_NOT_FOUND, MEMBER_CLOSED, MEMBER_NO_KEY } MemberOutcome;

typedef struct { uint8_t salt[16], hash[32]; } ReturnHash;

/* For member_put(); borrowed bytes. */
MemberRow member_row(const Member *member);
/* Gives the badge its first return key; MEMBER_HAS_KEY when it has another. */
bool member_give_key(Hall *hall, Db *db, const Actor *actor, const ReturnHash *key, MemberOutcome *ret_outcome,
                     GError **error) MUST_CHECK;
/* Once per person (and whoever has no key yet gets the first): a new voice with a new key; what was written stays, out of reach. */
bool member_start_afresh(Hall *hall, Db *db, const Actor *actor, const ReturnHash *key, MemberOutcome *ret_outcome,
                         GError **error) MUST_CHECK;
/* Been through the welcome page. */
bool member_welcome(Hall *hall, Db *db, const Actor *actor, MemberOutcome *ret_outcome, GError **error) MUST_CHECK;
/* Gateway answers into the totals, once; options[i] is an index or -1 for each question.  The answer to the
 * question that group-by names becomes the badge's group number too (A11). */
bool member_answer(Hall *hall, Db *db, const Actor *actor, const int *options, MemberOutcome *ret_outcome,
                   GError **error) MUST_CHECK;
/* The label of the badge where the desk gives labels: it may have been declined there since. */
bool member_take_label(Hall *hall, Db *db, const Actor *actor, GError **error) MUST_CHECK;
/* Counted without a label from now on; for labels that came from an answer.  Needs the return key. */
bool member_decline_label(Hall *hall, Db *db, const Actor *actor, MemberOutcome *ret_outcome, GError **error) MUST_CHECK;
/* These people have left: every voice of each pseudonym is taken out of the store (A13).  What somebody
 * has planned to remove is still removed, see domain/removal.h.  Unknown pseudonyms fill batches up. */
bool member_unlink(Hall *hall, Db *db, const Id *conversation, const Id *pseudonyms, size_t n, GError **error) MUST_CHECK;
