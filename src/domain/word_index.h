/* Which texts have which words: each word with the places of the texts that have it, in memory alone.
 *
 * A word is the longest run of letters and figures of a folded text; of a very long one its beginning counts.  What is
 * taken out of a text is taken out of here with it: nothing stays of words that nobody has said.
 *
 * The writer thread changes it under the write lock; readers hold the read lock. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct WordIndex WordIndex;

WordIndex *word_index_new(void);
void       word_index_free(WordIndex *index);

/* The first word from here on, and its bytes; NULL: there is none. */
const char *word_index_next(const char *at, size_t *ret_length);

/* The words of the text at this place, each once.  To take them out, the same text as was put in. */
void word_index_add(WordIndex *index, uint32_t at, const char *folded);
void word_index_remove(WordIndex *index, uint32_t at, const char *folded);

/* Sets `bits` in has[at] for all texts that may have a word beginning with `word`; false: it has neither letter nor
 * figure, so any text may. */
bool word_index_mark(const WordIndex *index, const char *word, uint64_t bits, uint64_t *has);
/* True: what is marked for this word has it; false: it is to be looked at. */
bool word_index_is_sure(const char *word);
size_t word_index_size(const WordIndex *index);        /* words */
