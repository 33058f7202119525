/* What changed between two texts, word by word. */
#pragma once
#include <glib.h>

typedef struct { char kind; char *words; } DiffRun;     /* ' ' in both, '-' went, '+' came */

/* GArray of DiffRun in the order of reading, which clears its elements; caller unrefs.  The
 * longest common sequence of words and blanks; very long texts are shown as a whole. */
GArray *text_diff(const char *before, const char *after);
