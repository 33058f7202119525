/* What makes a contribution wait for a facilitator: reports, an author's answer, new words.
 *
 * Facilitators are told of it at slots only, like everybody of everything (A6): `seen` of an
 * item is what the queue knows, and catches up when a slot turns.  So nobody can tell from
 * the queue at which minute somebody reported or answered. */
#pragma once
#include "domain/board.h"

void concern_flag(Board *board, Item *item, FlagReason reason, bool fresh);
void concern_answer(Board *board, Item *item, uint32_t number);     /* of the author's message */
void concern_appeal(Board *board, Item *item, int by);              /* its author asks for another look, or is answered */
/* A slot has come: for reports and answers; for the words of one item. */
void concern_settle(Board *board);
void concern_published(Board *board, Item *item);

/* Reports that came since the slot are still to be told: they stay open when the others are looked at. */
bool     concern_flags_told(const Item *item);
/* What a facilitator who acts now has looked at: `made` versions more are their own. */
uint32_t concern_version(const Item *item, unsigned made);
/* After the store has it: reports, answer and this version are looked at. */
void     concern_looked(Board *board, Item *item, uint32_t version);
/* That is taken back: what had been looked at before, the reports that are open again, who asked for a second opinion. */
typedef struct { uint32_t version, answer, flags; uint8_t reasons; uint16_t asked; } Reopened;
void     concern_reopen(Board *board, Item *item, const Reopened *reopened);
