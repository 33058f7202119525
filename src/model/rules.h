/* How a conversation is held, as its organiser chose: fixed once it is open (A19). */
#pragma once
#include <stdbool.h>

/* From when on participants see how many like something.  Numbers are stored and sent: never change one. */
typedef enum { COUNTS_OPEN, COUNTS_AFTER_VOTING, COUNTS_AFTER_CLOSING, COUNTS__COUNT } CountsShown;
extern const char *const counts_names[COUNTS__COUNT + 1];      /* "open" "after-voting" "after-closing" NULL */

typedef struct {
    CountsShown counts;
    bool        no_comments;
    unsigned    hide_after;             /* so many reports hide something until a facilitator has looked; 0: they hide nothing */
} Rules;

/* -1: no such name. */
int  rules_counts(const char *name);
/* Whether a participant may see the counts of something that they have or have not voted on. */
bool rules_show_counts(const Rules *rules, bool closed, bool has_voted);
