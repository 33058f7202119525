/* Phrases to look for in texts, found by their first words: a text costs what its words cost, however many phrases there are.
 *
 * A phrase is words in a row: "a/b" is one or the other, "a?" may be missing, "a~" is any word that begins so.  All are
 * folded (text_fold) and without apostrophes.  A phrase after "@" people also say of others, or of nothing grave: it counts
 * where whoever writes speaks of themselves, or says hardly more. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Phrases Phrases;

Phrases *phrases_new(void);
void     phrases_free(Phrases *phrases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)

void phrases_add(Phrases *phrases, const char *const *list, size_t n);
/* Words as they are written, without any of these signs. */
void phrases_add_plain(Phrases *phrases, const char *const *list, size_t n);
/* What people typed, a phrase a line: plain words, the end of one perhaps open ("bull*").  After a minus: words that are
 * no sign, whatever they hold ("-dying to know").  Blank lines, and lines after "#", are passed over; NULL: nothing. */
void phrases_add_lines(Phrases *phrases, const char *lines);

/* The words of a text: folded, without apostrophes, at most 2,000; what stands between them is passed over, so that no
 * emphasis, dash or line break hides any. */
typedef struct { char *text; const char **words; size_t n; } TextWords;
void text_words_read(TextWords *words, const char *text);
void text_words_split(TextWords *words, const char *folded);    /* as text_fold() does */
void text_words_clear(TextWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TextWords, text_words_clear)

/* A line of words as they are looked for, to compare it with another; NULL: it has none.  Caller frees. */
char *phrases_key(const char *line);
/* Whether some text that holds a phrase could be passed over if such a line were no sign: its words and those of a phrase can
 * overlap in a text, be it by one. */
bool phrases_touch(const Phrases *phrases, const char *line);

bool phrases_in_words(const Phrases *phrases, const TextWords *words);
bool phrases_in_text(const Phrases *phrases, const char *text);
