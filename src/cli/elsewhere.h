/* The folder of a conversation that was held elsewhere, read for `candour import`.
 *
 * polis: comments.csv and votes.csv as Polis exports them; what was rejected there is left out, a pass is no vote.
 * csv:   contributions.csv with columns id, text and, where there are, section, parent (an id), author, state (what
 *        is not "shown" is left out); votes.csv, where it is there, with columns id, voter, vote (like, dislike, none). */
#pragma once
#include "base/error.h"
#include <jansson.h>

typedef enum { ELSEWHERE_POLIS, ELSEWHERE_CSV, ELSEWHERE__COUNT } ElsewhereFormat;
extern const char *const elsewhere_format_names[ELSEWHERE__COUNT + 1];      /* "polis" "csv" NULL */

typedef struct {
    json_t *content;            /* for the room, see domain/arrival.h; "section" only where the file names one */
    size_t  left_out;           /* contributions */
    size_t  n_stray;            /* votes on contributions that are not there */
    char   *title, *about;      /* "" where the folder does not say */
} Elsewhere;

/* Errors are ERROR_INPUT and name file, line and remedy. */
Elsewhere *elsewhere_read(const char *folder, ElsewhereFormat format, GError **error) MUST_CHECK;
void       elsewhere_free(Elsewhere *elsewhere);        /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Elsewhere, elsewhere_free)
