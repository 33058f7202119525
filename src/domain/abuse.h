/* Whether a text holds words that hurt: insults, slurs, obscenities.  It asks, it never judges: a post that has some is
 * looked at earlier, nothing else happens to it.
 *
 * The list is that of LDNOOBW (CC BY 4.0; npm package naughty-words) without what people in health and care say of their
 * work, and with insults of our own; docs/signals.md has its recall, its precision and what it misses. */
#pragma once
#include "domain/phrases.h"

/* In English, and in `language` where there is a list; with what facilitators added or took away (phrases_add_lines).
 * Caller frees. */
Phrases *abuse_phrases(const char *language, const char *lines);

/* Made by tools/abuse.mjs. */
typedef struct { const char *language; const char *const *words; size_t n; } AbuseList;
extern const AbuseList abuse_lists[];
extern const size_t    abuse_lists_count;
