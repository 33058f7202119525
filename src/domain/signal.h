/* What a contribution's words say by themselves: that somebody may be in distress, is named, is insulted, or that others
 * have said nearly the same.  A signal brings it to the facilitators earlier; it never hides or publishes anything.
 *
 * It is a function of the words that everybody is shown, made when they are (A6), kept in memory alone, for staff.
 * That its author was answered with numbers of help is another thing, and known to nobody but them (domain/distress.h). */
#pragma once
#include "domain/board.h"

/* Names: a general list of first names, and a job beside a department; no roster is known here. */
typedef enum { SIGNAL_DISTRESS = 1, SIGNAL_NAMES = 2, SIGNAL_ABUSE = 4, SIGNAL_NEAR = 8 } Signal;

SignalBook *signal_book_new(const Conversation *about);
void        signal_book_free(SignalBook *book);

/* Bits of what others are shown; 0: nothing, or they are shown nothing of it. */
unsigned item_signals(const Board *board, const Item *item);
/* The others of its group of near-duplicates that can be read; up to `max`. */
size_t   board_near(const Board *board, const Item *item, uint32_t *ret_items, size_t max);

/* The two lists of a conversation: ours, with what its facilitators added or took away, as phrases_add_lines() has it; NULL: nothing. */
typedef struct SignalLists SignalLists;
SignalLists *signal_lists_new(const Conversation *about, const char *distress, const char *abuse);
void         signal_lists_free(SignalLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SignalLists, signal_lists_free)
/* What they would say of any text: all but SIGNAL_NEAR. */
unsigned     signal_of_text(const SignalLists *lists, const Conversation *about, const char *text);

/* ---- the writer thread ---- */
/* Others are shown it anew: its words may be others. */
void signal_shown(Board *board, Item *item);
/* Other lists: first, without the lock, all that is shown is looked at, which takes a while; then, under the lock, they count. */
void signal_lists_look(SignalLists *lists, const Board *board);
void signal_lists_take(Board *board, SignalLists *lists /* taken */);
/* Whether its author is to be told where help is; for the text alone, by anybody. */
bool board_hears_distress(const Board *board, const char *text);
