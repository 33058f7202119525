/* What facilitators of a conversation change about the words behind two signals (domain/signal.h): words to look for besides
 * ours, and words that are no sign here.  They count at once: for what is written from then on, and for all that is shown.
 *
 * Kept step by step with who and when, nothing is deleted.  What would make Candour pass over phrases of distress that it
 * knows itself is never taken by the way: whoever changes the list has to say so for each of them. */
#pragma once
#include "domain/actor.h"
#include "domain/hall.h"
#include "domain/signal.h"

/* Both are stored. */
typedef enum { WORDLIST_DISTRESS_MORE = 1, WORDLIST_DISTRESS_LESS, WORDLIST_ABUSE_MORE, WORDLIST_ABUSE_LESS, WORDLIST__END } WordlistBox;
typedef enum { WORDLIST_PUT_IN = 1, WORDLIST_TAKEN_OUT, WORDLIST_SWITCHED_OFF } WordlistAct;
typedef struct { WordlistBox box; WordlistAct act; unsigned staff; int64_t slot; char *words; } WordlistStep;

/* Lines by box, in the order of coming (char *, which the array frees), and as they are looked for: phrases_key() -> the line. */
typedef struct { GPtrArray *boxes[WORDLIST__END]; GHashTable *keys[WORDLIST__END]; } WordlistLines;
void  wordlist_lines_clear(WordlistLines *lines);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WordlistLines, wordlist_lines_clear)
char *wordlist_text(const WordlistLines *lines, WordlistBox box);      /* a line each; caller frees */
bool  wordlist_has(const WordlistLines *lines, WordlistBox box, const char *words);     /* however they are spelt */

typedef struct Wordlist Wordlist;

Wordlist *wordlist_new(void);
void      wordlist_free(Wordlist *list);
bool      wordlist_load(Board *board, const Scope *scope, GError **error) MUST_CHECK;

/* Borrowed; each counts as the version that comes after it. */
const GArray *wordlist_steps(const Board *board);       /* WordlistStep, oldest first */
const WordlistLines *wordlist_now(const Board *board);
/* As it was after so many steps; cleared by the caller. */
WordlistLines wordlist_at(const Board *board, guint version);
/* What both wanted: the lists as they are now, with what these lines change against that version. */
WordlistLines wordlist_merged(const Board *board, guint version, const WordlistLines *lines);
/* With these lines, before they are saved; caller frees. */
SignalLists *wordlist_signals(const Board *board, const WordlistLines *lines);

/* ---- reading what was typed ---- */

typedef enum { WORDLIST_FINE, WORDLIST_NO_WORD, WORDLIST_TOO_LONG, WORDLIST_TOO_MANY, WORDLIST_IN_BOTH } WordlistFaultKind;
typedef struct { WordlistFaultKind kind; WordlistBox box; char *words; } WordlistFault;     /* g_free(words) */
/* `texts[box]`: a line each; NULL: as it is now.  Always fills the lines, as far as they went; false: there is a fault. */
bool wordlist_read(const Board *board, const char *const texts[WORDLIST__END], WordlistLines *ret_lines, WordlistFault *ret_fault);
/* Lines that are new among WORDLIST_DISTRESS_LESS and would make Candour pass over phrases that it knows; in that box. */
WordlistLines wordlist_switches_off(const Board *board, const WordlistLines *lines);
/* Lines that are new in any box, a line each, for a look at names; caller frees, NULL: none. */
char *wordlist_added(const Board *board, const WordlistLines *lines);

/* ---- acts, on the writer thread ---- */

typedef enum {
    WORDLIST_DONE = 1,
    WORDLIST_NOT_FOUND,
    WORDLIST_OVER,              /* the conversation is completed */
    WORDLIST_FAULTY,            /* see the fault */
    WORDLIST_STALE,             /* changed since the version that was seen */
    WORDLIST_ASKED,             /* it would switch off, or may name, what nobody has said yes to */
    WORDLIST_FULL,              /* LIMIT_WORDLIST_STEPS */
} WordlistOutcome;

typedef struct {
    const char *texts[WORDLIST__END];
    int64_t     version;        /* number of steps that was seen; -1: whichever it is */
    const char *off;            /* a line each: may be switched off; NULL: nothing */
    bool        naming;         /* it may name a colleague: who wrote it is asked first */
} WordlistOrder;
/* Asking for what is so already is WORDLIST_DONE. */
bool wordlist_set(Hall *hall, Db *db, const Actor *actor, const WordlistOrder *order, WordlistOutcome *ret_outcome,
                  GError **error) MUST_CHECK;
