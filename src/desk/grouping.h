/* The one grouping of a conversation (A11): at most LIMIT_GROUPS labels, each of at least
 * `smallest` people.  Values that fewer have are joined into "Other groups", and that takes in
 * the smallest label as well until it is large enough, so that everybody has a label or nobody:
 * nothing is left over that could be found by subtracting. */
#pragma once
#include <glib.h>
#include <stdint.h>

/* `counts` is from a value (char *) to the number of people who have it (GSIZE_TO_POINTER);
 * "" is a value that gets no label of its own.  Labels come in order of the alphabet, [0] is ""
 * and stands alone where there is no grouping; caller frees with g_strfreev(). */
char   **grouping_labels(GHashTable *counts, size_t smallest);
/* Which label somebody with this value has: 0 is none. */
uint32_t grouping_number(const char *const *labels, const char *value);
