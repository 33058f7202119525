/* Words of a text that may name a colleague: compared with a general list of first names, and with
 * the roster where the conversation says "names-from-roster"; the answer does not tell which it was.
 * Nothing of the text is kept or logged.  How well it does: docs/signals.md. */
#pragma once
#include "desk/desk.h"
#include "wire/messages.h"

typedef struct Names Names;

Names *names_new(void);
void   names_free(Names *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Names, names_free)

/* One thread.  The words of a roster are read at the first question and again when it has changed. */
bool names_find(Names *names, const Desk *desk, const Gathering *gathering, const char *text,
                WireSpan ret_spans[WIRE_SPANS_MOST], size_t *ret_n, GError **error) MUST_CHECK;

/* The same against a given set of folded words, NULL for none; for names_find() and its tests.
 * Not `english`: what is an everyday word is not known, so only what is none in English either counts. */
size_t names_in_text(GHashTable *roster, const char *text, bool english, WireSpan ret_spans[WIRE_SPANS_MOST]);
/* Adds every word of a name to the set. */
void   names_add(GHashTable *words, const char *name);
/* The next word from `at` on; NULL: none.  A hyphen or an apostrophe ends one. */
const char *names_next_word(const char *at, const char **ret_end);
