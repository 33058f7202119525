/* Badge holders: whether they have a return key, have been welcomed, have answered. */
#pragma once
#include "store/scope.h"

/* To remove all that was written up to this slot, see domain/removal.h. */
typedef struct {
    int64_t slot;
    uint8_t voices;                     /* bits by generation; 0: there is no plan */
    uint8_t seed[16];
} RemovalPlan;

typedef struct {
    Id      tag, mask;                  /* as stored */
    int64_t generation, welcomed, answered, group_number;
    DbBytes salt, hash;                 /* 16 and 32 bytes; NULL: no return key yet */
    DbBytes sealed_plan;                /* as stored */
    RemovalPlan plan;                   /* to store; read by member_plan() */
} MemberRow;

/* tag, mask and sealed_plan of the row are not read. */
bool member_put(const Scope *scope, const Id *pseudonym, const MemberRow *row, GError **error) MUST_CHECK;
bool member_delete(const Scope *scope, const Id *pseudonym, GError **error) MUST_CHECK;
bool member_all(const Scope *scope, DbRows *ret_rows, GError **error) MUST_CHECK;
/* Badges that have ended (A13).  The tag can be made anew from a pseudonym, never turned back. */
typedef struct { Id tag; } EndedRow;
Id   ended_tag(const SecretKey *key, const Id *pseudonym);
bool ended_put(const Scope *scope, const Id *tag, GError **error) MUST_CHECK;
bool ended_all(const Scope *scope, DbRows *ret_rows, GError **error) MUST_CHECK;
/* No plan where it cannot be opened. */
RemovalPlan member_plan(const Scope *scope, const MemberRow *row);
Id   member_pseudonym(const Scope *scope, const MemberRow *row);
bool member_is_whole(const Scope *scope, const MemberRow *row);      /* it opens with the key */
/* The author id of what this person says: another one after starting afresh. */
Id   member_voice(const SecretKey *key, const Id *pseudonym, int64_t generation);
