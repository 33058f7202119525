/* A receipt for one contribution: a code that its author asked for with the return key, and that tells its holder
 * what became of the contribution, also after the conversation was erased.  It names nobody; whoever holds it can be
 * taken for the author, which is said where it is given. */
#pragma once
#include "base/check_code.h"
#include "domain/placement.h"
#include "domain/talk.h"

/* TALK_DONE, TALK_NOT_FOUND, TALK_NO_KEY, TALK_NOT_YOURS, TALK_GONE (deleted), TALK_CLOSED (not open yet or over). */
TalkOutcome receipt_may(const Board *board, const Actor *actor, const Item *item);
/* An earlier receipt of it is worth nothing from then on.  Writer thread. */
bool receipt_make(Hall *hall, Db *db, const SecretKey *key, const Actor *actor, const Id *id,
                  char ret_text[CHECK_CODE_TEXT_SIZE], TalkOutcome *ret_outcome, GError **error) MUST_CHECK;

typedef struct { unsigned number; char *name, *decided; } ReceiptTheme;

typedef struct {
    char   *title, *section;            /* of the conversation; where it stands now */
    ContributionKind  kind;
    ContributionState state;            /* STATE_REMOVED for whatever is gone (A9) */
    char   *text;                       /* as it stands now: its own, of what took it up, or NULL */
    char  **parts;                      /* split: the texts of its parts */
    bool    published;                  /* the report */
    GArray *themes;                     /* ReceiptTheme */
} Receipt;

/* Any reading connection.  *ret_receipt NULL: no receipt has this code.  Caller frees. */
bool receipt_read(Db *db, const SecretKey *key, const CheckCode *code, Receipt **ret_receipt, GError **error) MUST_CHECK;
void receipt_free(Receipt *receipt);    /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Receipt, receipt_free)
