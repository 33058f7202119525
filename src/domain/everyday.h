/* Words that everybody uses, whatever they write about: "things", "should", "without".  Two texts that share them may have
 * nothing to do with one another. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* Made by tools/everyday.mjs: folded (base/text.h), of four letters and more, in the order of their bytes. */
typedef struct { const char *language; const char *const *words; size_t n; } EverydayWords;
extern const EverydayWords everyday_lists[];
extern const size_t      everyday_lists_count;

/* Those of a language, else the English ones. */
const EverydayWords *everyday_words(const char *language);
/* Whether these bytes of a folded text are one of them. */
bool               everyday_has(const EverydayWords *everyday, const char *word, size_t length);
