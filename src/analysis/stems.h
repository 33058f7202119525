/* Words of a text as they count for comparing texts: folded, without the small words of its
 * language, cut back to their stems (Snowball). */
#pragma once
#include <glib.h>

typedef struct Stems Stems;

/* For texts in the language that most of their small words are of; any other keeps its words whole. */
Stems *stems_new(const char *const *texts, size_t n);
void   stems_free(Stems *stems);                /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stems, stems_free)

const char *stems_language(const Stems *stems); /* "en", or "" where it is not known */

/* Calls found once for each word, with the word as it stands (folded) and its stem; both live until found returns.
 * Writing without blanks (Chinese, say) gives each pair of characters as a word. */
typedef void StemsFunc(const char *word, const char *stem, void *data);
void stems_each(Stems *stems, const char *text, StemsFunc *found, void *data);
