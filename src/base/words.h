/* The 2,048 words that return keys are made of: short, common, told apart by their first
 * four letters, in alphabetical order (the English list of BIP 39). */
#pragma once
#include <stddef.h>

#define WORDS_COUNT 2048

extern const char *const words_table[WORDS_COUNT];     /* made by tools/embed.mjs */

/* The place of a word as somebody typed it: any case, and its first four letters are enough.
 * -1: it is not in the list. */
int words_index(const char *typed, size_t length);
