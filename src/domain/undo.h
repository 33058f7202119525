/* What an act of a facilitator changed, kept with it: for taking it back and for the history. */
#pragma once
#include "base/error.h"
#include "base/limits.h"
#include "model/contribution.h"
#include <glib.h>

typedef struct {
    ContributionState state;            /* before the act; 0: the act changed none */
    Id      target;                     /* before the act */
    Id      into;                       /* merged into */
    char   *section;                    /* slug before a move; NULL */
    GArray *comments;                   /* Id: those directly below that were carried away */
    Id      parts[LIMIT_SPLIT_PARTS];
    size_t  n_parts;
    bool    copied;                     /* the parts started with the votes of the original */
} Undo;

void  undo_init(Undo *ret_undo);
void  undo_clear(Undo *undo);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Undo, undo_clear)
char *undo_text(const Undo *undo);                          /* JSON; caller frees */
bool  undo_read(const char *text, Undo *undo, GError **error) MUST_CHECK;   /* "": nothing */
