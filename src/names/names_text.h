/* Which words of a text name somebody, after a general list of first names (names/first_names.h).
 * Nothing of a text is kept. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { uint16_t start, length; } NamePlace;   /* bytes of the text */

/* In the order of the text, at most `most`.  `more`: folded words that are names too, NULL for none.
 * Not `english`: what is an everyday word is not known, so only what is none in English either counts. */
size_t names_in_text(GHashTable *more, const char *text, bool english, NamePlace *ret_places, size_t most);
/* The next word from `at` on; NULL: none.  A hyphen or an apostrophe ends one. */
const char *names_next_word(const char *at, const char **ret_end);
