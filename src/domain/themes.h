/* Which contributions belong to which code: those that some analyst gave it or a code below
 * it, as far as they are shown. */
#pragma once
#include "domain/coding.h"

typedef struct {
    GArray *tree;               /* CodeLevel: the themes in the order of the tree */
    GArray *items;              /* uint32_t: theme t has those from starts[t] up to starts[t + 1] */
    GArray *starts;             /* size_t, one more than themes */
} Themes;

Themes *themes_new(const Board *board);         /* under hall_read(); caller owns */
void    themes_free(Themes *themes);            /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Themes, themes_free)
size_t          themes_size(const Themes *themes, size_t theme, const uint32_t **ret_items);
const CodeLevel *themes_level(const Themes *themes, size_t theme);

/* The order of reading: by slot, then by random id. */
typedef enum { READ_ANY, READ_UNREAD, READ_UNCODED, READ_CODED } ReadWhich;
/* Up to `limit` contributions of this kind for this analyst, from the cursor on (NULL, or one
 * that cannot be read: from the start).  *ret_next: caller frees; NULL: that was all. */
size_t board_to_read(const Board *board, unsigned staff, ReadWhich which, const char *cursor, size_t limit,
                     uint32_t *ret_items, char **ret_next);
