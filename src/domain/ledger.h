/* What facilitators have done in a conversation, in numbers that everybody may see. */
#pragma once
#include "db/db.h"
#include "model/contribution.h"

typedef struct {
    uint64_t acts[ACT__COUNT];
    uint64_t messages, answers;         /* to authors, and by them */
    bool     has_wait;                  /* enough posts have been looked at to say the next */
    int64_t  usual_wait;                /* seconds from a post's slot to its first look, the median */
    int64_t  as_of;                     /* start of the present slot; 0: they change at once */
} Ledger;

/* Up to the present slot (A6): what was done in it counts from the next one on. */
bool ledger_read(Db *db, const Id *conversation, unsigned slot_minutes, int64_t now, Ledger *ret_ledger,
                 GError **error) MUST_CHECK;
