/* Whether a text holds words that people in distress use: of death, of harming themselves, of
 * not being able to go on.  It asks, it never judges: the author alone is answered with words and
 * numbers, the post goes on as any other, and nothing of it is stored.
 *
 * The list is our own, after public guidance on warning signs; docs/signals.md has its recall,
 * its false alarms and what it misses. */
#pragma once
#include "domain/phrases.h"

/* Ours, and with them what facilitators added or took away (phrases_add_lines); caller frees. */
Phrases *distress_phrases(const char *lines);
