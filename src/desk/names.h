/* Words of a text that may name a colleague: compared with a general list of first names (names/names_text.h), and with
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
/* Adds every word of a name to the set. */
void   names_add(GHashTable *words, const char *name);
