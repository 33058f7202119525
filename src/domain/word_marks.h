/* A short mark of the beginnings of a text's words, to pass over most texts that lack a word without reading them.
 *
 * One of 256 bits for the first three bytes of each word (a Bloom filter): a text of 30 words sets about one in nine. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct { uint64_t bits[4]; } WordMarks;
#define WORD_MARKS_ALL ((WordMarks){ { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX } })

WordMarks word_marks_of(const char *folded);
/* False: no word of the text begins with `word`.  True: it has to be looked at; so for words under three bytes. */
bool      word_marks_may_have(const WordMarks *marks, const char *word);
